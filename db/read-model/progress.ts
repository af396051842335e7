/** That there was progress, when and by whom; what was written stays in the journal, sealed. */
import { statement } from '../statement.ts';
import { personOf, type Fold } from './fold.ts';

export const progress = {
  tables: ['progress'],
  statements(events, { tenant, caseId }) {
    const entries = events.flatMap((event) =>
      event.kind === 'progressRecorded'
        ? [
            {
              entry: event.entry,
              seq: event.seq,
              at: event.at,
              person: personOf(event),
              node: event.node ?? null,
              percent: event.percent ?? null,
            },
          ]
        : [],
    );
    if (entries.length === 0) return [];
    return [
      statement`
        insert into progress (tenant_id, case_id, entry, seq, at, person, node, percent)
        select ${tenant}, ${caseId}::uuid, entry, seq, at, person, node, percent
        from json_to_recordset(${JSON.stringify(entries)}::json)
          as given (entry int, seq int, at timestamptz, person text, node text, percent int)`,
    ];
  },
} satisfies Fold;
