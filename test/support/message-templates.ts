import { findTemplate, addTemplate } from '../../db/templates.ts';
import { inScope, system, type Db } from '../../db/connection.ts';
import { publishDraft } from '../../api/template-publishing.ts';
import type { JsonObject } from '../../engine/json.ts';
import { bpmn, flow } from '../definitions/bpmn.ts';

const task = (id: string) =>
  `<bpmn:userTask id="${id}" name="${id}"><bpmn:extensionElements><rf:assignment post="rectification-office" unit="bureau"/></bpmn:extensionElements></bpmn:userTask>`;
const inputs = (names: string[]) =>
  `<bpmn:extensionElements>${names.map((name) => `<rf:input target="${name}" source="= ${name}"/>`).join('')}</bpmn:extensionElements>`;
const chain = (...ids: string[]) =>
  ids
    .slice(1)
    .map((id, index) => flow(ids[index]!, id))
    .join('');

const roots = `<bpmn:message id="m-inquiry" name="inquiry"/><bpmn:message id="m-answer" name="answer"/>
  <bpmn:signal id="s-closure" name="closure"/><bpmn:escalation id="e-help" escalationCode="help"/>`;
const file = (body: string) => bpmn(body, { roots });

/** Diagrams of two agencies that write to each other, of cases that listen to a signal, and of a call that escalates. */
export const diagrams = {
  /** Sends `inquiry` with its `ref`, and waits for the `answer` that has the same. */
  asking: file(`<bpmn:startEvent id="start"/>
    <bpmn:sendTask id="ask" messageRef="m-inquiry" rf:correlationKey="= ref">${inputs(['ref', 'question'])}</bpmn:sendTask>
    <bpmn:receiveTask id="wait" messageRef="m-answer" rf:correlationKey="= ref"/>${task('read')}<bpmn:endEvent id="end"/>
    ${chain('start', 'ask', 'wait', 'read', 'end')}`),
  /** Begins with an `inquiry`, and answers it when its task is done. */
  answering:
    file(`<bpmn:startEvent id="start"><bpmn:messageEventDefinition messageRef="m-inquiry"/></bpmn:startEvent>
    ${task('decide')}
    <bpmn:endEvent id="end"><bpmn:extensionElements><rf:input target="reply" source="= reply"/></bpmn:extensionElements>
      <bpmn:messageEventDefinition messageRef="m-answer" rf:correlationKey="= ref"/></bpmn:endEvent>
    ${chain('start', 'decide', 'end')}`),
  /** Waits for an `answer` of its `ref` after a task. */
  late: file(`<bpmn:startEvent id="start"/>${task('prepare')}
    <bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition messageRef="m-answer" rf:correlationKey="= ref"/></bpmn:intermediateCatchEvent>
    ${task('read')}<bpmn:endEvent id="end"/>${chain('start', 'prepare', 'wait', 'read', 'end')}`),
  /** Waits for any `answer`. */
  any: file(`<bpmn:startEvent id="start"/><bpmn:receiveTask id="wait" messageRef="m-answer"/>${task('read')}
    <bpmn:endEvent id="end"/>${chain('start', 'wait', 'read', 'end')}`),
  listening: file(`<bpmn:startEvent id="start"/>
    <bpmn:intermediateCatchEvent id="listen"><bpmn:signalEventDefinition signalRef="s-closure"/></bpmn:intermediateCatchEvent>
    ${task('close')}<bpmn:endEvent id="end"/>${chain('start', 'listen', 'close', 'end')}`),
  begunBySignal:
    file(`<bpmn:startEvent id="start"><bpmn:signalEventDefinition signalRef="s-closure"/></bpmn:startEvent>
    ${task('inform')}<bpmn:endEvent id="end"/>${chain('start', 'inform', 'end')}`),
  throwing: file(`<bpmn:startEvent id="start"/>${task('decide')}
    <bpmn:intermediateThrowEvent id="throw"><bpmn:extensionElements><rf:input target="why" source="= why"/></bpmn:extensionElements>
      <bpmn:signalEventDefinition signalRef="s-closure"/></bpmn:intermediateThrowEvent>
    <bpmn:endEvent id="end"/>${chain('start', 'decide', 'throw', 'end')}`),
};

/** People choose what to check, as often as they like, until the data says that it is enough; then it waits for a condition. */
export const choosing = file(`<bpmn:startEvent id="start"/>
  <bpmn:adHocSubProcess id="checks" name="核查" rf:isManual="true">${task('visit')}${task('phone')}
    <bpmn:completionCondition>= enough = true</bpmn:completionCondition></bpmn:adHocSubProcess>
  <bpmn:intermediateCatchEvent id="quiet" name="整改到位"><bpmn:conditionalEventDefinition><bpmn:condition>= left = 0</bpmn:condition></bpmn:conditionalEventDefinition></bpmn:intermediateCatchEvent>
  ${task('close')}<bpmn:endEvent id="end"/>${chain('start', 'checks', 'quiet', 'close', 'end')}`);

/** Begins with a message or with a signal, and in no other way. */
export const onlyTriggered =
  file(`<bpmn:startEvent id="asked"><bpmn:messageEventDefinition messageRef="m-inquiry"/></bpmn:startEvent>
  <bpmn:startEvent id="called"><bpmn:signalEventDefinition signalRef="s-closure"/></bpmn:startEvent>
  ${task('decide')}<bpmn:endEvent id="end"/>${chain('asked', 'decide', 'end')}${chain('called', 'decide')}`);

export type TemplateKey = keyof typeof diagrams;

/** Publishes these for the county, each under its own name in small letters. */
export async function publishDiagrams(
  db: Db,
  given: { tenant?: string; at: string; only?: TemplateKey[]; xml?: Record<string, string> },
): Promise<void> {
  const { tenant = 'qinghe', at } = given;
  const chosen =
    given.xml ?? Object.fromEntries((given.only ?? keysOf(diagrams)).map((key) => [key, diagrams[key]]));
  const settings: JsonObject = { number: '{template}-{year}-{seq}', title: '{ref} {question}' };
  for (const [name, xml] of Object.entries(chosen)) {
    const template = name.toLowerCase();
    await inScope(db, system(tenant), async (tx) => {
      if (!(await findTemplate(tx, template)))
        await addTemplate(tx, {
          tenantId: tenant,
          key: template,
          names: { zh: name },
          settings,
          createdAt: at,
        });
      const draft = { tenantId: tenant, template, xml, forms: {}, mails: {}, settings };
      const rest = { revision: 1, savedBy: 'p1', savedAt: at };
      await publishDraft(tx, { draft: { ...draft, ...rest }, note: null, by: 'p1', at });
    });
  }
}

const keysOf = (of: typeof diagrams): TemplateKey[] => Object.keys(of) as TemplateKey[];
