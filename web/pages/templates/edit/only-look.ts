import type { Drawn } from './moddle.ts';

interface Bus {
  on(event: string, priority: number, listener: (event: { element: Drawn }) => unknown): void;
}
interface Starts {
  start(...given: unknown[]): unknown;
}

/**
 * On a narrow screen the diagram is for looking and choosing: a finger that wants to move the view must not move a
 * step. Changes are made in the list and the panel, which do all that dragging does (WCAG 2.5.7).
 * Palette, pad and handles are hidden by the stylesheet.
 */
export function onlyLook(service: (name: string) => unknown, isReadOnly: () => boolean): void {
  const move = service('move') as Starts;
  const begin = move.start.bind(move);
  move.start = (...given) => (isReadOnly() ? false : begin(...given));
  (service('eventBus') as Bus).on('element.dblclick', 2000, () => (isReadOnly() ? false : undefined));
}
