import type { Actor, Command } from '../input.ts';
import type { PostAtUnit } from '../model.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { byId } from '../table.ts';
import { isOneOf } from './one-of.ts';
import type { Candidate } from './state.ts';

export type Person = Actor & { kind: 'person' };

/** One key for each who may sign: a person, in whatever capacity, else whoever holds the post. */
export function keyOf(candidate: Candidate): string {
  return candidate.person === undefined ? postKeyOf(candidate) : `:${candidate.person}`;
}

/** One key for each post at a unit, whoever holds it. */
export const postKeyOf = ({ post, unit }: PostAtUnit): string => `${post}@${unit}`;

/** The same people once, in their order. */
export function distinctCandidates<C extends Candidate>(candidates: C[]): C[] {
  const seen = new Set<string>();
  return candidates.filter((each) => !seen.has(keyOf(each)) && seen.add(keyOf(each)));
}

/** In which capacity somebody may act, and for whom where they stand in for another. */
export interface Standing {
  as: Required<Candidate>;
  for?: string;
}

interface Wanted {
  candidates: Candidate[];
  excludedUnits?: string[];
  excludedPeople?: string[];
  excludedPosts?: PostAtUnit[];
  claimedBy?: string;
}

/**
 * How this person may act on what these candidates may: first by own posts, then for each whom they stand in for. Where
 * the person belongs to an excluded unit or holds an excluded post nothing helps, and nobody acts for a principal who does. A named
 * candidate must still hold the post in which they were named. Where it is claimed, only for whoever claimed it.
 */
export function standingOn(
  { candidates, excludedUnits = [], excludedPeople = [], excludedPosts = [], claimedBy }: Wanted,
  { person, posts, standsInFor = [] }: Person,
): Standing | 'excluded' | 'claimed' | 'nobody' {
  const isExcluded = (held: PostAtUnit[]) =>
    held.some((each) => excludedUnits.includes(each.unit) || isOneOf(excludedPosts, each));
  if (isExcluded(posts) || excludedPeople.includes(person)) return 'excluded';
  let why: 'excluded' | 'claimed' | 'nobody' = 'nobody';
  for (const who of [{ person, posts }, ...standsInFor]) {
    const as = candidates.find((wanted) => isMet(wanted, who));
    if (!as) continue;
    if (isExcluded(who.posts) || excludedPeople.includes(who.person)) why = 'excluded';
    else if (claimedBy !== undefined && claimedBy !== person && claimedBy !== who.person) why = 'claimed';
    else return { as: { ...as, person: who.person }, ...(who.person !== person && { for: who.person }) };
  }
  return why;
}

function isMet(wanted: Candidate, { person, posts }: { person: string; posts: PostAtUnit[] }): boolean {
  if (wanted.person !== undefined && wanted.person !== person) return false;
  if (wanted.person !== undefined && wanted.post === '') return true;
  return isOneOf(posts, wanted);
}

/** What people say about a case they say as themselves, whoever they stand in for. */
const asThemselves = new Set<Command['kind']>(['comment', 'ask', 'urge', 'copyTo', 'recordProgress']);

/** For whom a person acts with this command, if they act for another. */
function principalOf(state: CaseState, actor: Person, command: Command): string | undefined {
  const wanted = wantedBy(state, command);
  const standing = wanted && standingOn(wanted, actor);
  return typeof standing === 'object' ? standing.for : undefined;
}

function wantedBy(state: CaseState, command: Command): Wanted | undefined {
  if (asThemselves.has(command.kind)) return undefined;
  if (command.kind === 'answer') {
    const question = state.work?.questions.find(({ id }) => id === command.question);
    return question && { candidates: [question.to] };
  }
  if (command.kind === 'decideClockRequest') {
    const request = state.clockRequests?.find(({ id }) => id === command.request);
    return request && { candidates: request.approvers };
  }
  if (command.kind === 'acknowledgeStep') {
    const awaiting = byId(state.deadlines, command.deadline)?.awaiting ?? [];
    const awaited = awaiting.find(({ step }) => step === command.step);
    return awaited && { candidates: awaited.tell };
  }
  if (command.kind === 'readCopy') {
    const copy = state.work?.copies.find(({ id }) => id === command.copy);
    return copy && { candidates: [copy.to] };
  }
  if (!('task' in command) || command.task === undefined) return undefined;
  return byId(state.tasks, command.task) satisfies OpenTask | undefined;
}

/** Who did it, as it is recorded for ever: the person, the posts held, and the principal; nothing else that the server knew. */
export function recordedActor(state: CaseState, actor: Actor, command?: Command): Actor {
  if (actor.kind !== 'person') return { kind: 'system', name: actor.name };
  const { person, posts } = actor;
  const principal = command && principalOf(state, actor, command);
  return { kind: 'person', person, posts, ...(principal !== undefined && { for: principal }) };
}
