import type { SourceElement } from '../source-element.ts';

/** An extension of ours, at the element that says the same in another engine's terms. */
export function extension(
  at: SourceElement,
  type: string,
  attributes: Record<string, string>,
  extensions: SourceElement[] = [],
): SourceElement {
  return {
    type,
    id: at.id,
    name: at.name,
    role: 'extension',
    attributes,
    text: '',
    children: [],
    extensions,
  };
}

export function withoutAttributes(source: SourceElement, names: readonly string[]): SourceElement {
  const kept = Object.entries(source.attributes).filter(([name]) => !names.includes(name));
  return { ...source, attributes: Object.fromEntries(kept) };
}
