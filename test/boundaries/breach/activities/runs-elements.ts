import { element } from '../engine/element.ts';

export const breach = element;
