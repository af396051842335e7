import { casesBehind, clockOffset, clockProgress, setClockOffset } from '../../db/clock.ts';
import type { Tx } from '../../db/connection.ts';
import { dateOf, instantAt } from '../../engine/time/instant.ts';
import { AppError } from '../../errors.ts';
import { countMissed, tellCasesTheTime } from '../clock-advance.ts';
import type { Dependencies } from '../dependencies.ts';
import { route } from '../route.ts';
import { Clock, MoveClock } from './clock.shapes.ts';

/** Milliseconds: further ahead than this nothing can be learnt, and dates become odd. */
const furthest = 10 * 365 * 86_400_000;

export const clock = [
  route({
    method: 'get',
    path: '/clock',
    summary: { zh: '演示时钟', en: 'The clock of the demonstration' },
    access: 'loggedIn',
    reply: Clock,
    handle: ({ user, scoped, afterwards }, dependencies) =>
      scoped(async (tx) => {
        const offset = (await clockOffset(tx)) ?? 0;
        if (
          dependencies.settings.isDemonstration &&
          (await casesBehind(tx, offset, { limit: 1 })).length > 0
        ) {
          afterwards(() => tellCasesTheTime(dependencies, user.tenant));
        }
        return clockAt(tx, { offset, tenant: user.tenant }, dependencies);
      }),
  }),
  route({
    method: 'post',
    path: '/clock',
    summary: { zh: '向前拨动演示时钟', en: 'Move the clock of the demonstration forward' },
    access: { permission: 'clock.advance' },
    write: 'once',
    body: MoveClock,
    reply: Clock,
    status: 202,
    async handle({ user, body, scoped, afterwards }, dependencies) {
      if (!dependencies.settings.isDemonstration) {
        throw new AppError('not-found', 'Expected a demonstration, but this is none');
      }
      return scoped(async (tx) => {
        const before = (await clockOffset(tx)) ?? 0;
        const host = dependencies.now().getTime();
        const wanted = targetOf(body, host + before) - host;
        if (wanted <= before || wanted > furthest) throw notForward(body);
        const offset = await setClockOffset(tx, user.tenant, wanted);
        dependencies.log.info({ by: user.person, offset }, 'demonstration clock moved');
        afterwards(() => tellCasesTheTime(dependencies, user.tenant));
        return clockAt(tx, { offset, tenant: user.tenant }, dependencies);
      });
    },
  }),
];

/** Epoch milliseconds by the demonstration's clock. A day begins at nine for this purpose, when the office is open. */
function targetOf(move: MoveClock, now: number): number {
  if ('to' in move) return Date.parse(move.to);
  if ('toDate' in move) return Date.parse(instantAt(move.toDate, '09:00'));
  return now + move.addDays * 86_400_000;
}

function notForward(move: MoveClock): AppError {
  const [field = ''] = Object.keys(move);
  return new AppError(
    'bad-input',
    'Expected a time later than the clock shows, and at most ten years ahead',
    {
      details: [
        {
          at: `/${field}`,
          message: '时钟只能向前拨，且不超过十年 / only forward, and at most ten years',
        },
      ],
    },
  );
}

async function clockAt(
  tx: Tx,
  { offset, tenant }: { offset: number; tenant: string },
  dependencies: Dependencies,
): Promise<Clock> {
  const { now, settings } = dependencies;
  const at = new Date(now().getTime() + offset).toISOString();
  const { total, done } = await clockProgress(tx, offset);
  return {
    isDemonstration: settings.isDemonstration,
    now: at,
    today: dateOf(at),
    offset,
    advance: {
      state: done < total ? 'running' : offset > 0 ? 'done' : 'idle',
      total,
      done,
      failed: countMissed(dependencies, tenant),
    },
  };
}
