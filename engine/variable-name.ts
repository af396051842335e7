/** A name under which a variable can be read again: made of what names in FEEL are made of, and none that every object has. */
export function isVariableName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_.' /-]{0,199}$/u.test(name) && !(name in {});
}
