import { z } from 'zod';
import { DateOnly, InstantText, Key, Label, UnitName } from './label.shapes.ts';

export const BoardQuery = z.strictObject({
  template: Key.optional(),
  /** `dueSoon` counts cases due within so many working days. */
  dueWithin: z.coerce.number().int().min(0).max(60).default(3),
});
export type BoardQuery = z.infer<typeof BoardQuery>;

export const BoardCounts = z
  .strictObject({
    open: z.number().int(),
    dueSoon: z.number().int(),
    overdue: z.number().int(),
    /** Open, with a clock that stands still: neither on track nor late. */
    stopped: z.number().int(),
    /** Open and not overdue, while another of their deadlines is in red. */
    supervised: z.number().int(),
    closed: z.number().int(),
    incidents: z.number().int(),
  })
  .meta({ id: 'BoardCounts' });
export type BoardCounts = z.infer<typeof BoardCounts>;

export const StageCount = z
  .strictObject({
    stage: z.string().nullable(),
    name: Label,
    open: z.number().int(),
    overdue: z.number().int(),
  })
  .meta({ id: 'StageCount' });
export type StageCount = z.infer<typeof StageCount>;

/** Strict cases of one kind and unit that began in one term: numbers that open nothing. */
export const StrictCount = z
  .strictObject({
    term: Label,
    template: Key,
    templateName: Label,
    unit: UnitName,
    begun: z.number().int(),
    open: z.number().int(),
  })
  .meta({ id: 'StrictCount' });
export type StrictCount = z.infer<typeof StrictCount>;

/** The supervisor's board. Each number opens GET /cases with the filter of the same names (`unit`, `stage`, `overdue`, `dueWithin`, `stopped`, `supervised`, `incidents`; `status=closed`), and with `withoutUnit` and `withoutStage` for what has none. */
export const Board = z
  .strictObject({
    asOf: InstantText,
    today: DateOnly,
    dueWithin: z.number().int(),
    totals: BoardCounts,
    stages: z.array(StageCount),
    units: z.array(BoardCounts.extend({ unit: UnitName, stages: z.array(StageCount) })),
    /** For whoever oversees (`case.seeAll`), the newest term first; of others none. */
    strict: z.array(StrictCount),
  })
  .meta({ id: 'Board' });
export type Board = z.infer<typeof Board>;
