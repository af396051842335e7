import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';

interface DialogProps {
  title: string;
  isOpen: boolean;
  close: () => void;
  /** The button that does it. */
  send: string;
  isRunning: boolean;
  isDanger?: boolean;
  onSend: () => void;
  children: ReactNode;
}

/** A form in a dialog: what it does, what is needed, and two buttons. Escape and 取消 change nothing. */
export function Dialog(props: DialogProps) {
  const { title, isOpen, close, send, isRunning, isDanger = false, onSend, children } = props;
  const { t } = useTexts();
  return (
    <Modal open={isOpen} onCancel={close} title={title} footer={null} width={600} destroyOnHidden>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog of a page within a form is not that form.
          event.stopPropagation();
          onSend();
        }}
      >
        {children}
        <div className="row dialog-buttons">
          <Button onClick={close}>{t('state.cancel')}</Button>
          <Button type="primary" danger={isDanger} htmlType="submit" loading={isRunning}>
            {send}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
