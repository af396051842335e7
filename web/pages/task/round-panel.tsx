import type { Round, RoundMember } from '../../../api/resources/work.shapes.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { useHandlerText } from '../../parts/handler-list.tsx';
import type { IconName } from '../../parts/icon.tsx';
import { StatusTag, type Tone } from '../../parts/status-tag.tsx';

const tones: Record<RoundMember['state'], { tone: Tone; icon?: IconName }> = {
  waiting: { tone: 'neutral' },
  open: { tone: 'warn' },
  passed: { tone: 'ok' },
  rejected: { tone: 'danger', icon: 'cross' },
  abstained: { tone: 'neutral', icon: 'dot' },
  recused: { tone: 'neutral', icon: 'forward' },
  removed: { tone: 'neutral', icon: 'close' },
  skipped: { tone: 'neutral', icon: 'dot' },
};

/** 会签情况: by which rule, how it stands, how many more are needed, and who decided what. */
export function RoundPanel({ round }: { round: Round }) {
  const { t, label } = useTexts();
  const { counts, needed, quorum } = round;
  // With weights, or where abstentions leave it, the total is no number of people.
  const isOfPeople = counts.total === counts.passed + counts.rejected + counts.abstained + counts.open;
  const isShort = quorum !== null && quorum.there < quorum.needed;
  // Once nobody is left to vote none is missing: there it was rejected, or had no quorum.
  const missing = needed === null || round.mode !== 'vote' ? null : Math.max(0, needed - counts.passed);
  return (
    <section className="card stack-tight" aria-labelledby="round">
      <h2 id="round">{t(`round.mode.${round.mode}`)}</h2>
      <p>{label(round.rule)}</p>
      <p>
        <strong>
          {t(isOfPeople ? 'round.counts' : 'round.countsOf', {
            total: counts.total,
            passed: counts.passed,
            rejected: counts.rejected,
            abstained: counts.abstained,
            open: counts.open,
          })}
        </strong>
      </p>
      {isShort ? <p role="status">{t('round.shortOfQuorum', quorum)}</p> : null}
      {isShort || missing === null || (missing > 0 && counts.open === 0) ? null : (
        <p role="status">
          {missing === 0 ? t('round.enough') : t('round.needed', { needed: needed ?? 0, missing })}
        </p>
      )}
      <ul className="signers">
        {round.members.map((member, index) => (
          <MemberLine key={member.taskKey ?? index} member={member} />
        ))}
      </ul>
    </section>
  );
}

function MemberLine({ member }: { member: RoundMember }) {
  const { t, label, instant } = useTexts();
  const handlers = useHandlerText();
  const { tone, icon } = tones[member.state];
  return (
    <li>
      <div className="row-between">
        <span>
          <strong>{handlers.one(member.who)}</strong>
          {member.weight === 1 ? null : (
            <span className="small muted">{t('round.weight', { weight: member.weight })}</span>
          )}
        </span>
        <StatusTag tone={tone} icon={icon}>
          {member.outcomeName ? label(member.outcomeName) : t(`round.state.${member.state}`)}
        </StatusTag>
      </div>
      {member.opinion || member.reason ? <p className="quote">{member.opinion ?? member.reason}</p> : null}
      {member.at && member.by ? (
        <p className="small muted">
          {member.for ? t('acting.by', { by: member.by.name, name: member.for.name }) : member.by.name}
          {' · '}
          {instant(member.at)}
        </p>
      ) : null}
      {member.addedBy ? (
        <p className="small muted">{t('round.addedBy', { name: member.addedBy.name })}</p>
      ) : null}
    </li>
  );
}
