import { z } from 'zod';
import type { Tx } from '../../db/connection.ts';
import { holdingsBy, isKnownPerson, listUnits } from '../../db/organisation.ts';
import {
  addSubstitution,
  endSubstitution,
  findSubstitution,
  listSubstitutions,
  type SubstitutionRecord,
} from '../../db/substitutions.ts';
import { listTemplates } from '../../db/templates.ts';
import { addDays } from '../../engine/time/civil-date.ts';
import { AppError, type ProblemDetail } from '../../errors.ts';
import { momentOf } from '../moment.ts';
import { personName, readNames, readPeople, unitName, type Names, type People } from '../names.ts';
import { may, mayManageStaff, type User } from '../policy.ts';
import { route } from '../route.ts';
import { templateNames, type TemplateNames } from '../stages.ts';
import {
  AddSubstitution,
  Substitution,
  SubstitutionList,
  SubstitutionQuery,
} from './substitutions.shapes.ts';

const params = z.strictObject({ substitution: z.uuid() });

/** 代理: who stands in for whom, from a day to a day. */
export const substitutions = [
  route({
    method: 'get',
    path: '/substitutions',
    summary: { zh: '代理关系', en: 'Who stands in for whom' },
    access: 'loggedIn',
    query: SubstitutionQuery,
    reply: SubstitutionList,
    handle: ({ user, query, scoped }) =>
      scoped(async (tx) => {
        const isForAll = query.all === 'true' && may(user, 'staff.manage');
        // `after` is the last day that no longer counts: one that ended yesterday is over.
        const rows = await listSubstitutions(tx, {
          ...(!isForAll && { person: user.person }),
          after: user.today,
          limit: 1000,
        });
        const context = await contextOf(tx, user, rows);
        const shown = rows.filter((row) => isOwn(user, row) || context.manages(row));
        return {
          items: shown.map((row) => substitutionOf(row, context)),
          mayManage: may(user, 'staff.manage'),
        };
      }),
  }),
  route({
    method: 'post',
    path: '/substitutions',
    summary: { zh: '设置代理', en: 'Name a substitute' },
    access: 'loggedIn',
    write: 'once',
    body: AddSubstitution,
    reply: Substitution,
    status: 201,
    handle: ({ user, body, language, scoped }, { now, log }) =>
      scoped(async (tx) => {
        const principal = body.principal ?? user.person;
        await refuseUnlessManages(tx, user, principal);
        await refuseWrong(tx, user, { ...body, principal }, language);
        const row = await addSubstitution(tx, {
          tenant: user.tenant,
          principal,
          substitute: body.substitute,
          from: body.from,
          to: body.to === null ? null : addDays(body.to, 1),
          templates: body.templates.length > 0 ? body.templates : null,
          units: body.units.length > 0 ? body.units : null,
          reason: body.reason,
          by: user.person,
          at: momentOf(user, now()).now,
        }).catch((error: unknown) => namingPath(tx, error));
        log.info({ by: user.person, principal, substitute: row.substitute }, 'substitute named');
        return substitutionOf(row, await contextOf(tx, user, [row]));
      }),
  }),
  route({
    method: 'delete',
    path: '/substitutions/:substitution',
    summary: { zh: '终止代理', en: 'End a substitution' },
    access: 'loggedIn',
    write: 'once',
    params,
    handle: ({ user, params: { substitution }, scoped }, { now, log }) =>
      scoped(async (tx) => {
        const row = await findSubstitution(tx, substitution);
        const sees = row && (isOwn(user, row) || (await managing(tx, user, [row]))(row));
        if (!row || !sees) throw new AppError('not-found', `Expected substitution ${substitution}`);
        // Who stands in cannot lay it down on their own: somebody must know that the tasks are nobody's again.
        if (row.principal !== user.person) await refuseUnlessManages(tx, user, row.principal);
        await endSubstitution(tx, row.id, { by: user.person, at: momentOf(user, now()).now });
        log.info(
          { by: user.person, principal: row.principal, substitute: row.substitute },
          'substitution ended',
        );
      }),
  }),
];

const isOwn = (user: User, { principal, substitute }: SubstitutionRecord): boolean =>
  principal === user.person || substitute === user.person;

/** Of each of these principals, whether the person looks after a unit of theirs. */
async function managing(
  tx: Tx,
  user: User,
  rows: readonly { principal: string }[],
): Promise<(row: { principal: string }) => boolean> {
  const principals = rows.map(({ principal }) => principal);
  const held = Map.groupBy(await holdingsBy(tx, principals, user.today), ({ person }) => person);
  return ({ principal }) =>
    mayManageStaff(
      user,
      (held.get(principal) ?? []).map(({ unit }) => unit),
    );
}

async function refuseUnlessManages(tx: Tx, user: User, principal: string): Promise<void> {
  if (principal === user.person) return;
  if ((await managing(tx, user, [{ principal }]))({ principal })) return;
  throw new AppError('not-allowed', `Expected ${user.person} to look after a unit of the principal`, {
    texts: {
      zh: '只能为自己设置代理，或为所管单位的人员设置。',
      en: 'You can name substitutes for yourself, or for people of units that you look after.',
    },
  });
}

/** What is wrong with a substitution before circles are looked for: each place with the mend. */
async function refuseWrong(
  tx: Tx,
  user: User,
  given: AddSubstitution & { principal: string },
  language: 'zh' | 'en',
): Promise<void> {
  const details: ProblemDetail[] = [];
  const wrong = (at: string, zh: string, en: string) =>
    void details.push({ at, message: { zh, en }[language] });
  if (!(await isKnownPerson(tx, given.principal))) wrong('/principal', '没有此人', 'no such person');
  if (!(await isKnownPerson(tx, given.substitute))) wrong('/substitute', '没有此人', 'no such person');
  if (given.principal === given.substitute)
    wrong('/substitute', '不能由本人代理本人，请另选', 'nobody stands in for themselves: choose another');
  if (given.to !== null && given.to < given.from) wrong('/to', '不能早于开始日', 'not before the first day');
  if (given.to !== null && given.to < user.today)
    wrong('/to', '已经过去，请选择今天或以后', 'is over already: choose today or later');
  const units = new Set((await listUnits(tx)).map(({ id }) => id));
  given.units.forEach((unit, index) => {
    if (!units.has(unit)) wrong(`/units/${index}`, '没有此单位', 'no such unit');
  });
  const templates = new Set((await listTemplates(tx)).map(({ key }) => key));
  given.templates.forEach((key, index) => {
    if (!templates.has(key)) wrong(`/templates/${index}`, '没有此模板', 'no such template');
  });
  if (details.length > 0)
    throw new AppError(
      'bad-input',
      `Expected a substitution that fits, but ${details.length} thing(s) do not`,
      {
        details,
      },
    );
}

/** A circle is refused with the names of those on it, in their order. */
async function namingPath(tx: Tx, error: unknown): Promise<never> {
  const path = error instanceof AppError ? error.data['path'] : undefined;
  if (!(error instanceof AppError) || !Array.isArray(path) || path.length === 0) throw error;
  const people = await readPeople(tx, path as string[]);
  const names = (path as string[]).map((id) => personName(people, id).name).join(' → ');
  throw new AppError(error.code, error.message, {
    cause: error,
    data: { ...error.data, path: (path as string[]).map((id) => personName(people, id)) },
    details: [
      {
        at: '/substitute',
        message: `形成循环代理：${names} / the substitutes lead back: ${names}`,
      },
    ],
    texts: {
      zh: `代理关系首尾相接：${names}。请另选代理人，或先终止其中一段代理。`,
      en: `The substitutes would lead back: ${names}. Choose another, or end one of them first.`,
    },
  });
}

interface Context {
  user: User;
  manages(row: SubstitutionRecord): boolean;
  names: Names;
  people: People;
  templates: TemplateNames;
}

const contextOf = async (tx: Tx, user: User, rows: SubstitutionRecord[]): Promise<Context> => ({
  user,
  manages: await managing(tx, user, rows),
  names: await readNames(tx),
  people: await readPeople(
    tx,
    rows.flatMap(({ principal, substitute }) => [principal, substitute]),
  ),
  templates: templateNames(await listTemplates(tx)),
});

const substitutionOf = (
  row: SubstitutionRecord,
  { names, people, templates, user, manages }: Context,
): Substitution => ({
  substitution: row.id,
  principal: personName(people, row.principal),
  substitute: personName(people, row.substitute),
  from: row.validFrom,
  to: row.validTo === null ? null : addDays(row.validTo, -1),
  templates: (row.templates ?? []).map((template) => ({ template, name: templates.template(template) })),
  units: (row.units ?? []).map((unit) => unitName(names, unit)),
  reason: row.reason ?? '',
  isCurrent:
    row.endedAt === null && row.validFrom <= user.today && (row.validTo === null || row.validTo > user.today),
  mayEnd: row.endedAt === null && (row.principal === user.person || manages(row)),
});
