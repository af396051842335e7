import type { Tx } from '../db/connection.ts';
import { knowsReporter, secretReportersOf } from '../db/secret-reporters.ts';
import type { Json } from '../engine/json.ts';
import { AppError } from '../errors.ts';
import { caseOf, casesIn, concealed } from './conceal.ts';
import { standingInPosts, type User } from './policy.ts';

/** Who reads, what they asked for, and how to look in their scope. */
interface Reader {
  user: User;
  params: unknown;
  language: 'zh' | 'en';
  read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
}

/** An answer as its reader may have it: who reported is known to the posts that the template names, and to themselves. */
export async function withoutReporters(
  answer: unknown,
  { user, params, language, read }: Reader,
): Promise<unknown> {
  const within = caseOf((params ?? {}) as Record<string, unknown>);
  const cases = casesIn(answer);
  if (within !== undefined) cases.add(within);
  if (cases.size === 0) return answer;
  const secrets = await secretReportersOf([...cases], read);
  const who = { person: user.person, posts: standingInPosts(user) };
  for (const [caseId, secret] of secrets) if (knowsReporter(secret, who)) secrets.delete(caseId);
  return secrets.size === 0 ? answer : concealed(answer as Json, secrets, { within, language });
}

/**
 * The same of a refusal: it says who has just done or claimed a task. Where it cannot be asked what is secret, it says no more than its
 * code.
 */
export async function refusalWithoutReporters(error: unknown, reader: Reader): Promise<unknown> {
  if (!(error instanceof AppError)) return error;
  const { code, message, texts, data, details, at } = error;
  const shown = { ...(texts && { texts }), data, details };
  if (!texts && details.length === 0 && Object.keys(data).length === 0) return error;
  const hidden = await withoutReporters(shown, reader).catch(() => ({}));
  return hidden === shown
    ? error
    : new AppError(code, message, {
        ...(hidden as typeof shown),
        ...(at !== undefined && { at }),
        cause: error,
      });
}
