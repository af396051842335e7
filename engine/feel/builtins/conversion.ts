import { equal } from '../compare.ts';
import { FeelDate, FeelDateTime, FeelTime } from '../date-time.ts';
import { formatValue } from '../format.ts';
import { parseNumber } from '../number.ts';
import type { Run } from '../run.ts';
import { kindOf, type Value } from '../value.ts';
import { define } from './signature.ts';

function toNumber([text, grouping, decimal]: [string, (string | null)?, (string | null)?], run: Run): Value {
  const [group, point] = [grouping ?? '', decimal ?? '.'];
  if (!['', ' ', ',', '.'].includes(group) || ![',', '.'].includes(point) || group === point) {
    return run.warn('A number is grouped by a blank, a comma or a point, and its decimals follow another');
  }
  let plain = group === '' ? text : text.replaceAll(group, '');
  if (point !== '.') {
    if (plain.includes('.')) return run.warn('That is no number');
    plain = plain.replace(point, '.');
  }
  return parseNumber(plain) ?? run.warn('That is no number');
}

/** Of the same kind and the same in every part: a zone and the offset that it has differ. */
function isSame([a, b]: [Value, Value], run: Run): Value {
  if (a === null || b === null) return a === b;
  if (kindOf(a) !== kindOf(b)) return false;
  const isTemporal = a instanceof FeelDate || a instanceof FeelTime || a instanceof FeelDateTime;
  return isTemporal ? a.toString() === (b as FeelDate).toString() : equal(a, b, run) === true;
}

export const conversionFunctions = {
  number: define({
    'number(from: number)': ([value]: [Value]) => value,
    'number(from: string)': toNumber,
    'number(from: string, grouping separator: string?, decimal separator?: string?)': toNumber,
  }),
  string: define({
    'string(from: any)': ([value]: [Value], run: Run) =>
      value === null ? null : typeof value === 'string' ? value : formatValue(value, run),
  }),
  not: define({ 'not(negand: boolean)': ([value]: [boolean]) => !value }),
  is: define({ 'is(value1: any, value2: any)': isSame }),
};
