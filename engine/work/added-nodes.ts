import type { Node, ProcessModel } from '../model.ts';
import type { CaseState } from '../state.ts';

/** A node of the diagram, or one that people added to this case; undefined where there is none. */
export function nodeOf(model: ProcessModel, { work }: CaseState, id: string): Node | undefined {
  return model.nodes[id] ?? (work?.addedNodes?.[id] as unknown as Node | undefined);
}
