import { useTexts } from '../../../../i18n/use-texts.ts';
import { partsOf, textOf, type Drawn, type Moddle } from '../moddle.ts';
import { useEditor } from '../use-editor.ts';
import { knownDates, useWords } from '../words.ts';
import { Choice, Section, TextInput } from './inputs.tsx';

const kinds = ['timeDuration', 'timeDate', 'timeCycle'] as const;
type Kind = (typeof kinds)[number];

export const timerOf = (element: Drawn): Moddle | undefined =>
  partsOf(element.businessObject, 'eventDefinitions').find(
    ({ $type }) => $type === 'bpmn:TimerEventDefinition',
  );

/** For how long, or until which date, an event waits. */
export function Timer({ element, timer }: { element: Drawn; timer: Moddle }) {
  const { t } = useTexts();
  const { editor } = useEditor();
  const words = useWords();
  const kind: Kind = kinds.find((name) => timer.get(name) !== undefined) ?? 'timeDuration';
  const body = textOf(timer.get(kind) as Moddle | undefined, 'body');
  const days = /^P(\d+)D$/.exec(body)?.[1];
  const countsWorking = textOf(timer, 'rf:calendar') === 'working';
  const set = (next: Kind, text: string, isWorking = false) => {
    if (!editor.element(element.id)) return;
    const others = Object.fromEntries(kinds.map((name) => [name, undefined]));
    const expression = text === '' ? undefined : editor.create('bpmn:FormalExpression', { body: text });
    const calendar = isWorking ? 'working' : undefined;
    editor.setPart(element, timer, { ...others, [next]: expression, 'rf:calendar': calendar });
  };
  const unit = days === undefined ? 'other' : countsWorking ? 'workingDay' : 'calendarDay';
  const dates = [
    ...new Set([...knownDates.map((name) => `= ${name}`), ...(kind === 'timeDate' ? [body] : [])]),
  ];
  return (
    <Section title={t('editor.timer')}>
      <Choice
        label={t('editor.timerKind')}
        value={kind}
        options={kinds.map((name) => ({ value: name, text: t(`editor.timerKindName.${name}`) }))}
        onChange={(next) =>
          set(next as Kind, { timeDuration: 'P3D', timeDate: '= dueDate', timeCycle: 'R/P1D' }[next as Kind])
        }
      />
      {kind === 'timeDuration' ? (
        <>
          <div className="pair">
            {days === undefined ? null : (
              <TextInput
                type="number"
                label={t('editor.amount')}
                value={days}
                onCommit={(amount) =>
                  set(kind, `P${Math.max(0, Math.trunc(Number(amount)) || 0)}D`, countsWorking)
                }
              />
            )}
            <Choice
              label={t('editor.periodUnit')}
              value={unit}
              options={[
                { value: 'workingDay', text: t('editor.periodUnitName.workingDay') },
                { value: 'calendarDay', text: t('editor.periodUnitName.calendarDay') },
                { value: 'other', text: t('editor.isoDuration') },
              ]}
              onChange={(next) => {
                if (next === 'other') set(kind, 'PT24H');
                else set(kind, `P${days ?? 3}D`, next === 'workingDay');
              }}
            />
          </div>
          {days === undefined ? (
            <TextInput
              label={t('editor.isoDuration')}
              hint={t('editor.isoDurationHint')}
              value={body}
              onCommit={(text) => set(kind, text)}
            />
          ) : null}
        </>
      ) : null}
      {kind === 'timeDate' ? (
        <>
          <Choice
            label={t('editor.untilWhen')}
            value={body}
            options={dates.filter(Boolean).map((date) => ({ value: date, text: words.date(date) }))}
            onChange={(date) => set(kind, date)}
          />
          <TextInput
            label={t('editor.dateExpression')}
            hint={t('editor.dateExpressionHint')}
            value={body}
            onCommit={(text) => set(kind, text)}
          />
        </>
      ) : null}
      {kind === 'timeCycle' ? (
        <TextInput
          label={t('editor.cycle')}
          hint={t('editor.cycleHint')}
          value={body}
          onCommit={(text) => set(kind, text)}
        />
      ) : null}
    </Section>
  );
}
