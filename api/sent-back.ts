import type { EngineEvent } from '../engine/event.ts';

/** Why a step comes again, as whoever decided it wrote. */
export interface SentBack {
  reason: string;
  /** Person. */
  by: string;
  /** Node whose decision it was. */
  from: string;
}

/**
 * Where the diagram itself goes back (a check with the answer “return” leads to a step that was done before), what the one who
 * decided it wrote is what must be mended, as where the step is returned by the verb. Undefined for a step that comes for the
 * first time, or of whose decision nobody said why.
 */
export function sentBack(events: readonly EngineEvent[], id: string): SentBack | undefined {
  const at = events.findIndex((event) => event.kind === 'taskCreated' && event.task.id === id);
  const created = events[at];
  if (created?.kind !== 'taskCreated') return undefined;
  const before = events.slice(0, at);
  const { node } = created.task;
  const decision = before.findLast((event) => event.kind === 'taskCompleted');
  if (decision?.kind !== 'taskCompleted' || decision.at !== created.at || !decision.reason) return undefined;
  const isAgain = before.some((event) => event.kind === 'taskCompleted' && event.node === node);
  if (!isAgain || decision.node === node || decision.actor?.kind !== 'person') return undefined;
  return { reason: decision.reason, by: decision.actor.person, from: decision.node };
}
