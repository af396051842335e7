import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import type { Diagram as CaseDiagram } from '../../../api/resources/diagram.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../notice.tsx';
import { localiseDiagram } from './localise.ts';
import './diagram.css';

interface Shape {
  x: number;
  y: number;
  width: number;
  height: number;
  children?: unknown[];
}
interface Viewbox {
  x: number;
  y: number;
  width: number;
  height: number;
}
interface Canvas {
  viewbox(box?: Viewbox): Viewbox;
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

/**
 * The BPMN diagram with what is done and what waits. The viewer is loaded when a diagram is first shown.
 * Its bpmn.io mark must stay visible (their licence): nothing of ours lies over the lower right corner.
 */
export function Diagram({ diagram }: { diagram: CaseDiagram }) {
  const { t, language } = useTexts();
  const holder = useRef<HTMLDivElement>(null);
  const viewer = useRef<NavigatedViewer>(null);
  const [failure, setFailure] = useState<string>();
  const words = {
    done: t('diagram.done'),
    active: t('diagram.active'),
    overdue: t('diagram.overdue'),
    incident: t('diagram.incident'),
  };
  const wordsText = JSON.stringify(words);

  useEffect(() => {
    let isGone = false;
    const container = holder.current;
    if (!container) return;
    void (async () => {
      try {
        const [{ default: Viewer }] = await Promise.all([
          import('bpmn-js/lib/NavigatedViewer'),
          import('bpmn-js/dist/assets/diagram-js.css'),
          import('bpmn-js/dist/assets/bpmn-js.css'),
        ]);
        if (isGone) return;
        const created = new Viewer({ container });
        viewer.current = created;
        await created.importXML(localiseDiagram(diagram.xml, language));
        if (isGone) return;
        showWhereItStands(created, diagram);
        mark(created, diagram, JSON.parse(wordsText) as typeof words);
        setFailure(undefined);
      } catch (error) {
        if (!isGone) setFailure(error instanceof Error ? error.message : String(error));
      }
    })();
    return () => {
      isGone = true;
      viewer.current?.destroy();
      viewer.current = null;
    };
  }, [diagram, language, wordsText]);

  const zoom = (factor: number) => {
    const canvas = viewer.current?.get<Canvas & { zoom(): number }>('canvas');
    if (canvas) canvas.zoom(canvas.zoom() * factor, 'auto');
  };

  // A template's own diagram belongs to no case: there are no colours to explain.
  const isMarked = diagram.completed.length + diagram.active.length + diagram.incidents.length > 0;
  return (
    <figure className="stack-tight">
      {failure ? <Notice tone="warn" title={t('diagram.failed')} /> : null}
      <div className="diagram" role="group" aria-label={t('diagram.label')} hidden={failure !== undefined}>
        <div ref={holder} style={{ height: '100%' }} />
        <div className="diagram-tools">
          <Button aria-label={t('diagram.zoomIn')} onClick={() => zoom(1.25)}>
            ＋
          </Button>
          <Button aria-label={t('diagram.zoomOut')} onClick={() => zoom(0.8)}>
            －
          </Button>
          <Button onClick={() => viewer.current?.get<Canvas>('canvas').zoom('fit-viewport', 'auto')}>
            {t('diagram.fit')}
          </Button>
        </div>
      </div>
      {isMarked && !failure ? <figcaption className="small muted">{t('diagram.caption')}</figcaption> : null}
    </figure>
  );
}

/** Below this scale words cannot be read. */
const readable = 0.5;

/** The whole diagram where it stays readable, else its waiting step in the middle. */
function showWhereItStands(viewer: NavigatedViewer, diagram: CaseDiagram) {
  const canvas = viewer.get<Canvas>('canvas');
  if (canvas.zoom('fit-viewport', 'auto') >= readable) return;
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

type Words = Record<'done' | 'active' | 'overdue' | 'incident', string>;

function mark(viewer: NavigatedViewer, diagram: CaseDiagram, words: Words) {
  const canvas = viewer.get<Canvas>('canvas');
  const overlays = viewer.get<Overlays>('overlays');
  const registry = viewer.get<Registry>('elementRegistry');
  const waiting = new Set(diagram.active.map((one) => one.node));
  const broken = new Set(diagram.incidents.map((one) => one.node));
  // The diagram may leave out what the model has, e.g. flows without a shape.
  const marked = (element: string, className: string) => {
    if (registry.get(element)) canvas.addMarker(element, className);
  };
  const badge = (element: string, className: string, text: string) => {
    if (!registry.get(element)) return;
    const html = document.createElement('span');
    html.className = `diagram-badge ${className}`;
    html.textContent = text;
    overlays.add(element, { position: { top: -12, left: 6 }, html });
  };
  for (const { flow } of diagram.flows) marked(flow, 'flow-taken');
  for (const { node } of diagram.completed)
    if (!waiting.has(node) && !broken.has(node)) marked(node, 'node-done');
  for (const one of diagram.active) {
    if (broken.has(one.node)) continue;
    const shape = registry.get(one.node);
    if (shape && isScope(shape)) {
      marked(one.node, 'node-scope');
      continue;
    }
    marked(one.node, one.overdue ? 'node-overdue' : 'node-active');
    const word = one.overdue ? words.overdue : words.active;
    badge(one.node, one.overdue ? 'overdue' : 'active', one.count > 1 ? `${word} × ${one.count}` : word);
  }
  for (const node of broken) {
    marked(node, 'node-incident');
    badge(node, 'overdue', words.incident);
  }
}
