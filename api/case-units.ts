import { evaluate } from '../engine/feel.ts';
import type { JsonObject } from '../engine/json.ts';
import { settingsOf, type TemplateSettings } from './template-settings.ts';

interface Party {
  unit: string;
  role: string;
}

/** Who takes part in a case from its start, by its template's rules over what it begins with. `at`: ISO instant. */
export const partiesBy = (
  { units }: Pick<TemplateSettings, 'units'>,
  variables: JsonObject,
  at: string,
): Party[] =>
  units.flatMap(({ role, unit }) => unitsIn(evaluate(unit, variables, at)).map((id) => ({ unit: id, role })));

/** The same of a case that another calls; empty where its template says nothing of units. */
export const calledCaseUnits = (
  version: { settings: JsonObject },
  variables: JsonObject,
  at: string,
): Party[] => partiesBy(settingsOf(version.settings), variables, at);

const unitsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (unit): unit is string => typeof unit === 'string' && unit !== '',
  );
