import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { CaseDetail } from '../../../api/resources/cases.shapes.ts';
import { cancelCase } from '../../client/cases.ts';
import { useIntent } from '../../client/intent.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Failure } from '../../parts/page-state.tsx';

/** Ends a case for good, with its reason; only for posts that may. */
export function CancelCase({ detail }: { detail: CaseDetail }) {
  const { t } = useTexts();
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const cancel = useIntent(cancelCase, {
    onSuccess: async () => {
      setOpen(false);
      await refresh();
    },
  });
  if (!detail.may.cancel || detail.status !== 'active') return null;
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('case.cancel')}
      </Button>
      <Modal
        open={isOpen}
        onCancel={() => setOpen(false)}
        title={t('case.cancelTitle')}
        footer={null}
        destroyOnHidden
      >
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim()) cancel.run({ caseId: detail.caseId, reason: reason.trim() });
          }}
        >
          <p>{t('case.cancelHint')}</p>
          {cancel.error ? <Failure error={cancel.error} /> : null}
          <div className="field">
            <label htmlFor="cancel-reason">
              {t('task.reason')}
              <span className="required">{t('form.required')}</span>
            </label>
            <Input.TextArea
              id="cancel-reason"
              required
              autoSize={{ minRows: 3 }}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
          <div className="row" style={{ justifyContent: 'flex-end' }}>
            <Button onClick={() => setOpen(false)}>{t('state.cancel')}</Button>
            <Button danger type="primary" htmlType="submit" loading={cancel.isRunning}>
              {t('case.cancel')}
            </Button>
          </div>
        </form>
      </Modal>
    </>
  );
}
