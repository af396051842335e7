import { row } from './db/row.ts';

export const problem = row;
