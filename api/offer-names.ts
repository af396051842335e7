import type { TemplateVersionRecord } from '../db/templates.ts';
import type { UserTaskConfig } from '../engine/model.ts';
import type { CaseFile } from './case-file.ts';
import { formOf } from './forms.ts';
import type { Label } from './resources/label.shapes.ts';
import type { TemplateNames } from './stages.ts';

/** Names of the forms and templates that steps of a case may add to it. */
export function offerNames(
  version: Pick<TemplateVersionRecord, 'forms'>,
  templates: TemplateNames,
  { model }: Pick<CaseFile, 'model'>,
): ReadonlyMap<string, Label> {
  const configs = Object.values(model.nodes).map(({ config }) => config as Partial<UserTaskConfig> | null);
  const verbs = [...(model.work?.verbs ?? []), ...configs.flatMap((config) => config?.verbs ?? [])];
  return new Map(
    verbs.flatMap(({ verb, offers = [] }) =>
      offers.map((key) => [
        key,
        verb === 'addTask' ? (formOf(version.forms, key)?.title ?? { zh: key }) : templates.template(key),
      ]),
    ),
  );
}
