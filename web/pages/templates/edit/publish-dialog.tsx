import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import type { TemplateDetail, TemplatePublished } from '../../../../api/resources/templates.shapes.ts';
import { useIntent } from '../../../client/intent.ts';
import { templateQuery } from '../../../client/office.ts';
import { useRefresh } from '../../../client/refresh.ts';
import { publishTemplate, readVersion } from '../../../client/templates.ts';
import { useTexts } from '../../../i18n/use-texts.ts';
import { Notice } from '../../../parts/notice.tsx';
import { Failure, Loaded } from '../../../parts/page-state.tsx';
import { DifferenceList } from './difference-list.tsx';
import { differencesOf } from './differences.ts';
import type { DraftSaver } from './draft-saver.ts';
import { outlineOf } from './outline.ts';
import { useEditor } from './use-editor.ts';
import { useWords } from './words.ts';

interface PublishDialogProps {
  template: TemplateDetail;
  saver: DraftSaver;
  onClose(): void;
}

/** What changes by publishing, for whom, and then the number of the version. */
export function PublishDialog({ template, saver, onClose }: PublishDialogProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [published, setPublished] = useState<TemplatePublished | null>(null);
  const toVersions = async () => {
    await refresh();
    await navigate(`/templates/${encodeURIComponent(template.key)}`);
  };
  return (
    <Modal
      open
      width={760}
      footer={null}
      title={t(published ? 'editor.publishedTitle' : 'editor.publishTitle')}
      mask={{ closable: false }}
      onCancel={() => (published ? void toVersions() : onClose())}
    >
      {published ? (
        <div className="stack">
          <Notice tone="ok" role="status" title={t('editor.published', { version: published.version })}>
            <p>
              {published.openCasesOnOlderVersions > 0
                ? t('editor.oldCasesStay', { count: published.openCasesOnOlderVersions })
                : t('editor.noOldCases')}
            </p>
          </Notice>
          <div>
            <Button type="primary" autoFocus onClick={() => void toVersions()}>
              {t('editor.toVersions')}
            </Button>
          </div>
        </div>
      ) : (
        <Confirm template={template} saver={saver} onClose={onClose} onPublished={setPublished} />
      )}
    </Modal>
  );
}

function Confirm({
  template,
  saver,
  onClose,
  onPublished,
}: PublishDialogProps & { onPublished(result: TemplatePublished): void }) {
  const { t } = useTexts();
  const noteId = useId();
  const { editor, forms } = useEditor();
  const words = useWords(forms);
  const [note, setNote] = useState('');
  const [notSaved, setNotSaved] = useState(false);
  const publish = useIntent(publishTemplate, { onSuccess: onPublished });
  const before = useQuery({
    queryKey: ['template-before', template.key, template.version],
    queryFn: async ({ signal }) =>
      template.version === null ? null : readVersion(template.key, template.version, signal),
    staleTime: Infinity,
  });
  // Cases come and go while somebody draws: how many stay on their version is asked when it matters.
  const now = useQuery({ ...templateQuery(template.key), refetchOnMount: 'always' });
  const openCases = now.isFetchedAfterMount ? now.data?.openCases : undefined;
  const compared = useQuery({
    queryKey: ['template-differences', template.key, template.version, editor.revision()],
    enabled: before.data !== undefined,
    queryFn: async () => ({
      before: before.data ? outlineOf(await editor.read(before.data.xml)) : null,
      after: outlineOf(editor.definitions()),
    }),
    gcTime: 0,
  });
  const go = async () => {
    setNotSaved(false);
    if (!(await saver.flush())) return setNotSaved(true);
    publish.run({
      key: template.key,
      revision: saver.revision,
      ...(note.trim() ? { note: note.trim() } : {}),
    });
  };
  return (
    <div className="stack">
      {before.error ? <Failure error={before.error} retry={() => void before.refetch()} /> : null}
      {before.error ? null : (
        <Loaded query={compared}>
          {(outlines) =>
            outlines.before ? (
              <DifferenceList
                differences={differencesOf(outlines.before, outlines.after, words)}
                version={template.version}
              />
            ) : (
              <p>{t('editor.firstVersion')}</p>
            )
          }
        </Loaded>
      )}
      <Notice tone="info">
        <p>
          {openCases === undefined
            ? t('editor.allStay')
            : openCases > 0
              ? t('editor.runningStay', { count: openCases })
              : t('editor.noneRunning')}
        </p>
      </Notice>
      <div className="field">
        <label htmlFor={noteId}>{t('editor.note')}</label>
        <input
          id={noteId}
          className="native"
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      {notSaved ? <Notice tone="danger" role="alert" title={t('editor.notSaved')} /> : null}
      {publish.error ? <Failure error={publish.error} /> : null}
      <div className="row">
        <Button type="primary" loading={publish.isRunning} onClick={() => void go()}>
          {t('editor.publishNow', { version: (template.version ?? 0) + 1 })}
        </Button>
        <Button onClick={onClose}>{t('state.cancel')}</Button>
      </div>
    </div>
  );
}
