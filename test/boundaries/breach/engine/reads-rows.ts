import type { Row } from '../db/row.ts';

export type Breach = Row;
