import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { useNavigate } from 'react-router';
import type { Diagram as CaseDiagram } from '../../../api/resources/diagram.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Notice } from '../notice.tsx';
import { drawAdded } from './draw-added.ts';
import { localiseDiagram } from './localise.ts';
import { markStates, showAll, showWhereItStands, type Canvas, type StateWord } from './marks.ts';
import './diagram.css';

/**
 * The BPMN diagram with what is done and what waits. The viewer is loaded when a diagram is first shown.
 * Its bpmn.io mark must stay visible (their licence): nothing of ours lies over the lower right corner.
 */
export function Diagram({ diagram }: { diagram: CaseDiagram }) {
  const { t, label, language } = useTexts();
  const navigate = useNavigate();
  const going = useRef(navigate);
  const holder = useRef<HTMLDivElement>(null);
  const viewer = useRef<NavigatedViewer>(null);
  const [failure, setFailure] = useState<string>();
  const words: Record<StateWord, string> = {
    done: t('diagram.done'),
    active: t('diagram.active'),
    waiting: t('diagram.waiting'),
    ended: t('diagram.ended'),
    overdue: t('diagram.overdue'),
    incident: t('diagram.incident'),
  };
  const added = diagram.added.map(({ node, kind, from, name }) => ({ node, kind, from, name: label(name) }));
  // As text, so that the diagram is drawn anew only when what it says has changed.
  const said = JSON.stringify({ words, added });

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
        const told = JSON.parse(said) as { words: typeof words; added: typeof added };
        await created.importXML(drawAdded(localiseDiagram(diagram.xml, language), told.added));
        if (isGone) return;
        showWhereItStands(created, diagram);
        markStates(created, diagram, {
          words: told.words,
          open: (name, state) => t('diagram.open', { name, state }),
          go: (address) => void going.current(address),
        });
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
  }, [diagram, language, said, t]);
  useEffect(() => {
    going.current = navigate;
  }, [navigate]);

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
          <Button onClick={() => viewer.current && showAll(viewer.current.get<Canvas>('canvas'))}>
            {t('diagram.fit')}
          </Button>
        </div>
      </div>
      {isMarked && !failure ? (
        <figcaption className="small muted">
          {t('diagram.caption')}
          {diagram.added.length > 0 ? t('diagram.added') : null}
        </figcaption>
      ) : null}
    </figure>
  );
}
