import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { useWho } from '../../../app/who.tsx';
import type { Form } from '../../../../api/resources/forms.shapes.ts';
import type { TemplateDetail } from '../../../../api/resources/templates.shapes.ts';
import { templateQuery } from '../../../client/office.ts';
import { readDraft } from '../../../client/templates.ts';
import { useTexts } from '../../../i18n/use-texts.ts';
import { Icon } from '../../../parts/icon.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { PageHead } from '../../../parts/page-head.tsx';
import { Loaded, Loading } from '../../../parts/page-state.tsx';
import { Panel } from './panel/panel.tsx';
import { ProblemList } from './problem-list.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { SavingLine } from './saving-line.tsx';
import { StepList } from './step-list.tsx';
import { CanvasTools } from './canvas-tools.tsx';
import { useCheck } from './use-check.ts';
import { EditorContext } from './use-editor.ts';
import { useWorkspace, type Start } from './use-workspace.ts';
import './editor.css';

interface Opened {
  start: Start;
  forms: Form[];
  template: TemplateDetail;
}

function useOpened(key: string) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: ['template-editing', key],
    queryFn: async ({ signal }): Promise<Opened> => {
      const [template, draft] = await Promise.all([
        queries.fetchQuery({ ...templateQuery(key), staleTime: 0 }),
        readDraft(key, signal),
      ]);
      // Where nobody has begun a draft, the server answers with the latest version at revision 0.
      const savedAt = draft.revision === 0 ? null : draft.savedAt;
      return {
        template,
        forms: draft.forms,
        start: { key, xml: draft.xml, revision: draft.revision, savedAt },
      };
    },
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export default function EditTemplatePage() {
  const { key = '' } = useParams();
  const opened = useOpened(key);
  return (
    <div className="page page-editor">
      <Loaded query={opened}>{(found) => <Editing key={key} {...found} />}</Loaded>
    </div>
  );
}

function Editing({ start, forms, template }: Opened) {
  const { t, label, language } = useTexts();
  const { may } = useWho();
  const workspace = useWorkspace(start, language);
  const { editor, saver, saving } = workspace;
  const check = useCheck(editor, start.key);
  const [isPublishing, setPublishing] = useState(false);
  const context = useMemo(
    () => (editor ? { editor, forms, template: start.key } : null),
    [editor, forms, start.key],
  );
  const errors = check.problems.filter(({ severity }) => severity === 'error').length;
  const whyNot = !may('template.publish')
    ? t('editor.mayNotPublish')
    : errors > 0
      ? t('editor.cannotPublish', { count: errors })
      : check.canPublish && check.isCurrent
        ? ''
        : t('editor.stillChecking');
  return (
    <>
      <PageHead
        above={{ to: `/templates/${encodeURIComponent(start.key)}`, text: label(template.name) }}
        title={t('editor.title', { name: label(template.name) })}
        hint={saver ? <SavingLine saving={saving} saver={saver} template={start.key} /> : undefined}
        actions={
          <>
            <span className="small muted" id="publish-why">
              {whyNot}
            </span>
            <Button
              type="primary"
              icon={<Icon name="check" />}
              disabled={!editor || whyNot !== ''}
              aria-describedby="publish-why"
              onClick={() => setPublishing(true)}
            >
              {t('editor.publish')}
            </Button>
          </>
        }
      />
      {workspace.failure ? (
        <Notice tone="danger" role="alert" title={t('editor.cannotDraw')}>
          <p>{t('editor.cannotDrawMend', { said: workspace.failure.message.slice(0, 300) })}</p>
        </Notice>
      ) : null}
      <div className={workspace.failure ? 'editor visually-hidden' : 'editor'}>
        {context ? (
          <EditorContext value={context}>
            <StepList problems={check.problems} />
          </EditorContext>
        ) : (
          <Loading />
        )}
        <div className="editor-middle">
          <div className="editor-canvas" role="group" aria-label={t('editor.canvas')}>
            <div ref={workspace.holder} className="editor-holder" />
            {context ? (
              <EditorContext value={context}>
                <CanvasTools />
              </EditorContext>
            ) : null}
          </div>
          {context ? (
            <EditorContext value={context}>
              <ProblemList check={check} />
            </EditorContext>
          ) : null}
        </div>
        {context ? (
          <EditorContext value={context}>
            <Panel />
          </EditorContext>
        ) : null}
      </div>
      {context && saver && isPublishing ? (
        <EditorContext value={context}>
          <PublishDialog template={template} saver={saver} onClose={() => setPublishing(false)} />
        </EditorContext>
      ) : null}
    </>
  );
}
