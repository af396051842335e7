/**
 * Whom a case names for what is still to come, and whom it may turn to again because they began it or did a step: for whoever hands
 * over the work of a leaver.
 */
import { statement } from '../statement.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { Candidate } from '../../engine/work/state.ts';
import type { Fold } from './fold.ts';

export const namedAhead = {
  tables: ['named_ahead'],
  statements(events, { tenant, caseId }) {
    const people = new Set(events.flatMap(namedBy).flatMap(({ person }) => person ?? []));
    if (people.size === 0) return [];
    return [
      statement`
        insert into named_ahead (tenant_id, case_id, person)
        select ${tenant}, ${caseId}::uuid, person from unnest(${[...people].sort()}::text[]) as given (person)
        on conflict do nothing`,
    ];
  },
} satisfies Fold;

/** Who signs at once has a task that names them; who is asked later in a sequence has none yet. */
function namedBy(event: EngineEvent): Candidate[] {
  switch (event.kind) {
    case 'peopleChosen':
      return Object.values(event.choices).flat();
    case 'chosenReplaced':
    case 'heirAsked':
      return [event.to];
    case 'heirNamed':
      return [{ post: '', unit: '', person: event.person }];
    case 'caseStarted':
      return event.initiator ? [event.initiator] : [];
    case 'taskCompleted':
      return event.handler ? [event.handler] : [];
    case 'roundOpened':
      return event.round.signing.mode === 'sequential'
        ? event.round.members.map(({ candidate }) => candidate)
        : [];
    case 'roundMemberAdded':
      return event.task === undefined ? [event.candidate] : [];
    default:
      return [];
  }
}
