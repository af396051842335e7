import { Button } from 'antd';
import { useTexts } from '../../../i18n/use-texts.ts';
import { useEditor } from './use-editor.ts';

/** Undo and zoom; in the upper right corner, so that the bpmn.io mark in the lower one stays in sight. */
export function CanvasTools() {
  const { t } = useTexts();
  const { editor } = useEditor();
  return (
    <div className="canvas-tools">
      <Button size="small" disabled={!editor.canUndo()} onClick={editor.undo}>
        {t('editor.undo')}
      </Button>
      <Button size="small" disabled={!editor.canRedo()} onClick={editor.redo}>
        {t('editor.redo')}
      </Button>
      <Button size="small" aria-label={t('diagram.zoomIn')} onClick={() => editor.zoomBy(1.25)}>
        ＋
      </Button>
      <Button size="small" aria-label={t('diagram.zoomOut')} onClick={() => editor.zoomBy(0.8)}>
        －
      </Button>
      <Button size="small" onClick={editor.fit}>
        {t('diagram.fit')}
      </Button>
    </div>
  );
}
