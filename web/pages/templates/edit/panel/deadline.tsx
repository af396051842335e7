import { useTexts } from '../../../../i18n/use-texts.ts';
import type { Drawn } from '../moddle.ts';
import { freeKey, otherDeadlines, readDeadline, readLadder, writeDeadline, type Deadline } from '../parts.ts';
import { useEditor } from '../use-editor.ts';
import { knownDates, ruleUnits, useWords } from '../words.ts';
import { Choice, Section, TextInput, Tick } from './inputs.tsx';
import { Ladder } from './ladder.tsx';
import { LadderPreviewLine } from './ladder-preview-line.tsx';

/** How long a step may take, and who is told when it takes longer. */
export function DeadlineSection({ element }: { element: Drawn }) {
  const { t } = useTexts();
  const { editor } = useEditor();
  const deadline = readDeadline(element.businessObject);
  const set = (next: Deadline | undefined) => {
    if (!editor.element(element.id)) return;
    const own = next ? [writeDeadline(editor.create, next)] : [];
    editor.setExtension(element, 'rf:Deadline', [...own, ...otherDeadlines(element.businessObject)]);
  };
  const begin = () => {
    const taken = editor.nodes().flatMap((node) => readDeadline(node.businessObject)?.key ?? []);
    set({
      key: freeKey(element.id, taken),
      name: '',
      nameEn: '',
      amount: '3',
      unit: 'workingDay',
      rollForward: true,
      endOfDay: 'closeOfBusiness',
      basis: '',
      date: '',
      steps: [],
    });
  };
  return (
    <>
      <Section title={t('editor.howLong')}>
        <Tick
          label={t('editor.hasDeadline')}
          isOn={deadline !== undefined}
          onChange={(isOn) => (isOn ? begin() : set(undefined))}
        />
        {deadline ? <Term deadline={deadline} set={set} /> : null}
      </Section>
      {deadline ? <WhoIsTold deadline={deadline} set={set} /> : null}
    </>
  );
}

interface DeadlineProps {
  deadline: Deadline;
  set(deadline: Deadline): void;
}

function Term({ deadline, set }: DeadlineProps) {
  const { t } = useTexts();
  const words = useWords();
  const change = (part: Partial<Deadline>) => set({ ...deadline, ...part });
  const isDays = !['minute', 'hour'].includes(deadline.unit);
  const dates = [...new Set([...knownDates.map((name) => `= ${name}`), deadline.date])].filter(Boolean);
  return (
    <>
      <div className="pair">
        <TextInput
          type="number"
          label={t('editor.amount')}
          value={deadline.amount}
          onCommit={(amount) => change({ amount, unit: deadline.unit || 'workingDay' })}
        />
        <Choice
          label={t('editor.periodUnit')}
          value={deadline.unit || 'workingDay'}
          options={ruleUnits.map((unit) => ({ value: unit, text: t(`editor.periodUnitName.${unit}`) }))}
          onChange={(unit) => change({ unit })}
        />
      </div>
      <Choice
        label={t('editor.byDate')}
        hint={deadline.date && deadline.amount ? t('editor.byDateFirst') : undefined}
        value={deadline.date}
        options={[
          { value: '', text: t('editor.noDate') },
          ...dates.map((date) => ({ value: date, text: words.date(date) })),
        ]}
        onChange={(date) => change({ date })}
      />
      {isDays ? (
        <>
          <Choice
            label={t('editor.endOfDay')}
            value={deadline.endOfDay}
            options={[
              { value: 'closeOfBusiness', text: t('editor.closeOfBusiness') },
              { value: 'midnight', text: t('editor.midnight') },
            ]}
            onChange={(endOfDay) => change({ endOfDay })}
          />
          <Tick
            label={t('editor.rollForward')}
            isOn={deadline.rollForward}
            onChange={(rollForward) => change({ rollForward })}
          />
        </>
      ) : null}
      <TextInput
        isLong
        label={t('editor.basis')}
        hint={t('editor.basisHint')}
        value={deadline.basis}
        onCommit={(basis) => change({ basis })}
      />
      <details className="disclosure">
        <summary>{t('editor.deadlineNames')}</summary>
        <div className="stack-tight">
          <TextInput label={t('editor.nameZh')} value={deadline.name} onCommit={(name) => change({ name })} />
          <TextInput
            lang="en"
            label={t('editor.nameEn')}
            value={deadline.nameEn}
            onCommit={(nameEn) => change({ nameEn })}
          />
          <TextInput
            label={t('editor.deadlineKey')}
            hint={t('editor.deadlineKeyHint')}
            value={deadline.key}
            onCommit={(key) => change({ key })}
          />
        </div>
      </details>
    </>
  );
}

function WhoIsTold({ deadline, set }: DeadlineProps) {
  const { t } = useTexts();
  const { editor } = useEditor();
  const ofProcess = readLadder(editor.process());
  const isOwn = deadline.steps.length > 0;
  return (
    <Section title={t('editor.whoIsTold')}>
      <Choice
        label={t('editor.whichLadder')}
        value={isOwn ? 'own' : 'process'}
        options={[
          { value: 'process', text: t('editor.ladderOfProcess') },
          { value: 'own', text: t('editor.ladderOfStep') },
        ]}
        onChange={(which) => set({ ...deadline, steps: which === 'own' ? startOf(ofProcess) : [] })}
      />
      <LadderPreviewLine deadline={deadline} ladder={isOwn ? deadline.steps : ofProcess} />
      {isOwn ? (
        <Ladder steps={deadline.steps} onChange={(steps) => set({ ...deadline, steps })} />
      ) : (
        <p className="hint">{t('editor.ladderOfProcessHint')}</p>
      )}
    </Section>
  );
}

/** A step's own ladder begins as the one it followed until now; at least the handlers hear of the end. */
function startOf(steps: Deadline['steps']): Deadline['steps'] {
  if (steps.length > 0) return steps;
  return [
    {
      key: 'due',
      kind: 'due',
      name: '到期提醒承办人',
      nameEn: 'Due: the handlers are told',
      amount: '0',
      unit: 'workingDay',
      colour: 'blue',
      channels: 'mail',
      tells: [{ handlers: true, post: '', unit: '' }],
    },
  ];
}
