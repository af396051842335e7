import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { OfferedVerb, VerbKey } from '../../../api/resources/work.shapes.ts';
import type { VerbPlace } from '../../client/work.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../icon.tsx';
import { hintKey } from './hint-key.ts';
import { VerbDialog } from './verb-dialog.tsx';
import './verbs.css';

interface VerbBarProps {
  verbs: OfferedVerb[];
  place: VerbPlace;
  /** Verbs that stand as buttons where there is room, in this order; all of them are under 更多. */
  usual: VerbKey[];
  /** What the reader is here for: always a button, and the main one. */
  main?: VerbKey;
  isDisabled?: boolean;
}

const mostUsual = 2;

/** What can be done beside answering. The usual verbs as buttons, all of them with a line each under 更多. */
export function VerbBar({ verbs, place, usual, main, isDisabled = false }: VerbBarProps) {
  const { t, label } = useTexts();
  const navigate = useNavigate();
  const [isListOpen, setListOpen] = useState(false);
  const [chosen, setChosen] = useState<OfferedVerb>();
  const [open, setOpen] = useState<OfferedVerb>();
  if (verbs.length === 0) return null;
  const allowedOf = (key: VerbKey) => verbs.filter(({ verb, allowed }) => verb === key && allowed);
  // A list of one is no list: that one stands as a button, on a phone too.
  const [only] = verbs.length === 1 && verbs[0]?.allowed ? verbs : [];
  const asButtons = only ? [only] : usual.flatMap(allowedOf).slice(0, mostUsual);
  const press = (offered: OfferedVerb) => {
    if (offered.verb === 'resubmit') void navigate(`/cases/${place.caseId}/resubmit`);
    else setOpen(offered);
  };
  return (
    <>
      {only ? null : (
        <Button
          className="verb-more"
          disabled={isDisabled}
          aria-haspopup="dialog"
          onClick={() => setListOpen(true)}
        >
          {t('verbs.more')}
          <Icon name="menu" size={18} />
        </Button>
      )}
      {asButtons.map((offered) => (
        <Button
          key={offered.verb}
          className={only ? undefined : 'verb-usual'}
          disabled={isDisabled}
          onClick={() => press(offered)}
        >
          {label(offered.name)}
        </Button>
      ))}
      {(main ? allowedOf(main) : []).map((offered) => (
        <Button key={offered.verb} type="primary" disabled={isDisabled} onClick={() => press(offered)}>
          {label(offered.name)}
        </Button>
      ))}
      <Modal
        open={isListOpen}
        onCancel={() => setListOpen(false)}
        title={t('verbs.moreTitle')}
        footer={null}
        destroyOnHidden
        // Only then: a dialog that closes gives the focus back, and would take it from the one that has opened.
        afterClose={() => {
          setChosen(undefined);
          if (chosen) press(chosen);
        }}
      >
        <ul className="verb-list">
          {verbs.map((offered) => (
            <VerbLine
              key={offered.verb}
              offered={offered}
              press={() => {
                setChosen(offered);
                setListOpen(false);
              }}
            />
          ))}
        </ul>
      </Modal>
      {open ? (
        <VerbDialog key={open.verb} offered={open} place={place} close={() => setOpen(undefined)} />
      ) : null}
    </>
  );
}

/** Stays reachable by keys where it is not allowed, so that everybody can read why. */
function VerbLine({ offered, press }: { offered: OfferedVerb; press: () => void }) {
  const { t, label } = useTexts();
  return (
    <li>
      <button
        type="button"
        className="verb-line"
        aria-disabled={!offered.allowed}
        onClick={() => {
          if (offered.allowed) press();
        }}
      >
        <strong>{label(offered.name)}</strong>
        <span className="small">{t(hintKey(offered))}</span>
        {offered.allowed ? null : (
          <span className="small verb-because">
            <Icon name="info" size={16} />
            {t('verbs.notNow', { because: label(offered.because) })}
          </span>
        )}
      </button>
    </li>
  );
}
