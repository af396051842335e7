import type { TemplateVersionRecord } from '../db/templates.ts';
import type { ProcessModel, UserTaskConfig } from '../engine/model.ts';
import type { VerbConfig } from '../engine/work/model.ts';
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
  return new Map(
    offersIn(model).flatMap(({ verb, offers = [] }) =>
      offers.map((key) => [
        key,
        verb === 'addTask' ? (formOf(version.forms, key)?.title ?? { zh: key }) : templates.template(key),
      ]),
    ),
  );
}

/** Whether a step may add cases of other templates: only then must the names of those be read. */
export const offersTemplates = (model: ProcessModel): boolean =>
  offersIn(model).some(({ verb }) => verb !== 'addTask');

/** The verbs of a template that offer something to add. */
function offersIn(model: ProcessModel): VerbConfig[] {
  const configs = Object.values(model.nodes).map(({ config }) => config as Partial<UserTaskConfig> | null);
  const verbs = [...(model.work?.verbs ?? []), ...configs.flatMap((config) => config?.verbs ?? [])];
  return verbs.filter(({ offers = [] }) => offers.length > 0);
}
