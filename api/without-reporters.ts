import type { Tx } from '../db/connection.ts';
import { secretReportersOf } from '../db/secret-reporters.ts';
import type { Json } from '../engine/json.ts';
import { isOneOf } from '../engine/work/one-of.ts';
import { caseOf, casesIn, concealed } from './conceal.ts';
import { standingInPosts, type User } from './policy.ts';

/** An answer as its reader may have it: who reported is known to the posts that the template names, and to themselves. */
export async function withoutReporters(
  answer: unknown,
  ask: {
    user: User;
    params: unknown;
    language: 'zh' | 'en';
    read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  },
): Promise<unknown> {
  const { user, language, read } = ask;
  const within = caseOf((ask.params ?? {}) as Record<string, unknown>);
  const cases = casesIn(answer);
  if (within !== undefined) cases.add(within);
  if (cases.size === 0) return answer;
  const secrets = await secretReportersOf([...cases], read);
  const posts = standingInPosts(user);
  for (const [caseId, { person, knownTo }] of secrets)
    if (person?.id === user.person || knownTo.some((known) => isOneOf(posts, known))) secrets.delete(caseId);
  return secrets.size === 0 ? answer : concealed(answer as Json, secrets, { within, language });
}
