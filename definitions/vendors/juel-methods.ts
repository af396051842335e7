/** Methods of Java's strings and lists by name and number of arguments, as FEEL says the same. The first is the object. */
const twins: Record<string, (object: string, ...given: string[]) => string> = {
  'contains/1': (object, part) =>
    `(if ${object} instance of string then contains(${object}, ${part}) else list contains(${object}, ${part}))`,
  'startsWith/1': (object, part) => `starts with(${object}, ${part})`,
  'endsWith/1': (object, part) => `ends with(${object}, ${part})`,
  'length/0': (object) => `string length(${object})`,
  'size/0': (object) => `count(${object})`,
  'isEmpty/0': (object) => `(${object} = "" or ${object} = [])`,
  'toUpperCase/0': (object) => `upper case(${object})`,
  'toLowerCase/0': (object) => `lower case(${object})`,
  'equals/1': (object, other) => `(${object} = ${other})`,
  'toString/0': (object) => `string(${object})`,
  'abs/0': (object) => `abs(${object})`,
};

/** What a call of a method is in FEEL; undefined when it has no twin. */
export function methodTwin(object: string, method: string, given: string[]): string | undefined {
  if (object === 'execution') return executionTwin(method, given);
  const name = `${method}/${given.length}`;
  return Object.hasOwn(twins, name) ? twins[name]?.(object, ...given) : undefined;
}

/** `execution.getVariable("x")` and its like name a variable of the case. */
function executionTwin(method: string, [name = '', ...rest]: string[]): string | undefined {
  const [, variable] = /^"([\p{L}_][\p{L}\p{N}_]*)"$/u.exec(name) ?? [];
  if (variable === undefined || rest.length > 0) return undefined;
  if (method === 'getVariable') return variable;
  return method === 'hasVariable' ? `(${variable} != null)` : undefined;
}
