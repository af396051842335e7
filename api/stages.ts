import ledger from '../definitions/rectification-item/ledger.json' with { type: 'json' };
import type { TemplateRecord } from '../db/templates.ts';
import type { Label } from './resources/label.shapes.ts';
import { joined } from './facts.ts';
import { settingsOf, type TemplateSettings } from './template-settings.ts';

/**
 * Names of the stages that all processes share (domain vocabulary: 已登记, 已交办 …). The ledger's columns need the same
 * words, so they stand there once. A template may name stages of its own; one that nobody names is shown by its key.
 */
const everywhere: ReadonlyMap<string, Label> = new Map(ledger.states.map(({ id, name }) => [id, name]));

export const stageName = (stage: string | null, settings?: TemplateSettings): Label | null =>
  stage === null
    ? null
    : (settings?.stages.find(({ key }) => key === stage)?.name ?? everywhere.get(stage) ?? { zh: stage });

/** Where a stage stands among those that the template names itself, in its order. */
export function stageOrder(stage: string | null, settings?: TemplateSettings): number | null {
  const place = settings?.stages.findIndex(({ key }) => key === stage) ?? -1;
  return place < 0 ? null : place;
}

/** Names of templates and of their stages, for lists of cases of many templates. */
export interface TemplateNames {
  template(key: string): Label;
  stage(template: string, stage: string | null): Label | null;
  /** Of cases of many templates together: each name that one of them gives to the stage, apart by "、". */
  stageInAny(stage: string | null): Label | null;
}

export function templateNames(templates: readonly TemplateRecord[]): TemplateNames {
  const known = new Map(
    templates.map((row) => [row.key, { names: row.names, settings: settingsOf(row.settings) }]),
  );
  return {
    template: (key) => known.get(key)?.names ?? { zh: key },
    stage: (template, stage) => stageName(stage, known.get(template)?.settings),
    stageInAny(stage) {
      const named = [...known.values()].filter(({ settings }) => stageOrder(stage, settings) !== null);
      const names = new Map(
        named.map(({ settings }) => stageName(stage, settings)!).map((name) => [name.zh, name]),
      );
      return names.size === 0 ? stageName(stage) : joined([...names.values()]);
    },
  };
}
