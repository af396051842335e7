import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useIntent } from '../../client/intent.ts';
import { templatesQuery } from '../../client/office.ts';
import { ApiProblem } from '../../client/problem.ts';
import { useRefresh } from '../../client/refresh.ts';
import { addSubstitution } from '../../client/substitutions.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { Dialog } from '../../parts/dialog/dialog.tsx';
import { TextField } from '../../parts/dialog/text-field.tsx';
import { FieldError } from '../../parts/field-error.tsx';
import { useNews } from '../../parts/news.tsx';
import { Failure } from '../../parts/page-state.tsx';
import type { PeopleOption } from '../../parts/people-picker/people-options.ts';
import { PeoplePicker } from '../../parts/people-picker/people-picker.tsx';

/** From when to when, who stands in, for which kinds of case, and why. */
export function AddSubstitutionDialog({ isForOther, close }: { isForOther: boolean; close: () => void }) {
  const { t, label } = useTexts();
  const refresh = useRefresh();
  const { tell } = useNews();
  const id = useId();
  const templates = useQuery(templatesQuery);
  const [principal, setPrincipal] = useState<PeopleOption[]>([]);
  const [substitute, setSubstitute] = useState<PeopleOption[]>([]);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [isChecked, setChecked] = useState(false);
  const add = useIntent(addSubstitution, {
    onSuccess: async () => {
      close();
      tell(t('substitutions.added'));
      await refresh();
    },
  });
  const isBackwards = to !== '' && to < from;
  const told = add.error instanceof ApiProblem && add.error.code === 'bad-input' ? add.error.details : [];
  const toldAt = (field: string) => told.find(({ at }) => at === field)?.message;
  const fromFault = isChecked && !from ? t('form.fault.required') : toldAt('/from');
  const toFault = isChecked && isBackwards ? t('substitutions.backwards') : toldAt('/to');
  const send = () => {
    setChecked(true);
    const person = substitute[0]?.choice.person;
    const away = principal[0]?.choice.person;
    if (!person || !from || isBackwards || !reason.trim() || (isForOther && !away)) return;
    add.run({
      principal: isForOther ? away : undefined,
      substitute: person,
      from,
      to: to || null,
      templates: chosen,
      units: [],
      reason: reason.trim(),
    });
  };
  return (
    <Dialog
      title={t(isForOther ? 'substitutions.addOther' : 'substitutions.addMine')}
      isOpen
      close={close}
      send={t('state.save')}
      isRunning={add.isRunning}
      onSend={send}
    >
      <p className="muted">{t('substitutions.addHint')}</p>
      {add.error ? <Failure error={add.error} /> : null}
      {told
        .filter(({ at }) => at !== '/from' && at !== '/to')
        .map(({ at, message }) => (
          <p key={at} className="error">
            {message}
          </p>
        ))}
      {isForOther ? (
        <PeoplePicker
          label={t('substitutions.principal')}
          value={principal}
          onChange={setPrincipal}
          most={1}
          withPosts={false}
          isMissing={isChecked && principal.length === 0}
        />
      ) : null}
      <PeoplePicker
        label={t('substitutions.substitute')}
        value={substitute}
        onChange={setSubstitute}
        most={1}
        withPosts={false}
        isMissing={isChecked && substitute.length === 0}
      />
      <div className="two-fields">
        <div className="field">
          <label htmlFor={`${id}-from`}>
            {t('substitutions.from')}
            <span className="required">{t('form.required')}</span>
          </label>
          <input
            id={`${id}-from`}
            type="date"
            className="native"
            aria-invalid={fromFault !== undefined || undefined}
            aria-describedby={`${id}-from-error`}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
          <FieldError id={`${id}-from-error`} text={fromFault} />
        </div>
        <div className="field">
          <label htmlFor={`${id}-to`}>{t('substitutions.to')}</label>
          <input
            id={`${id}-to`}
            type="date"
            className="native"
            min={from}
            aria-invalid={toFault !== undefined || undefined}
            aria-describedby={`${id}-to-error`}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
          <FieldError id={`${id}-to-error`} text={toFault} />
        </div>
      </div>
      <fieldset className="field">
        <legend>{t('substitutions.scopeChoice')}</legend>
        <p className="hint">{t('substitutions.scopeHint')}</p>
        <div className="choices">
          {(templates.data?.items ?? []).map((template) => (
            <label key={template.key}>
              <input
                type="checkbox"
                checked={chosen.includes(template.key)}
                onChange={(event) =>
                  setChosen(
                    event.target.checked
                      ? [...chosen, template.key]
                      : chosen.filter((one) => one !== template.key),
                  )
                }
              />
              {label(template.name)}
            </label>
          ))}
        </div>
      </fieldset>
      <TextField
        label={t('task.reason')}
        value={reason}
        onChange={setReason}
        most={500}
        isShort
        isRequired
        isMissing={isChecked && !reason.trim()}
      />
    </Dialog>
  );
}
