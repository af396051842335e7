import type { Drawn, Point } from './moddle.ts';

/** Along which axis, and which way, room is made. */
export interface Direction {
  axis: 'x' | 'y';
  sign: 1 | -1;
}

export interface RoomServices {
  modeling: {
    createSpace(moving: Drawn[], resizing: Drawn[], delta: Point, direction: string, start: number): void;
    updateWaypoints(connection: Drawn, waypoints: Point[]): void;
  };
  spaceTool: {
    calculateAdjustments(
      elements: Drawn[],
      axis: 'x' | 'y',
      delta: number,
      start: number,
    ): { movingShapes: Drawn[]; resizingShapes: Drawn[] };
  };
  elementRegistry: { filter(keep: (element: Drawn) => boolean): Drawn[] };
}

/**
 * Moves what lies beyond `start` further away, as the space tool does by hand, and widens what surrounds it. The space
 * tool leaves the bends of a way behind of which only one end moves, so that the way then runs through the steps that
 * moved; those are put where they belong afterwards.
 */
export function makeRoom(
  services: RoomServices,
  { axis, sign }: Direction,
  start: number,
  distance: number,
): void {
  const everything = services.elementRegistry.filter(() => true);
  const delta = sign * distance;
  const adjusted = services.spaceTool.calculateAdjustments(everything, axis, delta, start);
  const ways = everything
    .filter(({ waypoints }) => waypoints !== undefined)
    .map((way) => ({ way, points: way.waypoints!.map(({ x, y }) => ({ x, y })) }));
  const side = axis === 'x' ? (sign === 1 ? 'e' : 'w') : sign === 1 ? 's' : 'n';
  const by = axis === 'x' ? { x: delta, y: 0 } : { x: 0, y: delta };
  services.modeling.createSpace(adjusted.movingShapes, adjusted.resizingShapes, by, side, start);

  const moved = new Set(adjusted.movingShapes);
  for (const { way, points } of ways) {
    const ends: [boolean, boolean] = [moved.has(way.source!), moved.has(way.target!)];
    if (ends[0] && ends[1]) continue;
    const isBeyond = (point: Point) => (point[axis] - start) * sign > 0;
    const bent = bendsMoved(points, { axis, delta, ends, isBeyond });
    if (bent) services.modeling.updateWaypoints(way, bent);
  }
}

interface Shift {
  axis: 'x' | 'y';
  delta: number;
  /** Whether the source and the target moved. */
  ends: [boolean, boolean];
  isBeyond(point: Point): boolean;
}

/**
 * The points of a way after the move. Points in one line across the axis stay in one line: with an end they go where
 * it goes, else by where they lie. Undefined: there is nothing to mend, or both ends are in one line that would break.
 */
export function bendsMoved(points: Point[], { axis, delta, ends, isBeyond }: Shift): Point[] | undefined {
  const runs: number[][] = [];
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before && Math.abs(before[axis] - point[axis]) < 1) runs.at(-1)!.push(index);
    else runs.push([index]);
  }
  const last = points.length - 1;
  const shifts = new Map<number, boolean>();
  for (const run of runs) {
    const holdsStart = run.includes(0);
    const holdsEnd = run.includes(last);
    if (holdsStart && holdsEnd && ends[0] !== ends[1]) return undefined;
    const isShifted = holdsStart ? ends[0] : holdsEnd ? ends[1] : isBeyond(points[run[0]!]!);
    for (const index of run) shifts.set(index, isShifted);
  }
  if (![...shifts.values()].includes(true)) return undefined;
  return points.map((point, index) =>
    shifts.get(index) ? { ...point, [axis]: point[axis] + delta } : point,
  );
}
