// @ts-expect-error: the file is not there, which is the breach.
import { nothing } from './nothing.ts';

export const breach: unknown = nothing;
