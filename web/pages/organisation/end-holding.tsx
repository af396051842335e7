import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { Holding } from '../../../api/resources/organisation.shapes.ts';
import { useIntent } from '../../client/intent.ts';
import { endHolding } from '../../client/office.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Failure } from '../../parts/page-state.tsx';

interface EndHoldingDialogProps {
  holding: Holding;
  title: string;
  close: () => void;
}

/** Ends a person's time in a post with a last day. */
export function EndHoldingDialog({ holding, title, close }: EndHoldingDialogProps) {
  const { t } = useTexts();
  const refresh = useRefresh();
  const [to, setTo] = useState('');
  const end = useIntent(endHolding, {
    onSuccess: async () => {
      close();
      await refresh();
    },
  });
  return (
    <Modal open onCancel={close} title={title} footer={null}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (to) end.run({ holding: holding.holding, to });
        }}
      >
        <p>{t('organisation.endHint')}</p>
        {end.error ? <Failure error={end.error} /> : null}
        <div className="field">
          <label htmlFor="holding-to">{t('organisation.to')}</label>
          <input
            id="holding-to"
            type="date"
            className="native"
            required
            min={holding.from}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        </div>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={close}>{t('state.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={end.isRunning}>
            {t('organisation.end')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
