import { bpmn, flow } from '../definitions/bpmn.ts';
import type { Client, Office } from './office.ts';

const ext = (inner: string) => `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
const verb = (name: string, more = '') => `<rf:verb name="${name}" ${more}/>`;
const task = (id: string, name: string, inner: string) =>
  `<bpmn:userTask id="${id}" name="${name}">${ext(inner)}</bpmn:userTask>`;

const planVerbs = [
  verb('addSignersBefore'),
  verb('addSignersAfter'),
  verb('removeSigner'),
  verb('transfer', 'needs="reason"'),
  verb('delegate'),
  verb('withdraw'),
  verb('suspend'),
  verb('move'),
  verb('addTask', 'offers="opinion"'),
  verb('completeMany'),
  `<rf:verb name="urge" everyMinutes="60"/>`,
].join('');

/** The school plans, the office reviews and may return it, two leaders sign together; every verb is offered somewhere. */
const xmlWith = (more: string) =>
  bpmn(
    `${ext(`<rf:verbs>${['recall', 'comment', 'ask', 'urge', 'copyTo', 'addParticipant'].map((name) => verb(name)).join('')}</rf:verbs>${more}`)}
  <bpmn:startEvent id="start"/>
  ${task(
    'plan',
    '编制方案',
    `<rf:assignment post="safety-officer" unit="school-no1"/><rf:form key="plan"/>
     <rf:field name="budget" access="hidden"/><rf:field name="note" access="required"/><rf:field name="place" access="read"/>${planVerbs}`,
  )}
  ${task(
    'review',
    '审核',
    `<rf:assignment post="rectification-office" unit="bureau"/><rf:form key="plan"/>
     ${verb('return')}${verb('move')}${verb('withdraw')}
     <rf:outcome key="agree" name="同意" verdict="pass"/>
     <rf:outcome key="refuse" name="不同意" verdict="reject" needsReason="true" needs="opinion"/>`,
  )}
  ${task(
    'sign',
    '会签',
    `<rf:assignment post="deputy-director" unit="bureau"/><rf:assignment post="director" unit="bureau"/>
     <rf:signing mode="all"/>${verb('comment')}
     <rf:outcome key="yes" name="同意" verdict="pass"/><rf:outcome key="no" name="反对" verdict="reject"/>`,
  )}
  <bpmn:endEvent id="end" name="会签通过" rf:nameEn="Signed"/>
  ${flow('start', 'plan')}${flow('plan', 'review')}${flow('review', 'sign')}${flow('sign', 'end')}`,
  );

const field = (name: string, zh: string) => ({ field: name, label: { zh } });

const form = {
  key: 'plan',
  title: { zh: '方案' },
  schema: {
    type: 'object',
    properties: { note: { type: 'string' }, place: { type: 'string' }, budget: { type: 'number' } },
  },
  layout: [{ fields: [field('note', '说明'), field('place', '地点'), field('budget', '预算')] }],
};

const opinion = {
  key: 'opinion',
  title: { zh: '意见' },
  schema: { type: 'object', properties: { view: { type: 'string' } } },
  layout: [{ fields: [field('view', '意见')] }],
};

/** Publishes it through the API, as the office does. `more`: extension elements of its process. */
export async function publishVerbs(office: Office, { key = 'verbs', more = '' } = {}): Promise<void> {
  const xml = xmlWith(more);
  const bureau = await office.as('chenjianguo');
  const made = await bureau.post('/templates', {
    key,
    name: { zh: '操作演练' },
    from: { kind: 'file', xml },
  });
  if (made.status !== 201) throw new Error(made.text);
  const { revision } = made.body;
  const saved = await bureau.put(`/templates/${key}/draft`, { xml, forms: [form, opinion], revision });
  if (saved.status !== 200) throw new Error(saved.text);
  const published = await bureau.post(`/templates/${key}/versions`, { revision: saved.body.revision });
  if (published.status !== 201) throw new Error(published.text);
}

/** A case of it, begun by the office. */
export async function beginVerbs(office: Office, key = 'verbs'): Promise<string> {
  const opened = await (await office.as('chenjianguo')).post('/cases', { template: key, values: {} });
  if (opened.status !== 201) throw new Error(opened.text);
  return opened.body.caseId;
}

/** What is offered of a verb on a task, as this person sees it. */
export async function offeredTo(client: Client, taskKey: string, name: string) {
  const { body } = await client.get(`/tasks/${taskKey}`);
  return (
    body.verbs as { verb: string; allowed: boolean; because: object; choices: Record<string, unknown> }[]
  ).find(({ verb }) => verb === name);
}
