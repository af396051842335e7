/**
 * Who sees a strict case: whoever began it, has or had a task in it, or was told, asked or copied to, as posts at units or as
 * persons. A unit that takes part gives nobody a seat (docs/decisions/0011-who-sees-a-strict-case.md). Comes after the case itself.
 */
import type { EngineEvent } from '../../engine/event.ts';
import type { UserTaskConfig } from '../../engine/model.ts';
import { seatName, type Seat } from '../connection.ts';
import { statement } from '../statement.ts';
import { givenBy, toldBy } from './taking-part.ts';
import type { Fold, FoldContext } from './fold.ts';

export const caseSeats = {
  tables: ['strict_case', 'case_seat'],
  statements(events, context) {
    const { tenant, caseId, listing, known } = context;
    if (!listing.isStrict) return [];
    const added: Required<Seat>[] = [];
    const keptOut = () => known.barred.size + known.tookPart.size;
    const before = keptOut();
    for (const event of events) {
      bar(event, context);
      for (const { post, unit, person = '' } of seatsBy(event)) {
        const seat = { post, unit, person };
        if (known.seats.has(seatName(seat)) || seatName(seat) === nobody) continue;
        known.seats.add(seatName(seat));
        added.push(seat);
      }
    }
    const isNew = events.some(({ kind }) => kind === 'caseStarted');
    if (added.length === 0 && !isNew && keptOut() === before) return [];
    const [barred, tookPart] = [known.barred, known.tookPart].map((set) => JSON.stringify([...set].sort()));
    return [
      statement`
        with given as (
          select array(select json_array_elements_text(${barred!}::json)) as barred,
            array(select json_array_elements_text(${tookPart!}::json)) as took_part
        ), strict as (
          insert into strict_case (tenant_id, case_id, barred, took_part)
          select ${tenant}, ${caseId}::uuid, barred, took_part from given
          on conflict (case_id) do update set barred = excluded.barred, took_part = excluded.took_part
        ), there as (
          update case_seat set barred = given.barred from given
          where case_id = ${caseId}::uuid and case_seat.barred <> given.barred
        )
        insert into case_seat (tenant_id, case_id, post, unit, person, template, barred, started_at)
        select ${tenant}, ${caseId}::uuid, seat.post, seat.unit, seat.person, "case".template, given.barred, "case".started_at
        from json_to_recordset(${JSON.stringify(added)}::json) as seat (post text, unit text, person text)
          cross join given join "case" on "case".case_id = ${caseId}::uuid
        on conflict do nothing`,
    ];
  },
} satisfies Fold;

const nobody = seatName({ post: '', unit: '' });

/**
 * Whom the process keeps out of every step, because the matter names them: each task says so. Those whom a single step keeps
 * out, or who took part in what a step reviews, are of the case, and see it.
 */
function bar(event: EngineEvent, { model, known: { barred, tookPart } }: FoldContext): void {
  if (event.kind === 'taskCompleted') for (const person of event.tookPart ?? []) tookPart.add(person);
  const task = givenBy(event);
  if (!task || !model.work?.excluded) return;
  const { excluded } = (model.nodes[task.node]?.config ?? {}) as Partial<UserTaskConfig>;
  if (excluded) return;
  for (const person of task.excludedPeople ?? [])
    if (!tookPart.has(person)) barred.add(seatName({ post: '', unit: '', person }));
  for (const { post, unit } of task.excludedPosts ?? []) barred.add(seatName({ post, unit }));
}

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
