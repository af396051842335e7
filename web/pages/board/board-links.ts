export type Figure = 'open' | 'overdue' | 'dueSoon' | 'stopped' | 'supervised' | 'closed' | 'incidents';

/** A number on the board: what it counts, and of what part. */
export interface Cell {
  figure: Figure;
  /** Key of the unit; empty: of the cases that no unit has yet; absent: of all. */
  unit?: string;
  /** Key of the stage; null: of the cases in none; absent: of all. */
  stage?: string | null;
  template: string;
  /** Working days that count as soon. */
  dueWithin: number;
}

/** Address of the list that shows exactly the cases that the number counts. */
export function addressOf(cell: Cell): string {
  const search = new URLSearchParams(figures[cell.figure](cell));
  if (cell.unit === '') search.set('withoutUnit', 'true');
  else if (cell.unit !== undefined) search.set('unit', cell.unit);
  if (cell.stage === null) search.set('withoutStage', 'true');
  else if (cell.stage !== undefined) search.set('stage', cell.stage);
  if (cell.template !== '') search.set('template', cell.template);
  return `/cases?${search}`;
}

const figures: Record<Figure, (cell: Cell) => Record<string, string>> = {
  open: () => ({ status: 'active' }),
  overdue: () => ({ status: 'active', overdue: 'true' }),
  dueSoon: ({ dueWithin }) => ({ status: 'active', dueWithin: String(dueWithin) }),
  stopped: () => ({ status: 'active', stopped: 'true' }),
  supervised: () => ({ status: 'active', supervised: 'true' }),
  closed: () => ({ status: 'closed' }),
  incidents: () => ({ status: 'active', incidents: 'true' }),
};
