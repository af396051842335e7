export const element = 'element';

export type Element = typeof element;
