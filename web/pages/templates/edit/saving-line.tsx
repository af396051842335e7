import { Button } from 'antd';
import { useState } from 'react';
import { readDraft } from '../../../client/templates.ts';
import { formatTime } from '../../../i18n/dates.ts';
import { useTexts } from '../../../i18n/use-texts.ts';
import { useProblemText } from '../../../parts/problem-text.ts';
import type { DraftSaver, SavingState } from './draft-saver.ts';

interface SavingLineProps {
  saving: SavingState;
  saver: DraftSaver;
  template: string;
}

/** Whether the draft is saved, said all the time and in words. */
export function SavingLine({ saving, saver, template }: SavingLineProps) {
  const { t } = useTexts();
  const textOf = useProblemText();
  switch (saving.kind) {
    case 'saved':
      return (
        <span role="status">
          {saving.at ? t('editor.savedAt', { time: formatTime(saving.at) }) : t('editor.noDraftYet')}
        </span>
      );
    case 'unsaved':
    case 'saving':
      return <span role="status">{t('editor.saving')}</span>;
    case 'waiting':
      return <span role="status">{t('editor.savingWaits')}</span>;
    case 'refused':
      return (
        <span role="alert" className="saving-fault">
          {t('editor.notSaved')} {textOf(saving.error).mend}{' '}
          <Button size="small" onClick={() => void saver.flush()}>
            {t('state.retry')}
          </Button>
        </span>
      );
    case 'conflict':
      return <Conflict saver={saver} template={template} />;
  }
}

/** Two people on one draft: who looks at it now chooses whose stays. */
function Conflict({ saver, template }: { saver: DraftSaver; template: string }) {
  const { t } = useTexts();
  const [isRunning, setRunning] = useState(false);
  const keepMine = async () => {
    setRunning(true);
    try {
      const theirs = await readDraft(template);
      await saver.overwrite(theirs.revision);
    } catch {
      // The line stays, with its buttons: pressing again is safe.
      setRunning(false);
    }
  };
  return (
    <span role="alert" className="saving-fault row">
      {t('editor.conflict')}
      <Button size="small" onClick={() => location.reload()}>
        {t('editor.takeTheirs')}
      </Button>
      <Button size="small" danger loading={isRunning} onClick={() => void keepMine()}>
        {t('editor.keepMine')}
      </Button>
    </span>
  );
}
