import type { Signer } from '../../../api/resources/work.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { HandlerList } from '../../parts/handler-list.tsx';
import { StatusTag, type Tone } from '../../parts/status-tag.tsx';

const tones: Record<Signer['state'], Tone> = {
  open: 'warn',
  done: 'ok',
  removed: 'neutral',
  cancelled: 'neutral',
};

/** 加签情况: who was added by whom, before or after, and what they said; those whom they added stand indented. */
export function SignerList({ signers }: { signers: Signer[] }) {
  const { t, label, instant } = useTexts();
  if (signers.length === 0) return null;
  return (
    <section className="card stack-tight" aria-labelledby="signers">
      <h2 id="signers">{t('signers.title')}</h2>
      <ul className="signers">
        {signers.map((signer) => (
          <li key={signer.taskKey} style={{ paddingInlineStart: (signer.depth - 1) * 20 }}>
            <div className="row-between">
              <span>
                <span className="small muted">{t(`signers.${signer.sign}`)} </span>
                <strong>
                  <HandlerList handlers={signer.who} />
                </strong>
              </span>
              <StatusTag tone={tones[signer.state]}>
                {signer.state === 'done' && signer.outcomeName
                  ? label(signer.outcomeName)
                  : t(`signers.state.${signer.state}`)}
              </StatusTag>
            </div>
            {signer.opinion ? <p className="quote">{signer.opinion}</p> : null}
            <p className="small muted">
              {signer.addedBy ? t('round.addedBy', { name: signer.addedBy.name }) : ''}
              {signer.by && signer.at ? ` · ${signer.by.name} · ${instant(signer.at)}` : ''}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
