import type { Tx } from '../db/connection.ts';
import { holdingsOf, listPosts, listUnits } from '../db/organisation.ts';
import type { JsonObject } from '../engine/json.ts';
import type { PostAtUnit, PostAtUnitExpression } from '../engine/model.ts';
import { postsNamed } from '../engine/posts-at.ts';
import { postKeyOf } from '../engine/work/candidate.ts';
import type { Candidate } from '../engine/work/state.ts';
import { AppError, type ProblemDetail } from '../errors.ts';
import { may, type User } from './policy.ts';
import type { CandidateChoice } from './resources/work.shapes.ts';
import type { Language } from './resources/session.shapes.ts';

/** Who may be chosen: holders of some posts, or people of some units. */
export type ChoiceReach = { posts: PostAtUnit[] } | { units: ReadonlySet<string> } | 'everyone';

/**
 * For work in a case: what the template narrows it to, else the units that take part, and those that the person looks
 * after. Whoever sees every case may choose anyone.
 */
export function reachFor(user: User, of: { units: { unit: string }[] }, among?: PostAtUnit[]): ChoiceReach {
  if (among) return { posts: among };
  if (may(user, 'case.seeAll')) return 'everyone';
  return { units: new Set([...of.units.map(({ unit }) => unit), ...user.units]) };
}

/** Posts at units that a template names, over the values of the case: post by post, as a list reads best. */
export function postsAmong(
  among: readonly PostAtUnitExpression[] | undefined,
  variables: JsonObject,
  at: string,
): PostAtUnit[] | undefined {
  return among?.flatMap((named) => {
    const posts = postsNamed([named], variables, at);
    return [...Map.groupBy(posts, ({ post }) => post).values()].flat();
  });
}

/**
 * Refuses people and posts that are not there, that nobody holds where a person is named, or that may not be chosen here.
 * `at`: where the body has them, e.g. `/people` of a list or `/to` of one. Returns them for the engine.
 */
export async function checkCandidates(
  tx: Tx,
  given: readonly CandidateChoice[],
  ask: { user: User; reach: ChoiceReach; at: string; isList: boolean; language: Language },
): Promise<Candidate[]> {
  if (given.length === 0) return [];
  const posts = new Set((await listPosts(tx)).map(({ key }) => key));
  const units = new Set((await listUnits(tx)).map(({ id }) => id));
  const isWithin = within(ask.reach);
  const holdings = await holdingsOf(tx, given, ask.user.today);
  const isHeld = ({ post, unit, person }: CandidateChoice) =>
    holdings.some(
      (held) => held.post === post && held.unit === unit && (person === undefined || held.person === person),
    );
  const details: ProblemDetail[] = [];
  const seen = new Set<string>();
  for (const [index, one] of given.entries()) {
    const at = ask.isList ? `${ask.at}/${index}` : ask.at;
    const wrong = (texts: { zh: string; en: string }) =>
      void details.push({ at, message: texts[ask.language] });
    const key = JSON.stringify([one.post, one.unit, one.person ?? null]);
    if (seen.has(key)) wrong({ zh: '重复选择，请删除一个', en: 'chosen twice: leave one out' });
    seen.add(key);
    if (!posts.has(one.post)) wrong({ zh: '没有此岗位，请重新选择', en: 'no such post: choose again' });
    else if (!units.has(one.unit)) wrong({ zh: '没有此单位，请重新选择', en: 'no such unit: choose again' });
    else if (!isWithin(one))
      wrong({
        zh: '不在可选范围内，请从列表中选择',
        en: 'may not be chosen here: choose from the list',
      });
    else if (!isHeld(one))
      wrong(
        one.person === undefined
          ? { zh: '该岗位现无人任职，请另选', en: 'nobody holds this post now: choose another' }
          : {
              zh: '该人员现不任此岗位，请重新选择',
              en: 'this person does not hold that post now: choose again',
            },
      );
  }
  if (details.length > 0) {
    throw new AppError('bad-input', `Expected people who may be chosen, but ${details.length} may not`, {
      details,
    });
  }
  return given.map(({ post, unit, person }) => ({ post, unit, ...(person !== undefined && { person }) }));
}

/** Asks of each post at a unit whether it may be chosen. */
export function within(reach: ChoiceReach): (held: PostAtUnit) => boolean {
  if (reach === 'everyone') return () => true;
  if ('units' in reach) return ({ unit }) => reach.units.has(unit);
  const posts = new Set(reach.posts.map(postKeyOf));
  return (held) => posts.has(postKeyOf(held));
}
