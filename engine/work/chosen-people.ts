import type { Asked } from '../command-rule.ts';
import type { Command, Refusal } from '../input.ts';
import type { PostAtUnit } from '../model.ts';
import { postsNamed } from '../posts-at.ts';
import type { OpenTask } from '../state.ts';
import { variablesSeenBy } from '../variables-seen.ts';
import { keyOf } from './candidate.ts';
import { isOneOf } from './one-of.ts';
import type { Verb } from './model.ts';
import { refusal } from './not-allowed.ts';
import type { Candidate } from './state.ts';
import { verbConfig } from './verb-config.ts';

/**
 * Whether people whom somebody chose for a verb may be chosen: among those that the template allows, of no excluded unit,
 * each once. That they hold the posts is for the server to say, which knows the directory.
 */
export function refusePeople(
  { model, state, at }: Asked<Command>,
  { verb, task, people }: { verb?: Verb; task?: OpenTask | undefined; people: Candidate[] },
): Refusal | undefined {
  if (people.length === 0)
    return refusal('bad-input', { zh: '请选择人员', en: 'Expected at least one person, but found none' });
  if (new Set(people.map(keyOf)).size < people.length)
    return refusal('bad-input', { zh: '人员重复', en: 'Expected each person once, but found one twice' });
  const { excludedUnits = [], excludedPeople = [], excludedPosts = [] } = task ?? {};
  if (people.some(({ unit }) => excludedUnits.includes(unit)))
    return refusal('not-allowed', {
      zh: '所选人员属于应当回避的单位',
      en: 'Expected people outside of the unit concerned: a unit never decides on its own item',
    });
  const isOut = (each: Candidate) =>
    (each.person !== undefined && excludedPeople.includes(each.person)) || isOneOf(excludedPosts, each);
  if (people.some(isOut))
    return refusal('not-allowed', {
      zh: '所选人员与本事项有关，或参与过被复核的环节，应当回避',
      en: 'Expected people whom the matter does not name and who took no part in what is reviewed: they are kept out',
    });
  const { among } = (verb && verbConfig(model, state, { verb, node: task?.node })) ?? {};
  if (among && !areAmong(people, postsNamed(among, variablesSeenBy(state, task?.token), at)))
    return refusal('not-allowed', {
      zh: '所选人员不在可选范围内',
      en: `Expected people among those whom the template allows for ${verb ?? 'it'}`,
    });
  return undefined;
}

export function areAmong(people: Candidate[], posts: PostAtUnit[]): boolean {
  return people.every((each) => isOneOf(posts, each));
}
