import { Button, Input, QRCode } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../../i18n/use-texts.ts';
import { Icon } from '../../parts/icon.tsx';
import { Notice } from '../../parts/notice.tsx';

interface LinkSheetProps {
  address: string;
  number: string;
  unit: string;
  name: string;
  expiresAt: string;
}

/** The link as it is handed over: shown this once, to copy, to print with its code, or to mail from one's own program. */
export function LinkSheet({ address, number, unit, name, expiresAt }: LinkSheetProps) {
  const { t, end } = useTexts();
  const id = useId();
  const [isCopied, setCopied] = useState(false);
  const until = end(expiresAt);
  const given = { number, unit, name, until, address };
  const mail = `mailto:?subject=${encodeURIComponent(t('links.mailSubject', given))}&body=${encodeURIComponent(t('links.mailBody', given))}`;
  const copy = async () => {
    (document.getElementById(id) as HTMLTextAreaElement | null)?.select();
    // Where the page is served without TLS there is no clipboard: the address is selected, and is copied by hand.
    await (navigator.clipboard as Clipboard | undefined)?.writeText(address);
    setCopied(true);
  };
  return (
    <div className="link-sheet stack-tight">
      <div className="no-print">
        <Notice tone="ok" role="status" title={t('links.made')}>
          <p>{t('links.madeHint')}</p>
        </Notice>
      </div>
      <div className="print-only">
        <h1>{t('links.sheetTitle', given)}</h1>
        <p>{number}</p>
      </div>
      <div className="link-sheet-body">
        <div role="img" aria-label={t('links.qr', given)}>
          {/* The picture's name is said by what is around it. */}
          <div aria-hidden="true">
            <QRCode value={address} type="svg" size={176} errorLevel="M" />
          </div>
        </div>
        <div className="field no-print">
          <label htmlFor={id}>{t('links.address')}</label>
          <Input.TextArea
            id={id}
            readOnly
            autoSize
            value={address}
            onFocus={(event) => event.target.select()}
          />
        </div>
      </div>
      <p className="print-only">{address}</p>
      <p className="print-only">{t('links.sheetHint', given)}</p>
      <div className="row no-print">
        <Button type="primary" onClick={() => void copy()}>
          {t('links.copy')}
        </Button>
        <Button onClick={() => window.print()}>{t('links.print')}</Button>
        <Button href={mail}>{t('links.mail')}</Button>
        <span role="status" className="small">
          {isCopied ? (
            <>
              <Icon name="check" size={18} /> {t('links.copied')}
            </>
          ) : null}
        </span>
      </div>
    </div>
  );
}
