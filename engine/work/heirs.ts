import type { PostAtUnit, ProcessModel, UserTaskConfig } from '../model.ts';
import type { PeopleSource } from './model.ts';
import type { Candidate, Handler, WorkState } from './state.ts';

/**
 * 离职转办 of what somebody once did: whoever took it over by the newest staff move since. `at`: the number of the event by which
 * they did it, so that what a leaver does after all is theirs. Over any number of moves; a circle of them ends with the last.
 */
export function heirOf(
  work: Pick<WorkState, 'heirs'> | undefined,
  { at, post, unit, person }: Handler,
): Required<Candidate> {
  let now: Required<Candidate> = { post, unit, person };
  for (const heir of work?.heirs ?? []) {
    const isTheirs =
      heir.at > at && heir.from === now.person && (heir.units?.includes(now.unit) ?? true) && heir.posts[0];
    if (isTheirs) now = capacityOf(heir, now);
  }
  return now;
}

/** Whoever began the case, or took that over from them. */
export const initiatorNow = (work: WorkState | undefined): Required<Candidate> | undefined =>
  work?.initiator && heirOf(work, { ...work.initiator, at: 0 });

/** Everybody who stands for whoever began the case: what keeps them from passing their own request keeps the heir from it too. */
export function initiatorsOf(work: WorkState | undefined): Set<string> {
  const found = new Set<string>();
  for (const each of [work?.initiator, initiatorNow(work)]) if (each) found.add(each.person);
  return found;
}

/** As what an heir gets something: in the same post where they hold it, else in one at the same unit, else in their first. */
export function capacityOf(
  { person, posts }: { person: string; posts: readonly PostAtUnit[] },
  wanted: Candidate | undefined,
): Required<Candidate> {
  const held =
    posts.find(({ post, unit }) => post === wanted?.post && unit === wanted.unit) ??
    posts.find(({ unit }) => unit === wanted?.unit) ??
    posts[0];
  return { post: held?.post ?? '', unit: held?.unit ?? '', person };
}

/**
 * In which capacities the case may still turn to this person because they began it or did a step: where a step is for whoever
 * did an earlier one, or began the case, and where the case can be returned to or taken back by whoever began it.
 */
export function mayTurnTo(
  model: ProcessModel,
  work: WorkState | undefined,
  person: string,
): Required<Candidate>[] {
  const sources = Object.values(model.nodes)
    .filter(({ type }) => type === 'userTask')
    .flatMap(({ config }): PeopleSource[] => (config as unknown as Partial<UserTaskConfig>).people ?? []);
  const isForAny = sources.some((source) => source.kind === 'previousHandler' && source.node === undefined);
  const isForNode = (node: string) =>
    sources.some((source) => source.kind === 'previousHandler' && source.node === node);
  const asksInitiator = sources.some(({ kind }) => kind === 'initiator') || isForAny;
  const isInitiators = asksInitiator || model.keepsTrail === true;
  const initiator = isInitiators ? initiatorNow(work) : undefined;
  const done = [work?.handlers ?? {}, ...Object.values(work?.handlersIn ?? {})]
    .flatMap((handlers) => Object.entries(handlers))
    .flatMap(([node, handler]) => (isForAny || isForNode(node) ? [heirOf(work, handler)] : []));
  return [...(initiator ? [initiator] : []), ...done].filter((each) => each.person === person);
}
