import { oneCase } from '../workflows/case.ts';

export const breach = oneCase;
