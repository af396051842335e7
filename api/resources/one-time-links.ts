import { z } from 'zod';
import { agencyOf, isValid } from '../../engine/link/serving.ts';
import { refuse } from '../../engine/refuse.ts';
import { actOnCase } from '../case-command.ts';
import { readCaseFile, type CaseFile } from '../case-file.ts';
import { actOverLink } from '../link-act.ts';
import { linkPage, openLink } from '../link-page.ts';
import { actsOf, linkName } from '../link-steps.ts';
import { momentOf } from '../moment.ts';
import { personName, readNames, readPeople, unitName, type Names, type People } from '../names.ts';
import { actorOf, type User } from '../policy.ts';
import { route } from '../route.ts';
import { hashToken, newToken } from '../sessions.ts';
import { actOnTask, type TaskRequest } from '../task-command.ts';
import { CaseId, TaskKey } from './label.shapes.ts';
import {
  ActOverLink,
  CaseLink,
  LinkPage,
  MadeLink,
  MakeLink,
  OneTimeLinks,
  OpenLink,
} from './one-time-links.shapes.ts';
import { Acted } from './tasks.shapes.ts';

/** Links with which an agency without an account does its steps: made and revoked by staff, opened and used by whoever has one. */
export const oneTimeLinks = [
  route({
    method: 'get',
    path: '/cases/:caseId/links',
    summary: { zh: '事项的一次性链接', en: 'One-time links of a case' },
    access: 'loggedIn',
    params: z.strictObject({ caseId: CaseId }),
    reply: OneTimeLinks,
    handle: ({ user, params, scoped }, { now, keys }) =>
      scoped(async (tx) => {
        const [file, names] = await Promise.all([readCaseFile(tx, keys, params.caseId), readNames(tx)]);
        const people = await readPeople(
          tx,
          (file.state.links ?? []).map(({ by }) => by),
        );
        return linksOf(file, user, { names, people, at: momentOf(user, now()).now });
      }),
  }),
  route({
    method: 'post',
    path: '/tasks/:taskKey/link',
    summary: {
      zh: '生成一次性链接（替代此前的链接）',
      en: 'Make a one-time link, in place of the one before',
    },
    access: 'loggedIn',
    write: 'command',
    params: z.strictObject({ taskKey: TaskKey }),
    body: MakeLink,
    reply: MadeLink,
    async handle(request: TaskRequest<MakeLink>, dependencies) {
      const token = newToken();
      const { generation } = request.body;
      const acted = await actOnTask(request, dependencies, ({ task }) => ({
        command: {
          ...{ kind: 'makeLink', task, hash: hashToken(token) },
          ...(generation !== undefined && { generation }),
        },
      }));
      return { ...acted, token };
    },
  }),
  route({
    method: 'post',
    path: '/cases/:caseId/links/:link/revoke',
    summary: { zh: '作废一次性链接', en: 'Revoke a one-time link' },
    access: 'loggedIn',
    write: 'command',
    params: CaseLink,
    reply: Acted,
    handle: (request, dependencies) =>
      actOnCase({ ...request, query: undefined }, dependencies, () => ({
        kind: 'revokeLink',
        link: request.params.link,
      })),
  }),
  route({
    method: 'post',
    path: '/one-time-link',
    summary: { zh: '打开一次性链接（无需登录）', en: 'Open a one-time link, without a login' },
    access: 'anyone',
    write: 'question',
    body: OpenLink,
    reply: LinkPage,
    handle: async ({ body }, dependencies) => linkPage(await openLink(dependencies, body.token)),
  }),
  route({
    method: 'post',
    path: '/one-time-link/acts',
    summary: {
      zh: '经一次性链接办理（无需登录）',
      en: 'Do a step over a one-time link, without a login',
    },
    access: 'anyone',
    write: 'link',
    body: ActOverLink,
    reply: LinkPage,
    handle: ({ body, key, language }, dependencies) => actOverLink(dependencies, { body, key, language }),
  }),
];

interface Reading {
  names: Names;
  people: People;
  /** The case's now (ISO). */
  at: string;
}

function linksOf(file: CaseFile, user: User, { names, people, at }: Reading): OneTimeLinks {
  const { model, state, row } = file;
  const actor = actorOf(user, row.template);
  const asking = { model, state, actor, at };
  return {
    items: (state.links ?? []).toReversed().map((link) => ({
      ...{ link: link.id, unit: unitName(names, link.unit), name: linkName(model, link.node) },
      ...{ madeBy: personName(people, link.by), madeAt: link.madeAt, expiresAt: link.expiresAt },
      state: link.revokedAt !== undefined ? 'revoked' : isValid(link, at) ? 'valid' : 'over',
      revokedAt: link.revokedAt ?? null,
      uses: actsOf(file, link).filter(({ isOverLink }) => isOverLink),
      mayRevoke: refuse({ ...asking, command: { kind: 'revokeLink', link: link.id } }) === undefined,
    })),
    offers: state.tasks.flatMap((task) => {
      const unit = agencyOf(asking, task);
      if (unit === undefined) return [];
      const command = { kind: 'makeLink', task: task.id, hash: '0'.repeat(64) } as const;
      const refused = refuse({ ...asking, command });
      return [
        {
          taskKey: `${row.caseId}:${task.id}`,
          unit: unitName(names, unit),
          name: linkName(model, task.node),
          because: refused?.texts ?? null,
        },
      ];
    }),
  };
}
