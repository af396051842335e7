import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { organisationQuery } from '../../../../client/office.ts';
import { useTexts } from '../../../../i18n/use-texts.ts';
import { readAssignments, readDeadline, readExcludedUnits, readLadder, type PostAtUnit } from '../parts.ts';
import { useEditor } from '../use-editor.ts';
import { isExpression, knownUnits, useWords } from '../words.ts';
import { Choice, TextInput, type Option } from './inputs.tsx';

interface UnitChoiceProps {
  label: string;
  value: string;
  onChange(unit: string): void;
  isLabelHidden?: boolean;
}

const custom = '\u0000custom';

/** A unit of the organisation, or one that each case names for itself, said in plain words; or an expression of one's own. */
export function UnitChoice({ label, value, onChange, isLabelHidden }: UnitChoiceProps) {
  const { t, label: text } = useTexts();
  const words = useWords();
  const { data } = useQuery(organisationQuery);
  const expressions = useUnitExpressions();
  const [isWriting, setWriting] = useState(false);
  const ofCase = [...new Set([...expressions, ...(isExpression(value) ? [value] : [])])];
  const options: Option[] = [
    ...(value === '' ? [{ value: '', text: t('editor.choose') }] : []),
    ...ofCase.map((one) => ({ value: one, text: words.unit(one), group: t('editor.unitOfCase') })),
    ...(data?.units ?? []).map(({ unit, name, kindName }) => ({
      value: unit,
      text: text(name),
      group: text(kindName),
    })),
    { value: custom, text: t('editor.ownExpression'), group: t('editor.other') },
  ];
  return (
    <>
      <Choice
        label={label}
        isLabelHidden={isLabelHidden}
        value={isWriting ? custom : value}
        options={options}
        onChange={(unit) => {
          setWriting(unit === custom);
          if (unit !== custom) onChange(unit);
        }}
      />
      {isWriting ? (
        <TextInput
          label={t('editor.ownExpression')}
          hint={t('editor.expressionHint')}
          value={isExpression(value) ? value : '= '}
          onCommit={(expression) => {
            setWriting(false);
            if (expression !== '=') onChange(isExpression(expression) ? expression : `= ${expression}`);
          }}
        />
      ) : null}
    </>
  );
}

interface PostChoiceProps {
  label: string;
  value: string;
  onChange(post: string): void;
  isLabelHidden?: boolean;
}

export function PostChoice({ label, value, onChange, isLabelHidden }: PostChoiceProps) {
  const { t, label: text } = useTexts();
  const { data } = useQuery(organisationQuery);
  const options = [
    ...(value === '' ? [{ value: '', text: t('editor.choose') }] : []),
    ...(data?.posts ?? []).map(({ post, name }) => ({ value: post, text: text(name) })),
  ];
  return (
    <Choice label={label} isLabelHidden={isLabelHidden} value={value} options={options} onChange={onChange} />
  );
}

/** The two choices side by side. */
export function PostAtUnitChoice({
  value,
  onChange,
}: {
  value: PostAtUnit;
  onChange(value: PostAtUnit): void;
}) {
  const { t } = useTexts();
  return (
    <div className="post-at-unit">
      <UnitChoice
        label={t('editor.unit')}
        value={value.unit}
        onChange={(unit) => onChange({ ...value, unit })}
      />
      <PostChoice
        label={t('editor.post')}
        value={value.post}
        onChange={(post) => onChange({ ...value, post })}
      />
    </div>
  );
}

/** Every case has its responsible unit; what else the diagram's own steps name can be chosen again. */
function useUnitExpressions(): string[] {
  const { editor } = useEditor();
  const units = editor
    .nodes()
    .flatMap(({ businessObject }) => [
      ...readAssignments(businessObject).map(({ unit }) => unit),
      ...readExcludedUnits(businessObject),
      ...(readDeadline(businessObject)?.steps ?? []).flatMap(({ tells }) => tells.map(({ unit }) => unit)),
    ]);
  const ladder = readLadder(editor.process()).flatMap(({ tells }) => tells.map(({ unit }) => unit));
  return [...new Set([`= ${knownUnits[0]}`, ...[...units, ...ladder].filter(isExpression)])];
}
