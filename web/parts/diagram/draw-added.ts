import type { AddedWork } from '../../../api/resources/diagram.shapes.ts';
import { placeAdded, type Box, type Point } from './place-added.ts';

const bpmn = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const di = 'http://www.omg.org/spec/BPMN/20100524/DI';
const dc = 'http://www.omg.org/spec/DD/20100524/DC';
const dd = 'http://www.omg.org/spec/DD/20100524/DI';

/** The id of added work among the elements of the diagram: the engine's own are no ids of XML. */
export const drawnId = (node: string): string => `added_${node.replaceAll(/\W/g, '_')}`;

/** Plain tasks: in a box as small as theirs the mark of a kind would lie over the words. */
const elementOf = (kind: AddedWork['kind']): string => (kind === 'subCase' ? 'callActivity' : 'task');

/**
 * The diagram with what people added to the case, each joined by an association to that from which it was added: as
 * elements of BPMN, so that whatever draws, prints or keeps the diagram has them too.
 */
export function drawAdded(
  xml: string,
  added: readonly (Pick<AddedWork, 'node' | 'kind' | 'from'> & { name: string })[],
): string {
  if (added.length === 0) return xml;
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const shapes = new Map(
    all(document, di, 'BPMNShape').map((shape) => [shape.getAttribute('bpmnElement') ?? '', shape]),
  );
  const semantic = new Map(
    all(document, bpmn, '*').flatMap((element) => {
      const id = element.getAttribute('id');
      return id === null ? [] : [[id, element] as const];
    }),
  );
  const known = new Set(added.map(({ node }) => node));
  const rootOf = (from: string | null): string => {
    const above = from !== null && known.has(from) ? added.find(({ node }) => node === from) : undefined;
    return above ? rootOf(above.from) : (from ?? '');
  };
  const [first] = all(document, di, 'BPMNPlane');
  // Each plane is a drawing of its own: what stands in a collapsed sub-process has one.
  const planes = new Map<Element, typeof added>();
  for (const one of added) {
    const plane = planeOf(shapes.get(rootOf(one.from))) ?? first;
    if (plane) planes.set(plane, [...(planes.get(plane) ?? []), one]);
  }
  for (const [plane, here] of planes) {
    const hosts = new Map(
      [...shapes].flatMap(([id, shape]) => (planeOf(shape) === plane ? [[id, boxOf(shape)] as const] : [])),
    );
    const places = placeAdded(here, { hosts, taken: takenOf(plane, here, hosts) });
    for (const { node, box, line } of places) {
      const one = here.find((each) => each.node === node);
      if (!one) continue;
      const host = semantic.get(rootOf(one.from));
      const scope = host?.parentElement ?? semantic.get(plane.getAttribute('bpmnElement') ?? '');
      if (!scope) continue;
      const id = drawnId(node);
      append(scope, bpmn, elementOf(one.kind), { id, name: one.name });
      const shape = append(plane, di, 'BPMNShape', { id: `${id}_di`, bpmnElement: id });
      append(shape, dc, 'Bounds', attributesOf(box));
      if (line.length === 0 || one.from === null) continue;
      const source = known.has(one.from) ? drawnId(one.from) : one.from;
      append(scope, bpmn, 'association', { id: `${id}_from`, sourceRef: source, targetRef: id });
      const edge = append(plane, di, 'BPMNEdge', { id: `${id}_from_di`, bpmnElement: `${id}_from` });
      for (const point of line) append(edge, dd, 'waypoint', { x: String(point.x), y: String(point.y) });
    }
  }
  return new XMLSerializer().serializeToString(document);
}

const all = (within: Document | Element, namespace: string, name: string): Element[] => [
  ...within.getElementsByTagNameNS(namespace, name),
];

const planeOf = (shape: Element | undefined): Element | undefined => shape?.parentElement ?? undefined;

function append(
  parent: Element,
  namespace: string,
  name: string,
  attributes: Record<string, string>,
): Element {
  const prefix = { [bpmn]: 'bpmn', [di]: 'bpmndi', [dc]: 'dc', [dd]: 'di' }[namespace];
  const element = parent.ownerDocument.createElementNS(namespace, `${prefix}:${name}`);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

const attributesOf = ({ x, y, width, height }: Box): Record<string, string> => ({
  ...{ x: String(x), y: String(y), width: String(width), height: String(height) },
});

const numberOf = (element: Element, name: string): number => Number(element.getAttribute(name) ?? 0);

function boxOf(shape: Element): Box {
  const [bounds] = all(shape, dc, 'Bounds');
  if (!bounds) return { x: 0, y: 0, width: 0, height: 0 };
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => numberOf(bounds, name));
  return { x: x!, y: y!, width: width!, height: height! };
}

/** What is drawn already. What goes round a host, a pool or a sub-process, keeps only its border free. */
function takenOf(
  plane: Element,
  added: readonly { from: string | null }[],
  hosts: ReadonlyMap<string, Box>,
): Box[] {
  const from = added.flatMap((one) => (one.from !== null && hosts.get(one.from)) || []);
  const shapes = [...hosts.values()].flatMap((box) =>
    from.some((host) => host !== box && holds(box, host)) ? bordersOf(box) : [box],
  );
  const labels = all(plane, di, 'BPMNLabel').map(boxOf);
  const lines = all(plane, di, 'BPMNEdge').flatMap((edge) => {
    const points = all(edge, dd, 'waypoint').map((at) => ({ x: numberOf(at, 'x'), y: numberOf(at, 'y') }));
    return points.slice(1).map((to, index) => around(points[index]!, to));
  });
  return [...shapes, ...labels, ...lines];
}

const holds = (outer: Box, inner: Box): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

const bordersOf = ({ x, y, width, height }: Box): Box[] => [
  { x, y, width, height: 1 },
  { x, y: y + height, width, height: 1 },
  { x, y, width: 1, height },
  { x: x + width, y, width: 1, height },
];

function around(one: Point, other: Point): Box {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return { x: x - 2, y: y - 2, width: Math.abs(one.x - other.x) + 4, height: Math.abs(one.y - other.y) + 4 };
}
