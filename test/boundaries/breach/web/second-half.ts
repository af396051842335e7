import { first } from './first-half.ts';

export const second = (): string => first();
