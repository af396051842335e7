import { z } from 'zod';
import {
  addHolding,
  endHolding,
  findHolding,
  holdingsOf,
  isKnownPerson,
  listHoldings,
  listPeople,
  listPosts,
  listUnits,
  type HoldingRow,
} from '../../db/organisation.ts';
import type { Tx } from '../../db/connection.ts';
import { addDays } from '../../engine/time/civil-date.ts';
import { AppError, type ProblemDetail } from '../../errors.ts';
import { personName, readPeople, type People } from '../names.ts';
import { maySeePeopleOf, type User } from '../policy.ts';
import { route } from '../route.ts';
import { AddHolding, EndHolding, Holding, Organisation } from './organisation.shapes.ts';
import { permissions, type Permission } from './session.shapes.ts';
import type { Label } from './label.shapes.ts';

export const organisation = [
  route({
    method: 'get',
    path: '/organisation',
    summary: { zh: '单位、岗位、人员与任职', en: 'Units, posts, people and who holds what' },
    access: 'loggedIn',
    reply: Organisation,
    handle: ({ user, scoped }) => scoped((tx) => readOrganisation(tx, user)),
  }),
  route({
    method: 'post',
    path: '/organisation/holdings',
    summary: { zh: '任职', en: 'Put a person in a post' },
    access: { permission: 'organisation.edit' },
    write: 'once',
    body: AddHolding,
    reply: Holding,
    status: 201,
    handle: ({ user, body, scoped }, { log }) =>
      scoped(async (tx) => {
        await refuseUnknown(tx, body);
        if (body.endOthers) {
          const others = await holdingsOf(tx, [body], body.from);
          for (const other of others)
            if (other.person !== body.person) await endHolding(tx, other.id, body.from);
        }
        const row = await addHolding(tx, {
          tenantId: user.tenant,
          person: body.person,
          post: body.post,
          unit: body.unit,
          validFrom: body.from,
          validTo: body.to === null ? null : addDays(body.to, 1),
        });
        log.info({ by: user.person, person: row.person, post: row.post, unit: row.unit }, 'holding added');
        return holdingOf(row, user, await readPeople(tx, [row.person]));
      }),
  }),
  route({
    method: 'post',
    path: '/organisation/holdings/:holding/end',
    summary: { zh: '免职：最后任职日', en: 'End a holding: its last day' },
    access: { permission: 'organisation.edit' },
    write: 'once',
    params: z.strictObject({ holding: z.uuid() }),
    body: EndHolding,
    reply: Holding,
    handle: ({ user, params, body, scoped }, { log }) =>
      scoped(async (tx) => {
        const row = await findHolding(tx, params.holding);
        if (!row) throw new AppError('not-found', `Expected holding ${params.holding}, but there is none`);
        if (body.to < row.validFrom) {
          throw badField('/to', '不能早于任职之日', 'not before the day on which it began');
        }
        await endHolding(tx, row.id, addDays(body.to, 1));
        log.info({ by: user.person, person: row.person, post: row.post, unit: row.unit }, 'holding ended');
        return holdingOf({ ...row, validTo: addDays(body.to, 1) }, user, await readPeople(tx, [row.person]));
      }),
  }),
];

async function readOrganisation(tx: Tx, user: User): Promise<Organisation> {
  const holdings = (await listHoldings(tx, user.today)).filter((row) => maySeePeopleOf(user, row.unit));
  const seesEveryone = maySeePeopleOf(user, '');
  const people = seesEveryone
    ? new Map((await listPeople(tx)).map(({ id, name }) => [id, name]))
    : await readPeople(tx, [user.person, ...holdings.map(({ person }) => person)]);
  return {
    units: (await listUnits(tx)).map((row) => ({
      unit: row.id,
      name: row.names,
      kind: row.kind,
      kindName: kindNames[row.kind] ?? { zh: row.kind },
      parent: row.parent,
      aliases: row.aliases,
      validFrom: row.validFrom,
      validTo: lastDay(row.validTo),
    })),
    posts: (await listPosts(tx)).map((row) => ({
      post: row.key,
      name: row.names,
      permissions: row.permissions.filter(isPermission),
    })),
    people: [...people.keys()].map((id) => personName(people, id)),
    holdings: holdings.map((row) => holdingOf(row, user, people)),
  };
}

const isPermission = (text: string): text is Permission => (permissions as readonly string[]).includes(text);

const kindNames: Record<string, Label> = {
  government: { zh: '政府', en: 'Government' },
  bureau: { zh: '教育局', en: 'Education bureau' },
  office: { zh: '科室', en: 'Office' },
  school: { zh: '学校', en: 'School' },
  agency: { zh: '部门', en: 'Agency' },
  town: { zh: '乡镇街道', en: 'Town' },
};

/** The database keeps the first day without it; people say the last day with it. */
const lastDay = (validTo: string | null): string | null => (validTo === null ? null : addDays(validTo, -1));

const holdingOf = (row: HoldingRow, user: User, people: People): Holding => ({
  holding: row.id,
  person: personName(people, row.person),
  post: row.post,
  unit: row.unit,
  from: row.validFrom,
  to: lastDay(row.validTo),
  isCurrent: row.validFrom <= user.today && (row.validTo === null || row.validTo > user.today),
});

async function refuseUnknown(tx: Tx, body: AddHolding): Promise<void> {
  if (!(await isKnownPerson(tx, body.person))) throw badField('/person', '没有此人', 'no such person');
  if (!(await listPosts(tx)).some(({ key }) => key === body.post))
    throw badField('/post', '没有此岗位', 'no such post');
  if (!(await listUnits(tx)).some(({ id }) => id === body.unit))
    throw badField('/unit', '没有此单位', 'no such unit');
  if (body.to !== null && body.to < body.from)
    throw badField('/to', '不能早于开始日', 'not before the first day');
}

function badField(at: string, zh: string, en: string): AppError {
  const detail: ProblemDetail = { at, message: `${zh} / ${en}` };
  return new AppError('bad-input', `Expected another value at ${at}: ${en}`, { details: [detail] });
}
