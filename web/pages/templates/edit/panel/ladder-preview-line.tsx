import { useQuery } from '@tanstack/react-query';
import { calendarsQuery } from '../../../../client/office.ts';
import { useTexts } from '../../../../i18n/use-texts.ts';
import { calendarOf, previewLadder } from '../ladder-preview.ts';
import type { Deadline, LadderStep } from '../parts.ts';
import { useWords } from '../words.ts';

/** The ladder on the real calendar, as one sentence: dates say at once whether a number is right. */
export function LadderPreviewLine({ deadline, ladder }: { deadline: Deadline; ladder: LadderStep[] }) {
  const { t, shortDate } = useTexts();
  const words = useWords();
  const { data } = useQuery(calendarsQuery);
  if (!data) return null;
  const preview = previewLadder(deadline, ladder, { calendar: calendarOf(data), today: data.today });
  if (!preview) return null;
  const isDue = (step: LadderStep) => step.kind === 'due' && Number(step.amount || 0) === 0;
  const told = preview.steps.filter(({ step }) => !isDue(step));
  const says = [
    ...told.map(({ step, date }) => ({
      date,
      text: t(step.kind === 'remind' ? 'editor.previewRemind' : 'editor.previewEscalate', {
        date: shortDate(date),
        whom: words.tells(step.tells) || t('editor.nobodyTold'),
      }),
    })),
    { date: preview.due.date, text: t('editor.previewDue', { date: shortDate(preview.due.date) }) },
  ].sort((a, b) => a.date.localeCompare(b.date));
  const isProvisional = preview.due.provisional || preview.steps.some(({ provisional }) => provisional);
  return (
    <p className="ladder-preview" aria-live="polite">
      {t(preview.from.kind === 'startsOn' ? 'editor.previewToday' : 'editor.previewDueOn', {
        date: shortDate(preview.from.date),
      })}
      {says.map(({ text }) => text).join(t('editor.listComma'))}
      {t('editor.stop')}
      {isProvisional ? <span>{t('editor.previewProvisional')}</span> : null}
    </p>
  );
}
