import type { SourceElement } from '../source-element.ts';

/** The decision, knowledge model or type that a problem is in, as its author knows it. */
export interface Place {
  id: string;
  name: string;
}

/** The same as the element of a diagram, which problems name. */
export function at({ id, name }: Place): SourceElement {
  return { type: 'dmn', id, name, role: '', attributes: {}, text: '', children: [], extensions: [] };
}
