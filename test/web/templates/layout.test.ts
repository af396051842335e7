import { expect, test } from 'vitest';
import { freeLane } from '../../../web/pages/templates/edit/free-lane.ts';
import { bendsMoved } from '../../../web/pages/templates/edit/make-room.ts';
import type { Drawn } from '../../../web/pages/templates/edit/moddle.ts';
import { inOrder } from '../../../web/pages/templates/edit/step-order.ts';

const shape = (x: number, y: number, width = 100, height = 80) =>
  ({ x, y, width, height, incoming: [], outgoing: [] }) as unknown as Drawn;
const way = (...waypoints: [number, number][]) =>
  ({ waypoints: waypoints.map(([x, y]) => ({ x, y })) }) as unknown as Drawn;

const task = shape(100, 100);
const gateway = shape(400, 115, 50, 50);

test('a way back runs below the steps, out of the corner of the gateway and into the step from below', () => {
  expect(freeLane(gateway, task, [task, gateway])).toEqual([
    { x: 425, y: 165 },
    { x: 425, y: 210 },
    { x: 150, y: 210 },
    { x: 150, y: 180 },
  ]);
});

test('it neither crosses a step nor runs along another way', () => {
  const below = shape(250, 200);
  const above = way([425, 115], [425, 70], [150, 70], [150, 100]);
  const [, lane] = freeLane(gateway, task, [task, gateway, below, above]);
  expect(lane!.y < 70 - 10 || (lane!.y > 85 && lane!.y < 100) || lane!.y > 280).toBe(true);
});

test('what surrounds the steps is not in the way', () => {
  const subProcess = shape(0, 0, 900, 600);
  expect(freeLane(gateway, task, [subProcess, task, gateway])[1]).toEqual({ x: 425, y: 210 });
});

const beyond = (start: number) => (point: { x: number }) => point.x > start;

test('when the source moves, the bends beyond it move along, and those beside the target stay', () => {
  const points = [
    { x: 500, y: 50 },
    { x: 550, y: 50 },
    { x: 550, y: 200 },
    { x: 60, y: 200 },
    { x: 60, y: 300 },
  ];
  const bent = bendsMoved(points, { axis: 'x', delta: 200, ends: [true, false], isBeyond: beyond(300) });
  expect(bent?.map(({ x }) => x)).toEqual([700, 750, 750, 60, 60]);
});

test('a straight way that would break is left to the layout', () => {
  const points = [
    { x: 500, y: 50 },
    { x: 500, y: 300 },
  ];
  const shift = { axis: 'x', delta: 200, ends: [true, false], isBeyond: beyond(300) } as const;
  expect(bendsMoved(points, { ...shift, ends: [true, false] })).toBeUndefined();
});

test('the list of steps follows the flows, with what a sub-process holds below it', () => {
  const node = (id: string, x: number, parent?: Drawn) => ({ ...shape(x, 0), id, parent }) as Drawn;
  const root = node('process', 0);
  const [start, sub, end] = [node('start', 900, root), node('sub', 500, root), node('end', 100, root)];
  const inner = node('inner', 600, sub);
  const lost = node('lost', 0, root);
  const join = (source: Drawn, target: Drawn) => {
    const flow = { source, target } as Drawn;
    source.outgoing.push(flow);
    target.incoming.push(flow);
  };
  for (const one of [start, sub, end, inner, lost]) Object.assign(one, { incoming: [], outgoing: [] });
  join(start, sub);
  join(sub, end);
  lost.incoming.push({} as Drawn);

  const listed = inOrder([end, lost, sub, inner, start]);
  expect(listed.map(({ element, depth }) => [element.id, depth])).toEqual([
    ['start', 0],
    ['sub', 0],
    ['inner', 1],
    ['end', 0],
    ['lost', 0],
  ]);
});
