export const row = 'row';

export type Row = typeof row;
