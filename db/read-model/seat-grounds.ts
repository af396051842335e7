/**
 * What gives somebody a seat in a strict case, and for how long. Whoever began or ended it, acted in it, or was told, asked or copied to
 * has theirs for good; whoever is only offered something, as long as it is offered (docs/decisions/0011-who-sees-a-strict-case.md).
 */
import type { EngineEvent } from '../../engine/event.ts';
import type { Actor } from '../../engine/input.ts';
import type { ProcessModel, UserTaskConfig } from '../../engine/model.ts';
import type { OpenTask } from '../../engine/state.ts';
import { isOneOf } from '../../engine/work/one-of.ts';
import { seatName, seatOf, type Seat } from '../connection.ts';
import { givenBy, toldBy } from './taking-part.ts';

/** The ground that never ends; the others are ids of open tasks and of requests about clocks. */
export const forGood = 'forGood';

/** Seats by name (`seatName`), and what each rests on: one that rests on nothing any more is gone. */
export type Seats = Map<string, Set<string>>;

/** Brings the seats up to date. */
export function followSeats(seats: Seats, event: EngineEvent, model: ProcessModel): void {
  const task = givenBy(event);
  if (task) {
    if (event.kind === 'taskChanged' && hasSaid.has(event.verb)) keepActor(seats, event.actor, task.id);
    letGo(seats, task.id);
    hold(seats, offeredTo(task), task.id);
    return;
  }
  switch (event.kind) {
    case 'caseStarted':
    // Whoever ended it reads what they did, though their tasks ended with it.
    case 'caseVoided':
    case 'caseCancelled':
    case 'caseRecalled':
      return hold(seats, inTheirPost(event), forGood);
    case 'taskCompleted':
      keepActor(seats, event.actor, event.task);
      return letGo(seats, event.task);
    case 'taskCancelled':
      // Who sat in a vote that was decided without them is of its committee, which is to know what it decided.
      if (isByRound(event.actor) && isVote(model, event.node))
        for (const on of seats.values()) if (on.has(event.task)) on.add(forGood);
      return letGo(seats, event.task);
    case 'clockRequested':
      return hold(seats, toldBy(event), groundOf(event.request.deadline, event.request.id));
    case 'clockRequestDecided': {
      const request = groundOf(event.deadline, event.request);
      keepActor(seats, event.actor, request);
      return letGo(seats, request);
    }
    case 'deadlineClosed':
      for (const ground of new Set([...seats.values()].flatMap((on) => [...on])))
        if (ground.startsWith(groundOf(event.deadline, ''))) letGo(seats, ground);
      return;
    // The handlers are told as handlers: that lasts as long as their task.
    case 'deadlineStepReached':
      return hold(seats, event.step.whom, forGood);
    case 'documentDue':
      return hold(
        seats,
        event.by.filter((post) => !isHandler(seats, post)),
        forGood,
      );
    default:
      return hold(seats, toldBy(event), forGood);
  }
}

/** Why a task changed, where whoever did it has given an opinion on it or decided. */
const hasSaid = new Set(['answerDelegation', 'decide']);

const groundOf = (deadline: string, request: string): string => `${deadline} ${request}`;

const isByRound = (actor: Actor | null): boolean => actor?.kind === 'system' && actor.name === 'round';

const isVote = (model: ProcessModel, node: string): boolean =>
  ((model.nodes[node]?.config ?? {}) as Partial<UserTaskConfig>).signing?.mode === 'vote';

/**
 * Whose it is, and whose it is again when whoever was asked for an opinion has given it. A post at a unit that must keep out of
 * the task does not come in by standing among its candidates.
 */
const offeredTo = ({ candidates, delegatedBy = [], excludedUnits }: OpenTask): Seat[] =>
  [...candidates, ...delegatedBy.flatMap(({ from }) => from)].filter(
    ({ unit }) => !excludedUnits.includes(unit),
  );

/** Whoever began or ended it, in the post that allowed it (the first of them), so that who leaves takes nothing along. */
function inTheirPost({ actor }: EngineEvent): Seat[] {
  if (actor?.kind !== 'person') return [];
  const { post = '', unit = '' } = actor.posts[0] ?? {};
  return [{ post, unit, person: actor.person }];
}

function hold(seats: Seats, given: readonly Seat[], ground: string): void {
  for (const seat of given) {
    const name = seatName(seat);
    if (name === nobody) continue;
    const on = seats.get(name) ?? new Set();
    seats.set(name, on.add(ground));
  }
}

const nobody = seatName({ post: '', unit: '' });

function letGo(seats: Seats, ground: string): void {
  for (const [name, on] of seats) if (on.delete(ground) && on.size === 0) seats.delete(name);
}

/**
 * Whoever acted keeps a seat as a person, as long as they hold the post in which they did: the others of the post were only
 * offered it. Where somebody stood in for them it is the principal's, whatever of the posts was theirs.
 */
function keepActor(seats: Seats, actor: Actor | null, ground: string): void {
  if (actor?.kind !== 'person') return;
  const person = actor.for ?? actor.person;
  const offered = [...seats].filter(([, on]) => on.has(ground)).map(([name]) => seatOf(name));
  const own = offered.filter((seat) =>
    seat.person === '' ? actor.for !== undefined || isOneOf(actor.posts, seat) : seat.person === person,
  );
  hold(
    seats,
    own.map((seat) => ({ ...seat, person })),
    forGood,
  );
}

/** A post, or somebody in it, to whom something is offered now. */
const isHandler = (seats: Seats, { post, unit }: Seat): boolean =>
  [...seats].some(([name, on]) => {
    const seat = seatOf(name);
    return seat.post === post && seat.unit === unit && [...on].some((ground) => ground !== forGood);
  });
