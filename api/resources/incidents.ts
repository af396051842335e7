import { z } from 'zod';
import { inScope, system } from '../../db/connection.ts';
import { seenIncidents, strictIncidents, templateOfStrictIncident } from '../../db/unseen-cases.ts';
import { findCase } from '../../db/case-list.ts';
import { listTemplates } from '../../db/templates.ts';
import type { Command } from '../../engine/input.ts';
import type { JsonObject } from '../../engine/json.ts';
import { AppError } from '../../errors.ts';
import { actOn } from '../act.ts';
import type { CaseRequest } from '../case-command.ts';
import type { Dependencies } from '../dependencies.ts';
import { mayCorrect } from '../policy.ts';
import { route } from '../route.ts';
import { templateNames } from '../stages.ts';
import { ResolveIncident } from './incidents.shapes.ts';
import { OpenIncidents } from './incidents.shapes.ts';
import { CaseId, IdInCase } from './label.shapes.ts';
import { Acted } from './tasks.shapes.ts';

const most = 500;

/**
 * What a person must mend before a case goes on. In a strict case that may be somebody without a seat: they see that there is an
 * incident, of which case (its number), template and step, and its code; and can resolve it.
 */
export const incidents = [
  route({
    method: 'get',
    path: '/incidents',
    summary: { zh: '待处理的异常', en: 'Open incidents' },
    access: { permission: 'incident.resolve' },
    reply: OpenIncidents,
    async handle({ user, scoped }, { db }) {
      const hidden = await inScope(db, system(user.tenant), (tx) => strictIncidents(tx, most));
      return scoped(async (tx) => {
        const seen = await seenIncidents(tx, most);
        const known = new Set(seen.map(({ caseId }) => caseId));
        const all = [
          ...seen,
          ...hidden.filter(({ caseId }) => !known.has(caseId)).map((row) => ({ ...row, title: null })),
        ].sort((a, b) => (a.raisedAt < b.raisedAt ? -1 : 1));
        const names = templateNames(await listTemplates(tx));
        return {
          items: all.slice(0, most).map(({ template, name, model: _model, ...row }) => ({
            ...row,
            templateName: names.template(template),
            nodeName: name,
          })),
        };
      });
    },
  }),
  route({
    method: 'post',
    path: '/cases/:caseId/incidents/:incident/resolve',
    summary: { zh: '处理异常：重试或略过', en: 'Resolve an incident: retry or dismiss' },
    access: { permission: 'incident.resolve' },
    write: 'command',
    params: z.strictObject({ caseId: CaseId, incident: IdInCase }),
    body: ResolveIncident,
    reply: Acted,
    async handle(request, dependencies) {
      const { user, key } = request;
      const { caseId, incident } = request.params;
      const { how, variables } = request.body;
      const template = await templateOf(request, dependencies);
      if (variables !== undefined && !mayCorrect(user))
        throw new AppError(
          'not-allowed',
          `Expected a post that corrects data, but ${user.person} holds none`,
          {
            at: '/variables',
            texts: {
              zh: '您可以重试或略过，更改数据须由有更正权限的岗位办理。',
              en: 'You can retry or dismiss it; its data is changed by a post that may correct data.',
            },
          },
        );
      const command: Command = {
        ...{ kind: 'resolveIncident', incident, how },
        variables: variables as JsonObject | undefined,
      };
      const { version, at } = await actOn(dependencies, { caseId, template, user, key, command });
      return { caseId, version, at };
    },
  }),
];

/** Of a case that the person sees, or a strict one with this incident. Values are set by those alone who see what there is. */
async function templateOf(
  { user, params, body, scoped }: CaseRequest<ResolveIncident> & { params: { incident: string } },
  { db }: Dependencies,
): Promise<string> {
  const seen = await scoped((tx) => findCase(tx, params.caseId));
  if (seen) return seen.template;
  const template = await inScope(db, system(user.tenant), (tx) => templateOfStrictIncident(tx, params));
  if (template === undefined)
    throw new AppError('not-found', `Expected case ${params.caseId} to be there and visible, but it is not`);
  if (body.variables !== undefined)
    throw new AppError('not-allowed', `Expected ${user.person} to see the case whose values they set`, {
      texts: {
        zh: '您不在本保密事项的知悉范围内，只能重试或略过，不能更改数据。',
        en: 'You have no seat in this strict case: retry or dismiss the incident, without changing its data.',
      },
    });
  return template;
}
