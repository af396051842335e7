import { findCaller } from '../db/callers.ts';
import type { Db } from '../db/connection.ts';
import { onDay } from '../db/holders.ts';
import { dateOf } from '../engine/time/instant.ts';
import type { User } from './policy.ts';
import { permissions, type Permission } from './resources/session.shapes.ts';

/** How often a session's last sight is written down: each request would be a write for nothing. */
const touchEveryMs = 60_000;

/** The user behind a session's cookie, with the posts held today by the tenant's clock; undefined when it is over. */
export async function findUser(
  db: Db,
  ask: { idHash: string; now: Date; idleMinutes: number },
): Promise<User | undefined> {
  const before = (milliseconds: number) => new Date(ask.now.getTime() - milliseconds).toISOString();
  const found = await findCaller(db, ask.idHash, {
    now: before(0),
    idleSince: before(ask.idleMinutes * 60_000),
    unseenSince: before(touchEveryMs),
  });
  if (!found?.person) return undefined;
  const clockOffset = found.clockOffset ?? 0;
  const today = dateOf(before(-clockOffset));
  const { permissions: held, ...person } = onDay(found.person, today);
  return {
    ...person,
    tenant: found.tenant,
    login: found.login,
    permissions: held.filter(isPermission),
    session: {
      id: ask.idHash,
      createdAt: new Date(found.createdAt).toISOString(),
      seenAt: before(0),
      expiresAt: new Date(found.expiresAt).toISOString(),
    },
    today,
    clockOffset,
  };
}

/** A permission that this version does not know gives nothing. */
const isPermission = (text: string): text is Permission => (permissions as readonly string[]).includes(text);
