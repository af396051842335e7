import { useId, useState } from 'react';
import type { Due } from '../../../api/resources/due.shapes.ts';
import { sendClockAct, type ClockActs } from '../../client/deadlines.ts';
import { useIntent } from '../../client/intent.ts';
import { ApiProblem } from '../../client/problem.ts';
import { useRefresh } from '../../client/refresh.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Dialog } from '../dialog/dialog.tsx';
import { TextField } from '../dialog/text-field.tsx';
import { FieldError } from '../field-error.tsx';
import { useNews } from '../news.tsx';
import { Failure } from '../page-state.tsx';
import { PostList } from '../post-list.tsx';
import { ChoiceList } from '../verbs/choice-list.tsx';

interface ClockActDialogProps {
  act: keyof ClockActs;
  caseId: string;
  due: Due;
  close: () => void;
}

/** 申请延期, 暂停计时, 恢复计时, 变更期限: a date or a reason of the template, and why. */
export function ClockActDialog({ act, caseId, due, close }: ClockActDialogProps) {
  const { t, label, date: dateText } = useTexts();
  const refresh = useRefresh();
  const { tell } = useNews();
  const dateId = useId();
  const reasons = due.may.suspend;
  const [date, setDate] = useState('');
  const [why, setWhy] = useState(reasons.length === 1 ? (reasons[0]?.why ?? '') : '');
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const send = useIntent(sendClockAct, {
    onSuccess: async () => {
      close();
      tell(t(isAsked ? 'clocks.asked' : 'verbs.done', { name: t(`clocks.${act}`) }));
      await refresh();
    },
  });
  const needsDate = act === 'extend' || act === 'change';
  const needsReason = act !== 'resume';
  const decidedBy =
    act === 'extend'
      ? (due.may.extend?.decidedBy ?? [])
      : (reasons.find((one) => one.why === why)?.decidedBy ?? []);
  // Others decide first: it is not done yet.
  const isAsked = (act === 'extend' || act === 'suspend') && decidedBy.length > 0;
  const words = reason.trim();
  const dateFault =
    isChecked && !date
      ? t('form.fault.required')
      : send.error instanceof ApiProblem
        ? send.error.details.find(({ at }) => at === '/date')?.message
        : undefined;

  const submit = () => {
    setChecked(true);
    if ((needsDate && !date) || (needsReason && !words) || (act === 'suspend' && !why)) return;
    const bodies: ClockActs = {
      extend: { date, reason: words },
      change: { date, reason: words },
      suspend: { why, reason: words },
      resume: { reason: words || undefined },
    };
    send.run({ act, place: { caseId, deadline: due.deadline }, body: bodies[act] });
  };
  return (
    <Dialog
      title={t('clocks.actOn', { act: t(`clocks.${act}`), name: label(due.name) })}
      isOpen
      close={close}
      send={t(`clocks.${act}`)}
      isRunning={send.isRunning}
      onSend={submit}
    >
      <p className="muted">{t(`clocks.hint.${act}`)}</p>
      {send.error && !dateFault ? <Failure error={send.error} /> : null}
      <p>{t('clocks.nowDue', { date: dateText(due.dueDate) })}</p>
      {act === 'suspend' ? (
        <ChoiceList
          legend={t('clocks.suspendFor')}
          value={why}
          onChange={setWhy}
          isMissing={isChecked && !why}
          options={reasons.map((one) => ({ value: one.why, text: label(one.name) }))}
        />
      ) : null}
      {needsDate ? (
        <div className="field">
          <label htmlFor={dateId}>
            {t('clocks.newDate')}
            <span className="required">{t('form.required')}</span>
          </label>
          {act === 'extend' && due.may.extend?.latest ? (
            <p className="hint">{t('clocks.latest', { date: dateText(due.may.extend.latest) })}</p>
          ) : null}
          <input
            id={dateId}
            type="date"
            className="native short"
            min={act === 'extend' ? due.dueDate : undefined}
            max={act === 'extend' ? (due.may.extend?.latest ?? undefined) : undefined}
            aria-invalid={dateFault ? true : undefined}
            aria-describedby={`${dateId}-error`}
            value={date}
            onChange={(event) => setDate(event.target.value)}
          />
          <FieldError id={`${dateId}-error`} text={dateFault} />
          <p className="hint">{t('clocks.rolls')}</p>
        </div>
      ) : null}
      {act === 'extend' || (act === 'suspend' && why) ? (
        <p className="small">
          {decidedBy.length > 0 ? (
            <>
              {t('clocks.decidedBy')}
              <PostList posts={decidedBy} />
            </>
          ) : (
            t('clocks.atOnce')
          )}
        </p>
      ) : null}
      <TextField
        label={t('task.reason')}
        hint={t('task.reasonHint')}
        value={reason}
        onChange={setReason}
        isRequired={needsReason}
        isMissing={isChecked && needsReason && !words}
      />
    </Dialog>
  );
}
