import type { FeelFunction } from '../value.ts';
import { contextFunctions } from './context.ts';
import { conversionFunctions } from './conversion.ts';
import { dateFunctions } from './date.ts';
import { listFunctions } from './list.ts';
import { numberFunctions } from './number.ts';
import { rangeFunctions } from './range.ts';
import { textFunctions } from './text.ts';
import { workingDayFunctions } from './working-day.ts';

/** The functions of the language by name (DMN 1.5, 10.3.4), and ours about working days. */
export const builtins: Record<string, FeelFunction> = {
  ...conversionFunctions,
  ...textFunctions,
  ...listFunctions,
  ...numberFunctions,
  ...dateFunctions,
  ...contextFunctions,
  ...rangeFunctions,
  ...workingDayFunctions,
};
