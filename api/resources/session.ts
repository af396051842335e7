import { inScope, platform, system } from '../../db/connection.ts';
import {
  countFailure,
  findAttempt,
  forgetFailures,
  lockLogin,
  type LogInAttempt,
} from '../../db/accounts.ts';
import { holdingsBy, listAccounts, listTenants, setLanguage, tenantName } from '../../db/organisation.ts';
import { addSession, endSession } from '../../db/sessions.ts';
import { dateOf } from '../../engine/time/instant.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../dependencies.ts';
import { lockedForMilliseconds } from '../lock-out.ts';
import { postName, readNames, unitName } from '../names.ts';
import { passwordFits } from '../passwords.ts';
import type { User } from '../policy.ts';
import { route, type SessionPort } from '../route.ts';
import { hashToken, newToken } from '../sessions.ts';
import { findUser } from '../user.ts';
import { ChangeMe, LogIn, Me, Session } from './session.shapes.ts';

export const session = [
  route({
    method: 'get',
    path: '/session',
    summary: { zh: '当前登录状态与部署信息', en: 'Who is logged in, and what the log-in page needs' },
    access: 'anyone',
    reply: Session,
    handle: async ({ user }, dependencies) => sessionOf(user, dependencies),
  }),
  route({
    method: 'post',
    path: '/session',
    summary: { zh: '登录', en: 'Log in' },
    access: 'anyone',
    write: 'session',
    body: LogIn,
    reply: Session,
    async handle({ body, session: port }, dependencies) {
      const user = await logIn(body, port, dependencies);
      return sessionOf(user, dependencies);
    },
  }),
  route({
    method: 'delete',
    path: '/session',
    summary: { zh: '退出登录', en: 'Log out' },
    access: 'loggedIn',
    write: 'session',
    async handle({ user, session: port }, { db }) {
      await inScope(db, platform, (tx) => endSession(tx, user.session.id));
      port.clear();
    },
  }),
  route({
    method: 'get',
    path: '/me',
    summary: { zh: '本人的岗位、权限与语言', en: 'My posts, permissions and language' },
    access: 'loggedIn',
    reply: Me,
    handle: ({ user }, dependencies) => meOf(user, dependencies),
  }),
  route({
    method: 'put',
    path: '/me',
    summary: { zh: '更改界面和邮件语言', en: 'Change the language of pages and mails' },
    access: 'loggedIn',
    write: 'once',
    body: ChangeMe,
    reply: Me,
    async handle({ user, body, scoped }, dependencies) {
      await scoped((tx) => setLanguage(tx, user.person, body.language));
      return meOf({ ...user, language: body.language }, dependencies);
    },
  }),
];

/**
 * Checks the password and begins a session under a new id, so that one planted before log-in is worth nothing. A wrong
 * login and a wrong password take the same time and get the same answer, also when they come so often that the login is
 * locked; while it is, even the right password is refused.
 */
async function logIn(body: LogIn, port: SessionPort, dependencies: Dependencies): Promise<User> {
  const { db, keys, settings, log } = dependencies;
  const now = dependencies.now();
  const attempt = await inScope(db, platform, (tx) => findAttempt(tx, keys.master, body.login));
  const { account, lockedUntil } = attempt;
  const fits = await passwordFits(account?.passwordHash, body.password);
  const lockedMs = lockedUntil ? Date.parse(lockedUntil) - now.getTime() : 0;
  if (lockedMs > 0) throw lockedOut(lockedMs);
  if (!account || !fits || account.isDisabled) {
    log.warn({ address: port.address, isKnown: account !== undefined }, 'log-in refused');
    await rememberFailure(attempt, dependencies);
    throw new AppError('wrong-credentials', 'Expected a login and its password, but they do not fit');
  }

  const token = newToken();
  const expires = new Date(now.getTime() + settings.sessionHours * 3_600_000);
  await inScope(db, platform, async (tx) => {
    await forgetFailures(tx, account.login);
    if (port.token !== undefined) await endSession(tx, hashToken(port.token));
    await addSession(tx, {
      idHash: hashToken(token),
      tenant: account.tenant,
      person: account.person,
      createdAt: now.toISOString(),
      seenAt: now.toISOString(),
      expiresAt: expires.toISOString(),
    });
  });
  const user = await findUser(db, {
    idHash: hashToken(token),
    now,
    idleMinutes: settings.sessionIdleMinutes,
  });
  if (!user)
    throw new AppError(
      'wrong-credentials',
      `Expected a person behind the account, but ${account.person} is not there`,
    );
  port.set(token, expires);
  return user;
}

async function rememberFailure(attempt: LogInAttempt, { db, now }: Dependencies): Promise<void> {
  await inScope(db, platform, async (tx) => {
    const lockMs = lockedForMilliseconds(await countFailure(tx, attempt));
    if (lockMs > 0) await lockLogin(tx, attempt, new Date(now().getTime() + lockMs).toISOString());
  });
}

function lockedOut(milliseconds: number): AppError {
  const minutes = Math.ceil(milliseconds / 60_000);
  return new AppError('locked-out', `Expected no attempt for ${minutes} more minute(s)`, {
    data: { retryAfterSeconds: Math.ceil(milliseconds / 1000) },
    texts: {
      zh: `密码多次输入有误，请在 ${minutes} 分钟后再试。`,
      en: `The password was wrong too often. Try again in ${minutes} minute(s).`,
    },
  });
}

async function sessionOf(user: User | undefined, dependencies: Dependencies): Promise<Session> {
  const { settings } = dependencies;
  return {
    me: user ? await meOf(user, dependencies) : null,
    deployment: {
      name: settings.deploymentName,
      isDemonstration: settings.isDemonstration,
      accounts: settings.isDemonstration ? await accountsToTry(dependencies) : [],
      demonstrationPassword: settings.isDemonstration ? settings.demonstrationPassword : null,
    },
  };
}

async function accountsToTry({ db, now }: Dependencies): Promise<Session['deployment']['accounts']> {
  const tenants = await inScope(db, platform, listTenants);
  const perTenant = tenants.map((tenant) =>
    inScope(db, system(tenant), async (tx) => {
      const names = await readNames(tx);
      const accounts = await listAccounts(tx);
      const ids = accounts.map(({ person }) => person);
      const holdings = await holdingsBy(tx, ids, dateOf(now().toISOString()));
      const held = Map.groupBy(holdings, ({ person }) => person);
      return accounts.map(({ login, name, person }) => ({
        ...{ login, name },
        posts: (held.get(person) ?? []).map((each) => postName(names, each)),
      }));
    }),
  );
  return (await Promise.all(perTenant)).flat();
}

async function meOf(user: User, { db, settings }: Dependencies): Promise<Me> {
  return inScope(db, system(user.tenant), async (tx) => {
    const names = await readNames(tx);
    return {
      person: { person: user.person, name: user.name },
      login: user.login,
      tenant: { id: user.tenant, name: await tenantName(tx, user.tenant) },
      language: user.language,
      posts: user.posts.map((held) => postName(names, held)),
      units: [...new Set(user.posts.map((held) => held.unit))].map((unit) => unitName(names, unit)),
      permissions: user.permissions,
      session: {
        createdAt: user.session.createdAt,
        idleUntil: idleUntil(user.session, settings.sessionIdleMinutes),
        expiresAt: user.session.expiresAt,
      },
    };
  });
}

/** This request counts as a sign of life, but never beyond the end of the session. */
function idleUntil(session: User['session'], idleMinutes: number): string {
  const idle = new Date(Date.parse(session.seenAt) + idleMinutes * 60_000).toISOString();
  return idle < session.expiresAt ? idle : session.expiresAt;
}
