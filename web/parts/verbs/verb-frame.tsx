import type { ReactNode } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Dialog } from '../dialog/dialog.tsx';
import { Failure } from '../page-state.tsx';
import { hintKey } from './hint-key.ts';
import type { VerbAct } from './use-verb.ts';

interface VerbFrameProps {
  act: Pick<VerbAct, 'offered' | 'name' | 'close' | 'check' | 'isRunning' | 'error'>;
  isDanger?: boolean;
  /** Sends when all is there; what is missing is marked from the first press on. */
  send: () => void;
  children: ReactNode;
}

/** The dialog of every verb: its name, what it does, why the server did not take it, and its fields. */
export function VerbFrame({ act, isDanger, send, children }: VerbFrameProps) {
  const { t } = useTexts();
  return (
    <Dialog
      title={act.name}
      isOpen
      close={act.close}
      send={act.name}
      isRunning={act.isRunning}
      isDanger={isDanger}
      onSend={() => {
        act.check();
        send();
      }}
    >
      <p className="muted">{t(hintKey(act.offered))}</p>
      {act.error ? <Failure error={act.error} /> : null}
      {children}
    </Dialog>
  );
}
