import type { Answer } from '../api/answer.ts';
import type { Element } from '../engine/element.ts';

export const allowed: [Answer, Element] = ['answer', 'element'];
