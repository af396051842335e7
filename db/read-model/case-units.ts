/** The units that take part in a case, which decides who sees it. Comes after the case itself. */
import { statement } from '../statement.ts';
import { givenBy, toldBy } from './taking-part.ts';
import type { Fold } from './fold.ts';
import { formerly, partiesAfter } from './parties.ts';

export const caseUnits = {
  tables: ['case_unit'],
  statements(events, { tenant, caseId, listing, known }) {
    const { units, rootScope } = known;
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
      const before = known.parties;
      known.parties = partiesAfter(before, event, { rootScope, owner: listing.owner });
      // Who was responsible before takes part still.
      for (const { unit, role } of known.parties)
        if (role !== formerly && !before.some((party) => party.unit === unit && party.role === role))
          add(unit, role);
      for (const { unit } of givenBy(event)?.candidates ?? []) join(unit, 'handler');
      for (const { unit } of toldBy(event)) join(unit, 'informed');
    }
    // No unit sees a strict case as such: its seats do (`caseSeats`).
    if (listing.isStrict || added.size === 0) return [];
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
