import { z } from 'zod';
import type { JsonObject } from '../../engine/json.ts';
import { AppError } from '../../errors.ts';
import { readCaseFile, type CaseFile } from '../case-file.ts';
import { openCaseByHand } from '../case-opening.ts';
import { writableFields } from '../../definitions/form.ts';
import { formOf } from '../forms.ts';
import { latestVersion } from '../../db/templates.ts';
import { requestDigest } from '../request-digest.ts';
import { route } from '../route.ts';
import { settingsOf } from '../template-settings.ts';
import { CaseOpened } from './cases.shapes.ts';
import { Resubmit, ResubmitForm } from './resubmissions.shapes.ts';
import { CaseId } from './label.shapes.ts';

const params = z.strictObject({ caseId: CaseId });

/** 重新发起: a case that ended is begun anew, with what it began with before. */
export const resubmissions = [
  route({
    method: 'get',
    path: '/cases/:caseId/resubmit',
    summary: { zh: '重新发起时预填的内容', en: 'What a case that ended would begin with anew' },
    access: 'loggedIn',
    params,
    reply: ResubmitForm,
    handle: ({ params, scoped }, { keys }) =>
      scoped(async (tx) => {
        const file = await readCaseFile(tx, keys, params.caseId);
        refuseOpen(file);
        const { template, number, title } = file.row;
        const latest = await latestVersion(tx, template);
        refuseUnlessResubmittable(latest, template);
        const form = latest ? formOf(latest.forms, settingsOf(latest.settings).startForm) : null;
        const fields = new Set(form ? writableFields(form) : []);
        const [started] = file.events;
        const before = started?.kind === 'caseStarted' ? started.variables : {};
        const values = Object.fromEntries(Object.entries(before).filter(([field]) => fields.has(field)));
        return { template, values, number, title };
      }),
  }),
  route({
    method: 'post',
    path: '/cases/:caseId/resubmit',
    summary: { zh: '重新发起', en: 'Begin a case that ended anew' },
    access: { permission: 'case.start' },
    // As opening a case: what it reserves is known by the key.
    write: 'repeatable',
    params,
    body: Resubmit,
    reply: CaseOpened,
    status: 201,
    async handle({ user, params, body, key, language, scoped }, dependencies) {
      const file = await scoped((tx) => readCaseFile(tx, dependencies.keys, params.caseId));
      refuseOpen(file);
      const { caseId, template } = file.row;
      refuseUnlessResubmittable(await scoped((tx) => latestVersion(tx, template)), template);
      return openCaseByHand(dependencies, {
        ...{ user, key, language, template },
        digest: requestDigest({ method: 'POST', path: `/cases/${caseId}/resubmit`, query: {}, body }),
        values: body.values as JsonObject,
        ...(body.choices && { choices: body.choices }),
        links: [{ caseId, kind: 'resubmissionOf' }],
      });
    },
  }),
];

/** The template says whether its cases may be begun anew. */
function refuseUnlessResubmittable(latest: { settings: JsonObject } | undefined, template: string): void {
  if (latest && settingsOf(latest.settings).resubmittable) return;
  throw new AppError('unprocessable', `Expected cases of ${template} to be resubmittable, but they are not`, {
    texts: {
      zh: '该模板不允许重新发起。',
      en: 'The template does not let its cases be begun anew.',
    },
  });
}

function refuseOpen({ row: { caseId, status } }: CaseFile): void {
  if (status !== 'active') return;
  throw new AppError('unprocessable', `Expected case ${caseId} to have ended, but it is open`, {
    texts: {
      zh: '事项尚未结束，不能重新发起。',
      en: 'The case is still open: it can be begun anew when it has ended.',
    },
  });
}
