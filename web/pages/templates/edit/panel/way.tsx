import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../../../i18n/use-texts.ts';
import { readCondition, writeCondition } from '../condition.ts';
import { isGateway, nameOf, textOf, type Drawn, type Moddle } from '../moddle.ts';
import { outcomeVariableOf, readOutcomes } from '../parts.ts';
import { useEditor } from '../use-editor.ts';
import { Choice, Section, TextInput, Tick } from './inputs.tsx';

/** Gateways that take their ways out whatever a condition says. */
const takesAll = new Set(['bpmn:ParallelGateway', 'bpmn:EventBasedGateway']);

/** On what condition a way is taken. */
export function Way({ flow }: { flow: Drawn }) {
  const { t } = useTexts();
  const { editor } = useEditor();
  const source = flow.source;
  const isDefault = (source?.businessObject.get('default') as Moddle | undefined)?.id === flow.id;
  if (!source || takesAll.has(source.businessObject.$type)) return null;
  const isChoice = isGateway(source.businessObject);
  const setDefault = (isOn: boolean) =>
    editor.setProperties(source, { default: isOn ? flow.businessObject : undefined });
  return (
    <Section title={t('editor.condition')}>
      {isChoice ? <Tick label={t('editor.isDefault')} isOn={isDefault} onChange={setDefault} /> : null}
      {isDefault ? <p className="hint">{t('editor.isDefaultHint')}</p> : <Condition flow={flow} />}
    </Section>
  );
}

function Condition({ flow }: { flow: Drawn }) {
  const { t, language } = useTexts();
  const { editor } = useEditor();
  const body = textOf(flow.businessObject.get('conditionExpression') as Moddle | undefined, 'body');
  const [isWriting, setWriting] = useState(false);
  const tasks = editor
    .nodes()
    .filter(
      ({ businessObject }) =>
        businessObject.$type === 'bpmn:UserTask' && readOutcomes(businessObject).length > 0,
    );
  const found = readCondition(body);
  const task = tasks.find(({ businessObject }) => outcomeVariableOf(businessObject) === found?.variable);
  const set = (feel: string) => {
    if (!editor.element(flow.id)) return;
    const conditionExpression = feel ? editor.create('bpmn:FormalExpression', { body: feel }) : undefined;
    editor.setProperties(flow, { conditionExpression });
  };
  const isPlain = !isWriting && (body === '' || task !== undefined);
  return (
    <>
      <Choice
        label={t('editor.conditionKind')}
        value={isPlain ? 'outcome' : 'feel'}
        options={[
          { value: 'outcome', text: t('editor.byOutcome') },
          { value: 'feel', text: t('editor.byFeel') },
        ]}
        onChange={(kind) => setWriting(kind === 'feel')}
      />
      {isPlain ? (
        <div className="pair">
          <Choice
            label={t('editor.ofStep')}
            value={task?.id ?? ''}
            options={[
              { value: '', text: t('editor.choose') },
              ...tasks.map(({ id, businessObject }) => ({
                value: id,
                text: nameOf(businessObject, language),
              })),
            ]}
            onChange={(id) => {
              const chosen = tasks.find((one) => one.id === id)?.businessObject;
              const [first] = chosen ? readOutcomes(chosen) : [];
              if (chosen && first)
                set(writeCondition({ variable: outcomeVariableOf(chosen), key: first.key }));
            }}
          />
          <Choice
            label={t('editor.isOutcome')}
            value={found?.key ?? ''}
            options={(task ? readOutcomes(task.businessObject) : []).map(({ key, name, nameEn }) => ({
              value: key,
              text: (language === 'en' && nameEn) || name || key,
            }))}
            onChange={(key) => found && set(writeCondition({ ...found, key }))}
          />
        </div>
      ) : (
        <TextInput isLong label={t('editor.feel')} hint={t('editor.feelHint')} value={body} onCommit={set} />
      )}
    </>
  );
}

/** Where a gateway leads, and which way is taken when no condition holds. */
export function WaysOut({ gateway }: { gateway: Drawn }) {
  const { t, language } = useTexts();
  const { editor } = useEditor();
  const chosen = (gateway.businessObject.get('default') as Moddle | undefined)?.id ?? '';
  const textOfWay = (flow: Drawn) => {
    const name = textOf(flow.businessObject, 'name') ? `${nameOf(flow.businessObject, language)} → ` : '→ ';
    return name + (flow.target ? nameOf(flow.target.businessObject, language) : '');
  };
  return (
    <Section title={t('editor.waysOut')}>
      <ul className="panel-list">
        {gateway.outgoing.map((flow) => (
          <li key={flow.id}>
            <Button block className="way-button" onClick={() => editor.select(flow.id)}>
              {textOfWay(flow)}
            </Button>
          </li>
        ))}
      </ul>
      {!takesAll.has(gateway.type) && gateway.outgoing.length > 1 ? (
        <Choice
          label={t('editor.defaultWay')}
          hint={t('editor.defaultWayHint')}
          value={chosen}
          options={[
            { value: '', text: t('editor.none') },
            ...gateway.outgoing.map((flow) => ({ value: flow.id, text: textOfWay(flow) })),
          ]}
          onChange={(id) => editor.setProperties(gateway, { default: editor.element(id)?.businessObject })}
        />
      ) : null}
    </Section>
  );
}
