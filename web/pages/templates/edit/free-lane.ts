import type { Drawn, Point } from './moddle.ts';

type Box = Pick<Drawn, 'x' | 'y' | 'width' | 'height'>;

const clearance = 15;
const nearest = 30;
const farthest = 300;

/**
 * Points of a way back, out of the gateway's lower or upper corner, along a lane that no other shape and no other
 * way uses, and into the step from the same side. What the layout of bpmn-js draws by itself runs across the steps.
 */
export function freeLane(from: Box, to: Box, others: Drawn[]): Point[] {
  const [start, end] = [from.x + from.width / 2, to.x + to.width / 2];
  const [left, right] = [Math.min(start, end), Math.max(start, end)];
  const bottom = Math.max(from.y + from.height, to.y + to.height);
  const top = Math.min(from.y, to.y);
  const obstacles = others.filter((one) => !surrounds(one, from));
  for (let distance = nearest; distance <= farthest; distance += clearance) {
    for (const y of [bottom + distance, top - distance]) {
      if (obstacles.some((one) => isInTheWay(one, { y, left, right }))) continue;
      const isBelow = y > bottom;
      return [
        { x: start, y: isBelow ? from.y + from.height : from.y },
        { x: start, y },
        { x: end, y },
        { x: end, y: isBelow ? to.y + to.height : to.y },
      ];
    }
  }
  const y = bottom + nearest;
  return [
    { x: start, y: from.y + from.height },
    { x: start, y },
    { x: end, y },
    { x: end, y: to.y + to.height },
  ];
}

const surrounds = (outer: Drawn, inner: Box): boolean =>
  outer.waypoints === undefined &&
  (outer.width === undefined ||
    (outer.x <= inner.x &&
      outer.y <= inner.y &&
      outer.x + outer.width >= inner.x + inner.width &&
      outer.y + outer.height >= inner.y + inner.height));

function isInTheWay(other: Drawn, lane: { y: number; left: number; right: number }): boolean {
  const isNear = (y: number) => Math.abs(y - lane.y) < clearance;
  const overlaps = (start: number, end: number) => start < lane.right && end > lane.left;
  if (!other.waypoints) {
    const isBeside = lane.y < other.y - clearance || lane.y > other.y + other.height + clearance;
    return !isBeside && overlaps(other.x, other.x + other.width);
  }
  // Crossing another way is legible, running along it is not.
  return other.waypoints.some((point, index) => {
    const next = other.waypoints![index + 1];
    if (!next || point.y !== next.y) return false;
    return isNear(point.y) && overlaps(Math.min(point.x, next.x), Math.max(point.x, next.x));
  });
}
