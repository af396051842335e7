/** Who becomes part of a case by an event: the units and the seats of the case are folds of the same events. */
import type { EngineEvent } from '../../engine/event.ts';
import type { OpenTask } from '../../engine/state.ts';
import type { Candidate } from '../../engine/work/state.ts';

/** The task that somebody is given. Whoever claims, signs or completes one is a candidate of it, or stands in for one. */
export function givenBy(event: EngineEvent): OpenTask | undefined {
  switch (event.kind) {
    case 'taskCreated':
    case 'taskReopened':
    case 'taskChanged':
      return event.task;
    default:
      return undefined;
  }
}

/** Whoever is told of something in it, or is to answer or decide, without a task. */
export function toldBy(event: EngineEvent): readonly Candidate[] {
  switch (event.kind) {
    case 'deadlineStepReached':
      return event.tell;
    case 'documentDue':
      return event.by;
    case 'clockRequested':
      return event.request.approvers;
    case 'copied':
      return [event.copy.to];
    case 'asked':
      return [event.question.to];
    case 'questionHandedOn':
      return [event.to];
    default:
      return [];
  }
}
