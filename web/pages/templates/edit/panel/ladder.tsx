import { Button } from 'antd';
import { useId } from 'react';
import { useTexts } from '../../../../i18n/use-texts.ts';
import { atTime, moved, nextStep, sideOf, tellsByMail, type Side } from '../ladder-steps.ts';
import type { LadderStep, Tell } from '../parts.ts';
import { colours, useWords } from '../words.ts';
import { Choice, TextInput, Tick } from './inputs.tsx';
import { PostAtUnitChoice } from './organisation-choice.tsx';

interface LadderProps {
  steps: LadderStep[];
  onChange(steps: LadderStep[]): void;
}

/** Who is told before, at and after the end: a vertical list, changed by buttons alone. */
export function Ladder({ steps, onChange }: LadderProps) {
  const { t } = useTexts();
  return (
    <>
      <ol className="ladder">
        {steps.map((step, index) => (
          <Rung
            key={step.key || index}
            step={step}
            onChange={(next) => onChange(steps.with(index, next))}
            onRemove={() => onChange(steps.toSpliced(index, 1))}
            onUp={index === 0 ? undefined : () => onChange(moved(steps, index, -1))}
            onDown={index === steps.length - 1 ? undefined : () => onChange(moved(steps, index, 1))}
          />
        ))}
      </ol>
      <Button onClick={() => onChange([...steps, nextStep(steps)])}>{t('editor.addRung')}</Button>
    </>
  );
}

interface RungProps {
  step: LadderStep;
  onChange(step: LadderStep): void;
  onRemove(): void;
  onUp?: () => void;
  onDown?: () => void;
}

const offsets = ['workingDay', 'calendarDay', 'hour'] as const;
const sides = ['before', 'at', 'after'] as const;

function Rung({ step, onChange, onRemove, onUp, onDown }: RungProps) {
  const { t } = useTexts();
  const words = useWords();
  const title = useId();
  const side = sideOf(step);
  const distance = Math.abs(Number(step.amount || 0)) || 1;
  return (
    <li className={`rung colour-${step.colour || 'none'}`} aria-labelledby={title}>
      <div className="row-between">
        <strong id={title}>{words.when(step)}</strong>
        <span className="rung-buttons">
          <Button
            size="small"
            disabled={!onUp}
            aria-label={t('editor.moveUp', { step: words.when(step) })}
            onClick={onUp}
          >
            ↑
          </Button>
          <Button
            size="small"
            disabled={!onDown}
            aria-label={t('editor.moveDown', { step: words.when(step) })}
            onClick={onDown}
          >
            ↓
          </Button>
          <Button
            size="small"
            aria-label={t('editor.removeWho', { who: words.when(step) })}
            onClick={onRemove}
          >
            {t('editor.remove')}
          </Button>
        </span>
      </div>
      <p className="small muted">{words.tells(step.tells) || t('editor.nobodyTold')}</p>
      <details className="disclosure">
        <summary>{t('editor.changeRung')}</summary>
        <div className="stack-tight">
          <div className="when">
            <Choice
              label={t('editor.when')}
              value={side}
              options={sides.map((one) => ({ value: one, text: t(`editor.side.${one}`) }))}
              onChange={(next) => onChange(atTime(step, next as Side, distance, step.unit))}
            />
            {side === 'at' ? null : (
              <>
                <TextInput
                  type="number"
                  label={t('editor.amount')}
                  value={String(distance)}
                  onCommit={(amount) => onChange(atTime(step, side, Number(amount), step.unit))}
                />
                <Choice
                  label={t('editor.periodUnit')}
                  value={step.unit}
                  options={offsets.map((unit) => ({ value: unit, text: t(`editor.periodUnitName.${unit}`) }))}
                  onChange={(unit) => onChange(atTime(step, side, distance, unit))}
                />
              </>
            )}
          </div>
          <Told tells={step.tells} onChange={(tells) => onChange({ ...step, tells })} />
          <Choice
            label={t('editor.colour')}
            value={step.colour}
            options={[
              { value: '', text: t('editor.noColour') },
              ...colours.map((colour) => ({ value: colour, text: words.colour(colour) })),
            ]}
            onChange={(colour) => onChange({ ...step, colour })}
          />
          <Tick
            label={t('editor.byMail')}
            isOn={tellsByMail(step)}
            onChange={(isOn) => onChange({ ...step, channels: isOn ? 'mail' : 'none' })}
          />
          <TextInput
            label={t('editor.rungName')}
            value={step.name}
            onCommit={(name) => onChange({ ...step, name })}
          />
          <TextInput
            lang="en"
            label={t('editor.rungNameEn')}
            value={step.nameEn}
            onCommit={(nameEn) => onChange({ ...step, nameEn })}
          />
        </div>
      </details>
    </li>
  );
}

function Told({ tells, onChange }: { tells: Tell[]; onChange(tells: Tell[]): void }) {
  const { t } = useTexts();
  const words = useWords();
  const others = tells.filter(({ handlers }) => !handlers);
  const handlers = tells.filter((tell) => tell.handlers).slice(0, 1);
  return (
    <fieldset className="field">
      <legend>{t('editor.whom')}</legend>
      <Tick
        label={t('editor.handlers')}
        isOn={handlers.length > 0}
        onChange={(isOn) => onChange([...(isOn ? [{ handlers: true, post: '', unit: '' }] : []), ...others])}
      />
      <ul className="panel-list">
        {others.map((tell, index) => (
          <li key={index}>
            <PostAtUnitChoice
              value={tell}
              onChange={(next) =>
                onChange([...handlers, ...others.with(index, { handlers: false, ...next })])
              }
            />
            <Button
              size="small"
              aria-label={t('editor.removeWho', { who: words.postAtUnit(tell) })}
              onClick={() => onChange([...handlers, ...others.toSpliced(index, 1)])}
            >
              {t('editor.remove')}
            </Button>
          </li>
        ))}
      </ul>
      <Button
        size="small"
        onClick={() => onChange([...tells, { handlers: false, post: '', unit: '= responsibleUnit' }])}
      >
        {t('editor.addWhom')}
      </Button>
    </fieldset>
  );
}
