import { enterScope, inScope, platform, system, type Db, type Tx } from '../db/connection.ts';
import { personAt } from '../db/holders.ts';
import { findSession, touchSession, type SessionRow } from '../db/sessions.ts';
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
  const now = ask.now.toISOString();
  const idleSince = new Date(ask.now.getTime() - ask.idleMinutes * 60_000).toISOString();
  return inScope(db, platform, async (tx) => {
    const session = await findSession(tx, ask.idHash, { now, idleSince });
    if (!session) return undefined;
    if (Date.parse(now) - Date.parse(session.seenAt) >= touchEveryMs) await touchSession(tx, ask.idHash, now);
    // Every request comes by here: in the same transaction, now that the tenant is known.
    const [, user] = await Promise.all([
      enterScope(tx, system(session.tenant)),
      userOf(tx, { ...session, seenAt: now }, ask.now),
    ]);
    return user;
  });
}

async function userOf(tx: Tx, session: SessionRow, now: Date): Promise<User | undefined> {
  const todayAt = (offset: number) => dateOf(new Date(now.getTime() + offset).toISOString());
  const found = await personAt(tx, session.person, todayAt);
  if (!found) return undefined;
  const { person, date, clockOffset } = found;
  return {
    tenant: session.tenant,
    person: person.person,
    name: person.name,
    login: session.login,
    language: person.language,
    posts: person.posts,
    units: person.units,
    permissions: person.permissions.filter(isPermission),
    session: {
      id: session.idHash,
      createdAt: session.createdAt,
      seenAt: session.seenAt,
      expiresAt: session.expiresAt,
    },
    today: date,
    clockOffset,
  };
}

/** A permission that this version does not know gives nothing. */
const isPermission = (text: string): text is Permission => (permissions as readonly string[]).includes(text);
