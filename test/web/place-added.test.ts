import { describe, expect, test } from 'vitest';
import { placeAdded, type Box, type Placed } from '../../web/parts/diagram/place-added.ts';

/** Where people's added work is drawn: beside what it was added from, over nothing else. */
const box = (x: number, y: number, width = 100, height = 80): Box => ({ x, y, width, height });
const plan = box(200, 100);
const review = box(400, 100);
const hosts = new Map([
  ['plan', plan],
  ['review', review],
]);
const taken = [plan, review];
const from = (host: string | null, count: number) =>
  Array.from({ length: count }, (_, index) => ({ node: `${host}${index}`, from: host }));

const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;
/** Badges of states stand twelve pixels above. */
const withBadge = ({ box: { x, y, width, height } }: Placed): Box => ({
  x,
  y: y - 14,
  width,
  height: height + 14,
});

function expectApart(places: Placed[], others: Box[]) {
  const boxes = places.map(withBadge);
  const clashes = boxes.flatMap((one, index) =>
    [...boxes.slice(index + 1), ...others].filter((other) => overlap(one, other)),
  );
  expect(clashes).toEqual([]);
}

describe('what people added', () => {
  test('stands below its step, and the line leads from the step to it', () => {
    const [one] = placeAdded(from('plan', 1), { hosts, taken });
    expect(one!.box.y).toBeGreaterThan(plan.y + plan.height);
    expect(one!.box.y).toBeLessThan(plan.y + plan.height + 80);
    expect(one!.line[0]!.y).toBe(plan.y + plan.height);
    expect(one!.line[0]!.x).toBeGreaterThan(plan.x);
    expect(one!.line[0]!.x).toBeLessThan(plan.x + plan.width);
    expect(one!.line.at(-1)).toEqual({ x: one!.box.x, y: one!.box.y + one!.box.height / 2 });
  });

  test('twenty of one step and twenty of its neighbour cover neither each other nor the diagram', () => {
    const below = box(180, 300, 400);
    const places = placeAdded([...from('plan', 20), ...from('review', 20)], {
      hosts,
      taken: [...taken, below],
    });
    expect(places).toHaveLength(40);
    expectApart(places, [...taken, below]);
  });

  test('inside a sub-process with no room it stands below all of it, not across its border', () => {
    const around = [box(150, 60, 500, 1), box(150, 200, 500, 1), box(150, 60, 1, 140), box(650, 60, 1, 140)];
    const places = placeAdded(from('plan', 3), { hosts, taken: [...taken, ...around] });
    expect(places[0]!.box.y).toBeGreaterThan(200);
    expectApart(places, [...taken, ...around]);
  });

  test('what was added to added work hangs below that, wherever it is told', () => {
    const signer = { node: 'signer', from: 'plan0' };
    const places = placeAdded([signer, ...from('plan', 2)], { hosts, taken });
    const at = (node: string) => places.find((one) => one.node === node)!;
    expect(at('signer').box.x).toBeGreaterThan(at('plan0').box.x);
    expect(at('signer').line[0]).toEqual({
      x: at('plan0').box.x + 12,
      y: at('plan0').box.y + at('plan0').box.height,
    });
    expectApart(places, taken);
  });

  test('of a step that is not drawn it stands below the diagram, with no line', () => {
    const [one] = placeAdded(from('elsewhere', 1), { hosts, taken });
    expect(one!.line).toEqual([]);
    expectApart([one!], taken);
    expect(placeAdded(from(null, 1), { hosts: new Map(), taken: [] })[0]!.box.x).toBeGreaterThanOrEqual(0);
  });
});
