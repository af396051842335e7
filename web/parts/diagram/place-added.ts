export interface Point {
  x: number;
  y: number;
}
export interface Box extends Point {
  width: number;
  height: number;
}
/** What is to be drawn, and beside what: an element of the diagram or something else that is to be drawn. */
export interface ToPlace {
  node: string;
  from: string | null;
}
export interface Placed {
  node: string;
  box: Box;
  /** The way from where it was added; none where that is not drawn. */
  line: Point[];
}

/** Pixels of the diagram at its own size; `above` leaves room for the badge of a state. */
const size = { width: 150, height: 60, above: 26, indent: 24, trunk: 26, gap: 14 };
/** Items below each other before a further column begins. */
const rows = 6;

interface Row {
  node: string;
  depth: number;
  parent: string;
}

/**
 * Places for what people added to a case, so that nothing covers anything else: in columns below the element from which
 * it was added where there is room, else below the whole diagram; what was added to an added one stands below that one.
 *
 * @param drawn `hosts`: elements by id; `taken`: what must stay free, lines and labels too.
 */
export function placeAdded(
  added: readonly ToPlace[],
  drawn: { hosts: ReadonlyMap<string, Box>; taken: readonly Box[] },
): Placed[] {
  const known = new Set(added.map(({ node }) => node));
  const taken = [...drawn.taken];
  const roots = new Map<string, ToPlace[]>();
  for (const one of added) {
    if (one.from !== null && known.has(one.from)) continue;
    const host = one.from !== null && drawn.hosts.has(one.from) ? one.from : '';
    roots.set(host, [...(roots.get(host) ?? []), one]);
  }
  return [...roots].flatMap(([id, items]) => {
    const columns = columnsOf(items.map((item) => branch(added, item, id)));
    const host = drawn.hosts.get(id);
    const block = blockFor(columns, host, taken);
    taken.push(block);
    return inBlock(columns, block, host && { ...host, exit: exitOf(host, block, taken) });
  });
}

function branch(added: readonly ToPlace[], { node }: ToPlace, parent: string, depth = 0): Row[] {
  const below = added.filter(({ from }) => from === node);
  return [{ node, depth, parent }, ...below.flatMap((one) => branch(added, one, node, depth + 1))];
}

/** A branch is never torn apart. */
function columnsOf(branches: Row[][]): Row[][] {
  const columns: Row[][] = [];
  for (const one of branches) {
    const last = columns.at(-1);
    if (last && last.length + one.length <= rows) last.push(...one);
    else columns.push([...one]);
  }
  return columns;
}

const widthOf = (column: Row[]): number =>
  size.trunk + size.width + size.gap + Math.max(...column.map(({ depth }) => depth)) * size.indent;

const heightOf = (column: Row[]): number => column.length * (size.height + size.above) + size.gap * 2;

/** The nearest free place below the host, moved sideways as far as the host is wide. */
function blockFor(columns: Row[][], host: Box | undefined, taken: Box[]): Box {
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const height = Math.max(...columns.map(heightOf));
  const bottom = Math.max(0, ...taken.map((box) => box.y + box.height)) + size.gap;
  const left = Math.min(...taken.map(({ x }) => x), host?.x ?? Infinity);
  if (!host) return { x: Number.isFinite(left) ? left : 0, y: bottom, width, height };
  const middle = host.x + (host.width - width) / 2;
  const xs = [host.x, middle, host.x + host.width - width];
  for (let y = host.y + host.height + 4; y < bottom; y += 10) {
    const x = xs.find((at) => isFree({ x: at, y, width, height }, taken));
    if (x !== undefined) return { x, y, width, height };
  }
  return { x: host.x, y: bottom, width, height };
}

const isFree = (box: Box, taken: readonly Box[]): boolean => !taken.some((other) => overlaps(box, other));

const overlaps = (one: Box, other: Box): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** Where the way leaves the host's lower edge: so that it crosses as little as can be. */
function exitOf(host: Box, block: Box, taken: readonly Box[]): number {
  const y = host.y + host.height + 1;
  const at = [12, host.width / 2, host.width - 12].map((inset) => host.x + inset);
  const crossed = (x: number) =>
    taken.filter((box) => overlaps({ x, y, width: 1, height: Math.max(1, block.y - y - 1) }, box)).length;
  return at.toSorted((one, other) => crossed(one) - crossed(other))[0]!;
}

function inBlock(columns: Row[][], block: Box, host: (Box & { exit: number }) | undefined): Placed[] {
  const boxes = new Map<string, Box>();
  let left = block.x;
  return columns.flatMap((column) => {
    const trunk = left + size.trunk / 2;
    const x = left + size.trunk;
    left += widthOf(column);
    return column.map(({ node, depth, parent }, row): Placed => {
      const y = block.y + size.gap + size.above + row * (size.height + size.above);
      const box = { x: x + depth * size.indent, y, width: size.width, height: size.height };
      boxes.set(node, box);
      const middle = y + size.height / 2;
      const above = boxes.get(parent);
      if (above) {
        const from = above.x + size.indent / 2;
        const line = [
          { x: from, y: above.y + above.height },
          { x: from, y: middle },
          { x: box.x, y: middle },
        ];
        return { node, box, line };
      }
      if (!host) return { node, box, line: [] };
      const turn = block.y + size.gap / 2;
      const line = [
        { x: host.exit, y: host.y + host.height },
        { x: host.exit, y: turn },
        { x: trunk, y: turn },
        { x: trunk, y: middle },
        { x: box.x, y: middle },
      ];
      return { node, box, line };
    });
  });
}
