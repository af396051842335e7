/**
 * Who sees a strict case: whoever began it, has or had a task in it, or was told, asked or copied to, as posts at units or as
 * persons. A unit that takes part gives nobody a seat (docs/decisions/0011-who-sees-a-strict-case.md). Comes after the case itself.
 */
import type { EngineEvent } from '../../engine/event.ts';
import { seatName, type Seat } from '../connection.ts';
import { statement } from '../statement.ts';
import { givenBy, toldBy } from './taking-part.ts';
import type { Fold } from './fold.ts';

export const caseSeats = {
  tables: ['strict_case', 'case_seat'],
  statements(events, { tenant, caseId, listing, known: { seats } }) {
    if (!listing.isStrict) return [];
    const added: Required<Seat>[] = [];
    for (const { post, unit, person = '' } of events.flatMap(seatsBy)) {
      const seat = { post, unit, person };
      if (seats.has(seatName(seat)) || seatName(seat) === nobody) continue;
      seats.add(seatName(seat));
      added.push(seat);
    }
    const isNew = events.some(({ kind }) => kind === 'caseStarted');
    if (added.length === 0 && !isNew) return [];
    return [
      statement`
        with strict as (
          insert into strict_case (tenant_id, case_id)
          select ${tenant}, ${caseId}::uuid where ${isNew}::boolean
          on conflict do nothing
        )
        insert into case_seat (tenant_id, case_id, post, unit, person, template, started_at)
        select ${tenant}, ${caseId}::uuid, given.post, given.unit, given.person, "case".template, "case".started_at
        from json_to_recordset(${JSON.stringify(added)}::json) as given (post text, unit text, person text)
          join "case" on "case".case_id = ${caseId}::uuid
        on conflict do nothing`,
    ];
  },
} satisfies Fold;

const nobody = seatName({ post: '', unit: '' });

function seatsBy(event: EngineEvent): readonly Seat[] {
  if (event.kind === 'caseStarted') return beganBy(event);
  const task = givenBy(event);
  // A post at a unit that must keep out of the task does not come in by standing among its candidates.
  if (task) return task.candidates.filter(({ unit }) => !task.excludedUnits.includes(unit));
  return toldBy(event);
}

/** Whoever began it, in the post that allowed it (the first of them), so that who leaves takes nothing along. */
function beganBy({ actor }: EngineEvent): readonly Seat[] {
  if (actor?.kind !== 'person') return [];
  const { post = '', unit = '' } = actor.posts[0] ?? {};
  return [{ post, unit, person: actor.person }];
}
