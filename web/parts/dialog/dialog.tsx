import { Button, Modal } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
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

/**
 * A form in a dialog: what it does, what is needed, and two buttons. Escape and 取消 change nothing. What is missing takes
 * the focus, and who leaves the dialog is where they came from.
 */
export function Dialog(props: DialogProps) {
  const { title, isOpen, close, send, isRunning, isDanger = false, onSend, children } = props;
  const { t } = useTexts();
  useFocusBack(isOpen);
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
          const form = event.currentTarget;
          // What is missing is marked only once the page is drawn anew.
          requestAnimationFrame(() => form.querySelector<HTMLElement>(marked)?.focus());
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

/** Fields that are wrong, and the choices of a group that is. */
const marked = '[aria-invalid="true"], fieldset[data-invalid] input';

/** A dialog that is taken off the page while it is open does not give the focus back of its own accord. */
function useFocusBack(isOpen: boolean): void {
  const [opener] = useState(() => document.activeElement);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    wasOpen.current = isOpen;
  }, [isOpen]);
  useEffect(
    () => () => {
      if (wasOpen.current && opener instanceof HTMLElement) opener.focus();
    },
    [opener],
  );
}
