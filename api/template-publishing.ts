import { writeContentIn } from '../db/content.ts';
import { isDuplicate, type Tx } from '../db/connection.ts';
import { listPosts, listUnits } from '../db/organisation.ts';
import {
  addVersion,
  dropTemplateDraft,
  findTemplate,
  listTemplates,
  type TemplateDraftRecord,
} from '../db/templates.ts';
import { replaceTriggers } from '../db/template-triggers.ts';
import { compile } from '../definitions/compile.ts';
import { applyForms } from '../definitions/form-use.ts';
import { Form as PackagedForm, formFaults } from '../definitions/form.ts';
import type { Problem } from '../definitions/problem.ts';
import type { JsonObject } from '../engine/json.ts';
import type { ProcessModel } from '../engine/model.ts';
import { triggersOf } from '../engine/triggers.ts';
import { AppError } from '../errors.ts';
import type { TemplateProblem } from './resources/templates.shapes.ts';
import { settingsOf } from './template-settings.ts';

/** Everything that is wrong with a draft: its diagram against the tenant's posts, units, forms and templates, and its forms. */
export async function checkDraft(
  tx: Tx,
  draft: { xml: string; forms: JsonObject; settings?: JsonObject },
): Promise<TemplateProblem[]> {
  return (await compileDraft(tx, draft)).problems;
}

async function compileDraft(
  tx: Tx,
  { xml, forms, settings }: { xml: string; forms: JsonObject; settings?: JsonObject },
): Promise<{ model?: ProcessModel; problems: TemplateProblem[] }> {
  const result = await compile(xml, {
    posts: (await listPosts(tx)).map(({ key }) => key),
    units: (await listUnits(tx)).map(({ id }) => id),
    forms: Object.keys(forms),
    templates: (await listTemplates(tx)).map(({ key }) => key),
  });
  const found = result.ok ? result.warnings : result.problems;
  const onFields = result.ok
    ? applyForms(result.model, readable(forms), settings && settingsOf(settings))
    : [];
  const problems = [...[...found, ...onFields].map(shown), ...formProblems(forms)];
  return { model: result.ok ? result.model : undefined, problems };
}

/** The forms that are forms; what is wrong with the others is said by `formProblems`. */
function readable(forms: JsonObject): Record<string, PackagedForm> {
  const read = Object.values(forms).flatMap((stored) => PackagedForm.safeParse(stored).data ?? []);
  return Object.fromEntries(read.map((form) => [form.key, form]));
}

/**
 * Publishes a draft as the next version, which never changes again; its model is content under its hash. New cases run
 * on it; running ones stay on theirs. Refused with all problems while there is an error.
 */
export async function publishDraft(
  tx: Tx,
  given: { draft: TemplateDraftRecord; note: string | null; by: string; at: string },
): Promise<{ version: number; modelHash: string }> {
  const { draft, note, by, at } = given;
  const { model, problems } = await compileDraft(tx, draft);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (!model || errors.length > 0) {
    throw new AppError('unprocessable', `Expected a draft without errors, but found ${errors.length}`, {
      details: errors.map(({ element, message, mend }) => ({
        at: element ?? '',
        message: `${message.zh}：${mend.zh} / ${message.en ?? message.zh}: ${mend.en ?? mend.zh}`,
      })),
      data: { problems },
      texts: {
        zh: `草稿还有 ${errors.length} 个错误，改正后才能发布。`,
        en: `The draft has ${errors.length} error(s): mend them first.`,
      },
    });
  }
  const template = await findTemplate(tx, draft.template);
  const version = (template?.latestVersion ?? 0) + 1;
  const modelHash = await writeContentIn(tx, 'model', model);
  try {
    await addVersion(tx, {
      tenantId: draft.tenantId,
      template: draft.template,
      version,
      xml: draft.xml,
      model: modelHash,
      forms: draft.forms,
      mails: draft.mails,
      settings: draft.settings,
      facts: settingsOf(draft.settings).facts ?? null,
      note,
      publishedBy: by,
      publishedAt: at,
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw new AppError(
      'version-conflict',
      `Expected to publish version ${version}, but someone else just did`,
      {
        cause: error,
      },
    );
  }
  const triggers = triggersOf(model);
  await replaceTriggers(tx, { tenant: draft.tenantId, template: draft.template, triggers });
  await dropTemplateDraft(tx, draft.template);
  return { version, modelHash };
}

const shown = (problem: Problem): TemplateProblem => ({
  severity: problem.severity,
  code: problem.code,
  element: problem.element === '' ? null : problem.element,
  elementName: problem.name === '' ? null : problem.name,
  message: problem.message,
  mend: problem.mend,
});

function formProblems(forms: JsonObject): TemplateProblem[] {
  return Object.entries(forms).flatMap(([key, stored]) => {
    const form = PackagedForm.safeParse(stored);
    const faults = form.success
      ? [...formFaults(form.data), ...patternFaults(form.data.schema)]
      : [form.error.message];
    return faults.map((fault) => ({
      severity: 'error' as const,
      code: 'form-faulty',
      element: null,
      elementName: key,
      message: { zh: `表单“${key}”有误：${fault}`, en: `Form '${key}' is faulty: ${fault}` },
      mend: { zh: '改正表单后再保存', en: 'Mend the form and save again' },
    }));
  });
}

const longestPattern = 200;
/** A group that repeats and is itself repeated, `(a+)+`, or a back reference: what takes time without end on some text. */
const risky = /\([^()]*[+*}][^()]*\)\s*[+*{]|\\[1-9]/;

/** Patterns in a form run on what people type: only those that cannot hold the server. */
function patternFaults(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key !== 'pattern' || typeof value !== 'string') return patternFaults(value);
    const isSafe = value.length <= longestPattern && !risky.test(value);
    return isSafe
      ? []
      : [`the pattern ${value.slice(0, 60)} could take time without end: write it without nested repeats`];
  });
}
