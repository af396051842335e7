/** The units that take part in a case, which decides who sees it. Comes after the case itself. */
import { statement } from '../statement.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { PostAtUnit } from '../../engine/model.ts';
import type { Fold } from './fold.ts';

/** Whoever is given a task. */
function givenBy(event: EngineEvent): readonly PostAtUnit[] {
  switch (event.kind) {
    case 'taskCreated':
    case 'taskReopened':
    case 'taskChanged':
      return event.task.candidates;
    default:
      return [];
  }
}

/** Whoever is told of something in it, or is to answer or decide, without a task. */
function toldBy(event: EngineEvent): readonly PostAtUnit[] {
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
    default:
      return [];
  }
}

export const caseUnits = {
  tables: ['case_unit'],
  statements(events, { tenant, caseId, known: { units } }) {
    const added = new Map<string, { unit: string; role: string }>();
    const add = (unit: string, role: string) => {
      units.add(unit);
      added.set(`${role} ${unit}`, { unit, role });
    };
    /** Who takes part already gains nothing by being given a task, or told, as well. */
    const join = (unit: string, role: 'handler' | 'informed') => {
      if (unit !== '' && !units.has(unit)) add(unit, role);
    };
    for (const event of events) {
      if (event.kind === 'caseStarted') for (const { unit, role } of event.case.units) add(unit, role);
      else if (event.kind === 'participantAdded') add(event.unit, event.role);
      for (const { unit } of givenBy(event)) join(unit, 'handler');
      for (const { unit } of toldBy(event)) join(unit, 'informed');
    }
    if (added.size === 0) return [];
    return [
      statement`
        insert into case_unit (tenant_id, case_id, unit, role, template, started_at)
        select ${tenant}, ${caseId}::uuid, given.unit, given.role, "case".template, "case".started_at
        from json_to_recordset(${JSON.stringify([...added.values()])}::json) as given (unit text, role text)
          join "case" on "case".case_id = ${caseId}::uuid
        on conflict do nothing`,
    ];
  },
} satisfies Fold;
