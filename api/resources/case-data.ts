import { z } from 'zod';
import type { Json, JsonObject } from '../../engine/json.ts';
import { variablesSeenBy } from '../../engine/variables-seen.ts';
import { AppError } from '../../errors.ts';
import { actOn } from '../act.ts';
import { readCaseFile, readCaseRow } from '../case-file.ts';
import { wordingOf, type Wording } from '../facts.ts';
import { readNames } from '../names.ts';
import { mayStartActivity } from '../policy.ts';
import { route } from '../route.ts';
import { versionOfCase } from '../case-versions.ts';
import { CorrectData, StartActivity } from './case-data.shapes.ts';
import { CaseId } from './label.shapes.ts';
import { Acted } from './tasks.shapes.ts';

const params = z.strictObject({ caseId: CaseId });

/** What people change in a running case beside its tasks. */
export const caseData = [
  route({
    method: 'post',
    path: '/cases/:caseId/corrections',
    summary: { zh: '更正事项数据（须说明理由）', en: "Correct a case's data, with a reason" },
    access: { permission: 'case.correct' },
    write: 'command',
    params,
    body: CorrectData,
    reply: Acted,
    async handle({ user, params: { caseId }, body, key, language, scoped }, dependencies) {
      const values = body.values as JsonObject;
      const template = await scoped(async (tx) => {
        const file = await readCaseFile(tx, dependencies.keys, caseId);
        const version = await versionOfCase(tx, file.row);
        const wording = wordingOf(version.forms, await readNames(tx));
        refuseUnknown(values, { known: variablesSeenBy(file.state, undefined), wording, language });
        return file.row.template;
      });
      const command = { kind: 'setVariables', variables: values, reason: body.reason } as const;
      const { version, at } = await actOn(dependencies, { caseId, template, user, key, command });
      return { caseId, version, at };
    },
  }),
  route({
    method: 'post',
    path: '/cases/:caseId/activities',
    summary: { zh: '开始一项由经办人员选择的步骤', en: 'Begin an activity that people choose' },
    access: 'loggedIn',
    write: 'command',
    params,
    body: StartActivity,
    reply: Acted,
    async handle({ user, params: { caseId }, body, key, scoped }, dependencies) {
      const row = await scoped((tx) => readCaseRow(tx, caseId));
      const units = row.units.map(({ unit }) => unit);
      if (!mayStartActivity(user, units)) {
        throw new AppError(
          'not-allowed',
          `Expected someone who takes part in order to begin an activity, but ${user.person} does not`,
        );
      }
      const command = { kind: 'startActivity', ...body } as const;
      const { template } = row;
      const { version, at } = await actOn(dependencies, { caseId, template, user, key, command });
      return { caseId, version, at };
    },
  }),
];

/** A name that nobody knows would be a slip of the pen, and a text where a number was would break the diagram's conditions. */
function refuseUnknown(
  values: JsonObject,
  { known, wording, language }: { known: JsonObject; wording: Wording; language: 'zh' | 'en' },
): void {
  const details = Object.entries(values).flatMap(([name, value]) => {
    const at = `/values/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const isKnown = Object.hasOwn(known, name) || wording.fields.has(name);
    if (!isKnown) {
      const texts = { zh: '事项没有这一项，请核对名称', en: 'The case has no such value: check the name' };
      return [{ at, message: texts[language] }];
    }
    const before = kindOf(known[name] ?? null);
    if (before === 'null' || value === null || kindOf(value) === before) return [];
    const texts = {
      zh: `类型应与原值相同（${before}）`,
      en: `It must be of the kind that it was (${before})`,
    };
    return [{ at, message: texts[language] }];
  });
  if (details.length > 0)
    throw new AppError('bad-input', `Expected values that the case knows, but ${details.length} are not`, {
      details,
    });
}

const kindOf = (value: Json): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
