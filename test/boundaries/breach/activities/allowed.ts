import { row } from '../db/row.ts';
import type { Element } from '../engine/element.ts';
import { clock } from '../engine/time/clock.ts';

export const allowed: [string, string, Element] = [row, clock, 'element'];
