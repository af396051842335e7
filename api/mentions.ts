import { inScope, system } from '../db/connection.ts';
import { withoutSeat } from '../db/unseen-cases.ts';
import type { Candidate } from '../engine/work/state.ts';
import { AppError } from '../errors.ts';
import type { Dependencies } from './dependencies.ts';
import type { User } from './policy.ts';
import type { Language } from './resources/session.shapes.ts';

/**
 * A mention gives nobody a seat, and its mail carries the title: in a strict case only those are mentioned who see it. Who is to
 * see it is copied to, asked or given a task, which the template has a say in.
 */
export async function refuseUnseated(
  { db }: Dependencies,
  ask: { user: User; caseId: string; people: Candidate[]; language: Language },
): Promise<void> {
  const { user, caseId, people, language } = ask;
  if (people.length === 0) return;
  const unseated = await inScope(db, system(user.tenant), (tx) => withoutSeat(tx, caseId, people));
  if (unseated.length === 0) return;
  throw new AppError('bad-input', `Expected mentions of those who see case ${caseId}, but some do not`, {
    details: unseated.map((one) => ({
      at: `/mentions/${people.indexOf(one)}`,
      message: {
        zh: '不在本保密事项的知悉范围内，请先抄送、提问或交办',
        en: 'does not see this strict case: copy it to them, ask them or give them a task first',
      }[language],
    })),
  });
}
