import { bpmn, flow } from '../definitions/bpmn.ts';
import type { Client, Office } from './office.ts';

const ext = (inner: string) => `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
const verbs = (...names: string[]) => names.map((name) => `<rf:verb name="${name}"/>`).join('');
const task = (id: string, inner: string) =>
  `<bpmn:userTask id="${id}" name="${id}" rf:outcomeVariable="${id}Outcome">${ext(inner)}</bpmn:userTask>`;

const taken = (to: string, outcome: string) =>
  `<bpmn:sequenceFlow id="${to}Way" sourceRef="way" targetRef="${to}">
    <bpmn:conditionExpression>= noteOutcome = "${outcome}"</bpmn:conditionExpression></bpmn:sequenceFlow>`;

/** The school's safety officer notes it, with a deadline of the case; a named person decides; one outcome leads nowhere. */
const xml = bpmn(
  `${ext(`<rf:verbs>${verbs('comment', 'ask', 'copyTo', 'addParticipant')}</rf:verbs>`)}
  <bpmn:startEvent id="start"/>
  ${task(
    'note',
    `<rf:assignment post="safety-officer" unit="school-no1"/>${verbs('addTask')}
     <rf:outcome key="on" name="继续"/><rf:outcome key="stuck" name="无路可走"/><rf:outcome key="over" name="办结"/>
     <rf:deadline key="note" name="登记时限" amount="2" unit="workingDay" rollForward="true" endOfDay="closeOfBusiness" basis="测试"/>`,
  )}
  <bpmn:exclusiveGateway id="way"/>
  ${task('decide', `<rf:assignment person="= &quot;caoyang&quot;"/>`)}
  <bpmn:endEvent id="end"/>
  ${flow('start', 'note')}${flow('note', 'way')}${flow('decide', 'end')}
  ${taken('decide', 'on')}${taken('end', 'over')}`,
);

export const strictTemplate = 'strict-item';

/** Publishes it as the office does, with the settings of a package that keeps its cases to their seats. */
export async function publishStrict(office: Office): Promise<void> {
  const bureau = await office.as('chenjianguo');
  const made = await bureau.post('/templates', {
    key: strictTemplate,
    name: { zh: '保密事项', en: 'Strict item' },
    from: { kind: 'file', xml },
  });
  if (made.status !== 201) throw new Error(made.text);
  await office.database.asOwner.unsafe(
    `update template_draft set settings = settings || '{"confidentiality": {"level": "strict", "basis": "测试"}}'
     where template = '${strictTemplate}'`,
  );
  const published = await bureau.post(`/templates/${strictTemplate}/versions`, {
    revision: made.body.revision,
  });
  if (published.status !== 201) throw new Error(published.text);
}

/** A case of it, begun by this person. */
export async function beginStrict(client: Client): Promise<{ caseId: string; number: string }> {
  const opened = await client.post('/cases', { template: strictTemplate, values: {} });
  if (opened.status !== 201) throw new Error(opened.text);
  return opened.body;
}
