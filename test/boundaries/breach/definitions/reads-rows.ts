import { row } from '../db/row.ts';

export const breach = row;
