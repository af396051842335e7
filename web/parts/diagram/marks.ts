import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type { AddedWork, Diagram } from '../../../api/resources/diagram.shapes.ts';
import { drawnId } from './draw-added.ts';

interface Shape {
  x: number;
  y: number;
  width: number;
  height: number;
  children?: unknown[];
  businessObject?: { name?: string };
}
interface Viewbox {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Canvas {
  /** `inner`: what is drawn, in its own pixels; `outer`: the place on the page. */
  viewbox(box?: Viewbox): Viewbox & { inner: Viewbox; outer: { width: number; height: number } };
  scrollToElement(element: Shape, padding: number): void;
  zoom(mode: 'fit-viewport' | number, center?: 'auto'): number;
  addMarker(element: string, marker: string): void;
}
interface Overlays {
  add(element: string, overlay: { position: Record<string, number>; html: HTMLElement }): string;
}
interface Registry {
  get(element: string): Shape | undefined;
}

export type StateWord = AddedWork['state'] | 'overdue';
/** The words of the states and of what opens an element, and how one gets there. */
export interface Marking {
  words: Record<StateWord, string>;
  open: (name: string, state: string) => string;
  go: (address: string) => void;
}

/** Below this scale words cannot be read. */
const readable = 0.5;

/** Pixels of the diagram around it: words of states stand above their steps. */
const margin = 24;

/** The whole diagram in the middle, never larger than it is; gives the scale. */
export function showAll(canvas: Canvas): number {
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(
    1,
    outer.width / (inner.width + 2 * margin),
    outer.height / (inner.height + 2 * margin),
  );
  const [width, height] = [outer.width / scale, outer.height / scale];
  const [x, y] = [inner.x + (inner.width - width) / 2, inner.y + (inner.height - height) / 2];
  canvas.viewbox({ x, y, width, height });
  return scale;
}

/** The whole diagram where it stays readable, else its waiting step in the middle. */
export function showWhereItStands(viewer: NavigatedViewer, diagram: Diagram) {
  const canvas = viewer.get<Canvas>('canvas');
  if (showAll(canvas) >= readable) return;
  const registry = viewer.get<Registry>('elementRegistry');
  const here = diagram.active.map((one) => registry.get(one.node)).find((one) => one && !isScope(one));
  if (!here) return;
  canvas.zoom(0.75, 'auto');
  canvas.scrollToElement(here, 120);
  const { width, height } = canvas.viewbox();
  canvas.viewbox({
    x: here.x + here.width / 2 - width / 2,
    y: here.y + here.height / 2 - height / 2,
    width,
    height,
  });
}

/** A drawn sub-process: its colour would flood all that stands in it. */
const isScope = (shape: Shape) => (shape.children?.length ?? 0) > 1;

/** Gateways and events are too small for words: their colour repeats what the flows beside them say. */
const hasRoom = ({ width }: Shape) => width >= 60;

/** Puts the state of every element on the diagram, in colour and in words, and makes openable what opens. */
export function markStates(viewer: NavigatedViewer, diagram: Diagram, marking: Marking) {
  const canvas = viewer.get<Canvas>('canvas');
  const overlays = viewer.get<Overlays>('overlays');
  const registry = viewer.get<Registry>('elementRegistry');
  const { words } = marking;
  const waiting = new Set(diagram.active.map((one) => one.node));
  const broken = new Set(diagram.incidents.map((one) => one.node));
  const marked = (element: string, className: string) => {
    // The diagram may leave out what the model has, e.g. flows without a shape.
    if (registry.get(element)) canvas.addMarker(element, className);
  };
  const badge = (element: string, state: StateWord, count = 1) => {
    const shape = registry.get(element);
    if (!shape) return;
    const html = document.createElement('span');
    html.className = `diagram-badge ${state === 'incident' ? 'overdue' : state}`;
    const mark = state === 'done' ? '✓ ' : '';
    html.textContent = `${mark}${words[state]}${count > 1 ? ` × ${count}` : ''}`;
    overlays.add(element, { position: { top: -12, left: 6 }, html });
  };
  const opening = (element: string, state: StateWord, to: Opens) => {
    const shape = registry.get(element);
    const address = addressOf(to);
    if (!shape || address === undefined || isScope(shape)) return;
    const html = document.createElement('a');
    html.className = 'diagram-open';
    html.href = address;
    html.setAttribute('aria-label', marking.open(shape.businessObject?.name ?? '', words[state]));
    html.style.width = `${shape.width}px`;
    html.style.height = `${shape.height}px`;
    html.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      marking.go(address);
    });
    overlays.add(element, { position: { top: 0, left: 0 }, html });
  };
  for (const { flow } of diagram.flows) marked(flow, 'flow-taken');
  for (const { node } of diagram.completed) {
    const shape = registry.get(node);
    if (!shape || waiting.has(node) || broken.has(node)) continue;
    marked(node, 'node-done');
    if (hasRoom(shape) && !isScope(shape)) badge(node, 'done');
  }
  for (const one of diagram.active) {
    if (broken.has(one.node)) continue;
    const shape = registry.get(one.node);
    if (shape && isScope(shape)) {
      marked(one.node, 'node-scope');
      continue;
    }
    const state = one.overdue ? 'overdue' : 'active';
    marked(one.node, `node-${state}`);
    opening(one.node, state, one);
    badge(one.node, state, one.count);
  }
  for (const node of broken) {
    marked(node, 'node-incident');
    badge(node, 'incident');
  }
  for (const one of diagram.added) {
    const element = drawnId(one.node);
    const state = one.overdue && one.state === 'active' ? 'overdue' : one.state;
    marked(element, 'node-added');
    marked(`${element}_from`, 'from-added');
    marked(element, `node-${state}`);
    opening(element, state, one);
    badge(element, state);
  }
}

type Opens = Pick<AddedWork, 'taskKey' | 'caseId'>;

/** A called case rather than the step that waits for it. */
export const addressOf = ({ taskKey, caseId }: Opens): string | undefined =>
  caseId !== null ? `/cases/${caseId}` : taskKey !== null ? `/tasks/${taskKey}` : undefined;
