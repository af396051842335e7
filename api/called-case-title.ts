import type { JsonObject, Label } from '../engine/json.ts';
import { titleOf } from './case-naming.ts';
import { wordingOf } from './facts.ts';
import { settingsOf } from './template-settings.ts';

/**
 * What a case that another calls is named by its own template's rule, over what it was called with; undefined where there is no
 * rule, or nothing to fill it with. `units`: their names by id.
 */
export function calledCaseTitle(
  version: { settings: JsonObject; forms: JsonObject },
  variables: JsonObject,
  units: ReadonlyMap<string, Label>,
): string | undefined {
  const { title } = settingsOf(version.settings);
  if (title === '') return undefined;
  const wording = wordingOf(version.forms, { units: new Map(units), posts: new Map() });
  return titleOf(title, variables, { wording, fallback: '' }) || undefined;
}
