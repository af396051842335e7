import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { TaskOutcome } from '../../../api/resources/tasks.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../../parts/icon.tsx';

interface ReasonDialogProps {
  /** The answer that must be reasoned; absent: closed. */
  outcome: TaskOutcome | undefined;
  reason: string;
  isRunning: boolean;
  onChange: (reason: string) => void;
  onCancel: () => void;
  onSend: (reason: string) => void;
}

/** Asks why. The words are part of the draft, and stand in the timeline once they are sent. */
export function ReasonDialog({ outcome, reason, isRunning, onChange, onCancel, onSend }: ReasonDialogProps) {
  const { t, label } = useTexts();
  const [isMissing, setMissing] = useState(false);
  return (
    <Modal
      open={outcome !== undefined}
      onCancel={onCancel}
      title={outcome ? t('task.reasonTitle', { outcome: label(outcome.name) }) : ''}
      footer={null}
      destroyOnHidden
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const text = reason.trim();
          setMissing(!text);
          if (text) onSend(text);
        }}
      >
        <div className="field">
          <label htmlFor="reason">
            {t('task.reason')}
            <span className="required">{t('form.required')}</span>
          </label>
          <p className="hint" id="reason-hint">
            {t('task.reasonHint')}
          </p>
          <Input.TextArea
            id="reason"
            autoFocus
            autoSize={{ minRows: 4, maxRows: 10 }}
            maxLength={2000}
            aria-describedby="reason-hint reason-error"
            aria-invalid={isMissing || undefined}
            value={reason}
            onChange={(event) => {
              setMissing(false);
              onChange(event.target.value);
            }}
          />
          <p id="reason-error" className="error" role="alert">
            {isMissing ? (
              <>
                <Icon name="cross" size={18} />
                {t('form.fault.required')}
              </>
            ) : null}
          </p>
        </div>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onCancel}>{t('state.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={isRunning}>
            {outcome ? label(outcome.name) : ''}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
