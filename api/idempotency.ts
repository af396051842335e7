import { AppError, problemStatus } from '../errors.ts';
import type { Json } from '../engine/json.ts';
import { beginKey, finishKey, forgetKey, type KeyRow, type KnownKey } from '../db/idempotency.ts';
import { inScope, type Db, type Scope, type Tx } from '../db/connection.ts';
import { scopeOf, type User } from './policy.ts';

/**
 * One key, one content, one outcome. Keys belong to a person, so that nobody can ask for another's answer.
 * Refusals are not recorded: nothing happened, and the same key may try again once the cause is mended.
 */
export interface Answer {
  status: number;
  reply: unknown;
}

export interface Intent {
  user: User;
  key: string;
  /** Of method, path, query and body. */
  digest: string;
  at: Date;
}

/** The work and the record of its answer are one transaction: whatever dies, both are there or neither. */
export function answerOnce(db: Db, intent: Intent, work: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  return inScope(db, scopeOf(intent.user), async (tx) => {
    // A twin under way holds the row: this waits for it, and then finds its answer.
    const known = await beginKey(tx, rowOf(intent));
    const first = firstAnswer(known, intent);
    if (first) return first;
    const answer = await work(tx);
    await finishKey(tx, { ...rowOf(intent), status: answer.status, reply: (answer.reply ?? null) as Json });
    return answer;
  });
}

/** What is done for a key that is new, or was begun before and has no answer (`isRetry`). */
export interface CaseCommand<Found> {
  /** Records the key, and reads what must be known first. */
  begin(row: KeyRow): Promise<{ known?: KnownKey; found?: Found }>;
  act(found: Found | undefined, isRetry: boolean): Promise<Answer>;
  /** The commit of what `act` asks of the case records the answer. */
  recordsItself: boolean;
}

/**
 * The key is recorded before the case is asked and answered after. A retry in between (this process died, or a twin is
 * under way) asks the case again under the same update id: the case remembers, and gives its first answer.
 */
export async function answerCaseCommand<Found>(
  db: Db,
  intent: Intent,
  { begin, act, recordsItself }: CaseCommand<Found>,
): Promise<Answer> {
  const scope = keyScope(intent.user);
  const row = rowOf(intent);
  const work = async (): Promise<{ answer: Answer; isFirst: boolean }> => {
    const { known, found } = await begin(row);
    const answer = firstAnswer(known, intent);
    if (answer) return { answer, isFirst: false };
    return { answer: await act(found, known !== undefined), isFirst: true };
  };
  const { answer, isFirst } = await work().catch(async (error: unknown) => {
    // A refusal did nothing; an outage may have done it, so its key stays begun and the next attempt asks the case.
    if (error instanceof AppError && !(error instanceof OtherContent) && problemStatus[error.code] < 500) {
      await inScope(db, scope, (tx) => forgetKey(tx, row));
    }
    throw error;
  });
  if (!isFirst || recordsItself) return answer;
  await inScope(db, scope, (tx) =>
    finishKey(tx, { ...row, status: answer.status, reply: (answer.reply ?? null) as Json }),
  );
  return answer;
}

/** Records the key in the transaction in which `look` reads: a refusal there leaves no key. */
export function beginLooking<Found>(
  db: Db,
  intent: Intent,
  look: (tx: Tx, isRetry: boolean) => Promise<Found>,
): CaseCommand<Found>['begin'] {
  return (row) =>
    inScope(db, keyScope(intent.user), async (tx) => {
      const known = await beginKey(tx, row);
      return firstAnswer(known, intent) ? { known } : { known, found: await look(tx, known !== undefined) };
    });
}

const keyScope = (user: User): Scope => ({ ...scopeOf(user), plansOnce: true });

const rowOf = ({ user, key, digest, at }: Intent) => ({
  tenant: user.tenant,
  person: user.person,
  key,
  digest,
  at: at.toISOString(),
});

/** The key is another request's: what is recorded of it stays. */
class OtherContent extends AppError {}

function firstAnswer(
  known: { digest: string; status: number | null; reply: Json | null } | undefined,
  intent: Intent,
): Answer | undefined {
  if (!known) return undefined;
  if (known.digest !== intent.digest) {
    throw new OtherContent(
      'idempotency-conflict',
      `Expected key ${intent.key} to come with its first content, but found another`,
    );
  }
  return known.status === null ? undefined : { status: known.status, reply: known.reply };
}
