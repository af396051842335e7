import { Button } from 'antd';
import { useState } from 'react';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { cancelCase } from '../../client/cases.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Dialog } from '../../parts/dialog/dialog.tsx';
import { TextField } from '../../parts/dialog/text-field.tsx';
import { Failure } from '../../parts/page-state.tsx';

/** Ends a case for good, with its reason; only for posts that may. Who began it recalls it, which comes to the same. */
export function CancelCase({ detail }: { detail: CaseDetail }) {
  const { t } = useTexts();
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const cancel = useIntent(cancelCase, {
    onSuccess: async () => {
      setOpen(false);
      await refresh();
    },
  });
  const mayRecall = detail.verbs.some(({ verb, allowed }) => verb === 'recall' && allowed);
  if (!detail.may.cancel || mayRecall || detail.status !== 'active') return null;
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('case.cancel')}
      </Button>
      <Dialog
        title={t('case.cancelTitle')}
        isOpen={isOpen}
        close={() => setOpen(false)}
        send={t('case.cancel')}
        isRunning={cancel.isRunning}
        isDanger
        onSend={() => {
          setChecked(true);
          if (reason.trim()) cancel.run({ caseId: detail.caseId, reason: reason.trim() });
        }}
      >
        <p>{t('case.cancelHint')}</p>
        {cancel.error ? <Failure error={cancel.error} /> : null}
        <TextField
          label={t('task.reason')}
          value={reason}
          onChange={setReason}
          isRequired
          isMissing={isChecked && !reason.trim()}
          takesFocus
        />
      </Dialog>
    </>
  );
}
