/** The units that take part in a case, which decides who sees it. Comes after the case itself. */
import { statement } from '../statement.ts';
import type { Fold } from './fold.ts';

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
      if (!units.has(unit)) add(unit, role);
    };
    for (const event of events) {
      if (event.kind === 'caseStarted') for (const { unit, role } of event.case.units) add(unit, role);
      else if (event.kind === 'taskCreated')
        for (const { unit } of event.task.candidates) join(unit, 'handler');
      else if (event.kind === 'deadlineStepReached')
        for (const { unit } of event.tell) join(unit, 'informed');
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
