import type { Node } from '../../engine/model.ts';
import { handlersIn } from './catching.ts';
import { nodeOf, triggerOf, type Instance, type Machine, type Scope } from './world.ts';

/**
 * Compensation (13.5.5): only what completed can be compensated. A sub-process that an interrupting event sub-process or a terminate
 * end event brought to its end counts as completed here, as in the engine: 13.3.2 calls it Failed or Terminated, but a token goes
 * on from it as from what completed. Not in random models, since the text says both: what becomes of the instances of loops and
 * multi-instances (the handler once for all, or for each).
 */
export function rememberDone(m: Machine, scope: Scope, instance: Instance): void {
  const node = nodeOf(m, instance.node);
  const within = instance.body?.done ?? [];
  if (node.isForCompensation) return;
  if (node.compensatedBy !== undefined || within.length > 0 || undoHandler(m, node)) {
    scope.done.push({ node: node.id, within });
  }
}

/** The compensation event sub-process of a sub-process. */
export function undoHandler(m: Machine, node: Node): Node | undefined {
  return handlersIn(m, node).find((start) => triggerOf(start) === 'compensate');
}
