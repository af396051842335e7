import type { JsonObject } from '../engine/json.ts';
import { textOf, type Wording } from './facts.ts';

/** 青禾县 → 青禾: the county's name without its kind, as document numbers write it. */
export const shortName = (tenant: string): string =>
  tenant.length > 2 ? tenant.replace(/(自治县|县|区|市|旗)$/, '') : tenant;

/** The template's rule for numbers, e.g. `{tenantShort}整改〔{year}〕{seq}号`, with all but `{seq}` filled in. Never from a case's variables. */
export function numberRule(rule: string, given: { tenant: string; template: string; year: number }): string {
  const parts: Record<string, string> = {
    tenantShort: shortName(given.tenant),
    template: given.template,
    year: String(given.year),
  };
  return rule.replaceAll(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);
}

const longestTitle = 120;

/** The title by the template's rule, in the words people read; without a rule, or when it comes out empty, the template's name. */
export function titleOf(
  rule: string,
  variables: JsonObject,
  names: { wording: Wording; fallback: string },
): string {
  const filled = rule.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = variables[name];
    return value === undefined || value === null ? '' : textOf(name, value, names.wording).zh;
  });
  const plain = filled.replaceAll(/\s+/g, ' ').trim();
  if (plain === '') return names.fallback;
  const letters = [...plain];
  return letters.length > longestTitle ? `${letters.slice(0, longestTitle - 1).join('')}…` : plain;
}
