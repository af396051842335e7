/**
 * Who sees a strict case: whoever began it, has a task in it or acted on one, or was told, asked or copied to, as posts at units
 * or as persons; never whom the matter names, or who stood aside. A unit that takes part gives nobody a seat
 * (docs/decisions/0011-who-sees-a-strict-case.md). Comes after the case itself.
 */
import type { EngineEvent } from '../../engine/event.ts';
import { seatName, seatOf } from '../connection.ts';
import { statement } from '../statement.ts';
import { givenBy } from './taking-part.ts';
import type { Fold, FoldContext } from './fold.ts';
import { keptOutOf } from './kept-out.ts';
import { followSeats, type Seats } from './seat-grounds.ts';

export const caseSeats = {
  tables: ['strict_case', 'case_seat'],
  statements(events, context) {
    const { tenant, caseId, listing, known, model } = context;
    if (!listing.isStrict) return [];
    const before = new Map(groundsOf(known.seats));
    const keptOut = () => known.barred.size + known.tookPart.size;
    const keptOutBefore = keptOut();
    for (const event of events) {
      bar(event, context);
      followSeats(known.seats, event, model);
    }
    const changed = groundsOf(known.seats).filter(([name, grounds]) => before.get(name) !== grounds);
    const gone = [...before.keys()].filter((name) => !known.seats.has(name));
    const isNew = events.some(({ kind }) => kind === 'caseStarted');
    if (changed.length + gone.length === 0 && !isNew && keptOut() === keptOutBefore) return [];
    const rows = changed.map(([name, grounds]) => ({ ...seatOf(name), grounds }));
    const [barred, tookPart] = [known.barred, known.tookPart].map((set) => JSON.stringify([...set].sort()));
    // No row is touched twice: those that are gone, those that are written, and the rest, which learn of who is kept out.
    return [
      statement`
        with given as (
          select array(select json_array_elements_text(${barred!}::json)) as barred,
            array(select json_array_elements_text(${tookPart!}::json)) as took_part,
            array(select json_array_elements_text(${JSON.stringify(gone)}::json)) as gone,
            array(select json_array_elements_text(${JSON.stringify(changed.map(([name]) => name))}::json)) as written
        ), strict as (
          insert into strict_case (tenant_id, case_id, barred, took_part)
          select ${tenant}, ${caseId}::uuid, barred, took_part from given
          on conflict (case_id) do update set barred = excluded.barred, took_part = excluded.took_part
        ), left_by as (
          delete from case_seat using given where case_id = ${caseId}::uuid and seat = any (given.gone)
        ), there as (
          update case_seat set barred = given.barred from given
          where case_id = ${caseId}::uuid and case_seat.barred <> given.barred
            and not seat = any (given.gone) and not seat = any (given.written)
        )
        insert into case_seat (tenant_id, case_id, post, unit, person, template, barred, grounds, started_at)
        select ${tenant}, ${caseId}::uuid, seat.post, seat.unit, seat.person, "case".template, given.barred,
          array(select json_array_elements_text(seat.grounds::json)), "case".started_at
        from json_to_recordset(${JSON.stringify(rows)}::json) as seat (post text, unit text, person text, grounds text)
          cross join given join "case" on "case".case_id = ${caseId}::uuid
        on conflict (case_id, post, unit, person) do update set barred = excluded.barred, grounds = excluded.grounds`,
    ];
  },
} satisfies Fold;

/** In words that can be compared. */
const groundsOf = (seats: Seats): [string, string][] =>
  [...seats].map(([name, grounds]) => [name, JSON.stringify([...grounds].sort())]);

/**
 * Whoever stood aside from deciding, and whom the process keeps out of every step because the matter names them: each task
 * says so. Those whom a single step keeps out, or who took part in what a step reviews, are of the case, and see it.
 */
function bar(event: EngineEvent, { model, known: { barred, tookPart } }: FoldContext): void {
  if (event.kind === 'roundMemberRemoved' && event.recused && event.actor?.kind === 'person') {
    const { person, for: principal = person } = event.actor;
    barred.add(seatName({ post: '', unit: '', person: principal }));
  }
  if (event.kind === 'taskCompleted') for (const person of event.tookPart ?? []) tookPart.add(person);
  const task = givenBy(event);
  if (!task) return;
  for (const name of keptOutOf(task, model).barred) if (!tookPart.has(seatOf(name).person)) barred.add(name);
}
