import { row } from '../db/row.ts';
import { element } from '../engine/element.ts';
import { contract } from '../workflows/contract.ts';

export const allowed = [row, element, contract];
