import { bpmn, flow } from '../definitions/bpmn.ts';
import type { Office } from './office.ts';
import { publishTemplate } from './publish-template.ts';

const ext = (inner: string) => `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
const task = (id: string, name: string, inner: string) =>
  `<bpmn:userTask id="${id}" name="${name}">${ext(inner)}</bpmn:userTask>`;
const end = (id: string, name: string) => `<bpmn:endEvent id="${id}" name="${name}"/>`;

/** Who checks is named as the case begins; who helps, by whoever plans, unless nobody needs to. */
const choosing = bpmn(
  `<bpmn:startEvent id="start"/>
  ${task(
    'plan',
    '方案',
    `<rf:assignment post="safety-officer" unit="school-no1"/>
     <rf:outcome key="together" name="协同办理"/><rf:outcome key="alone" name="自行办理"/>`,
  )}
  <bpmn:exclusiveGateway id="who" default="who_check"/>
  ${task(
    'help',
    '协助',
    `<rf:assignment chosenBy="previousHandler" most="2"><rf:among post="class-teacher" unit="school-no1"/>
     <rf:among post="counsellor" unit="school-no1"/></rf:assignment>`,
  )}
  ${task(
    'check',
    '验收',
    `<rf:assignment chosenBy="initiator" most="1"><rf:among post="acceptance-team" unit="bureau"/></rf:assignment>`,
  )}
  ${end('end', '办结')}
  ${flow('start', 'plan')}${flow('plan', 'who')}${flow('who', 'help', '= outcome = "together"')}
  ${flow('who', 'check')}${flow('help', 'check')}${flow('check', 'end')}`,
);

/** Three vote, more than half of whom must agree; two thirds of the seats must vote at all. A tie is for the measure. */
const ballot = bpmn(
  `<bpmn:startEvent id="start"/>
  ${task(
    'vote',
    '表决',
    `<rf:assignment post="acceptance-team" unit="bureau"/>
     <rf:signing mode="vote" each="person" ratio="50" moreThan="true" tie="pass" quorum="66" decidesEarly="false"/>
     <rf:outcome key="yes" name="同意"/><rf:outcome key="no" name="反对" verdict="reject"/>
     <rf:outcome key="abstain" name="弃权" verdict="abstain"/><rf:outcome key="noQuorum" name="未达法定人数" verdict="reject"/>
     <rf:verb name="withdraw"/>`,
  )}
  <bpmn:exclusiveGateway id="result" default="result_refused"/>
  ${end('adopted', '通过')}${end('adjourned', '另行召集')}${end('refused', '未通过')}
  ${flow('start', 'vote')}${flow('vote', 'result')}${flow('result', 'adopted', '= outcome = "yes"')}
  ${flow('result', 'adjourned', '= outcome = "noQuorum"')}${flow('result', 'refused')}`,
);

/** The office does the same for many cases; the second step allows none of it. */
const many = bpmn(
  `<bpmn:startEvent id="start"/>
  ${task(
    'register',
    '登记',
    `<rf:assignment post="rectification-office" unit="bureau"/>
     <rf:verb name="transfer" needs="reason"/><rf:verb name="urge" everyMinutes="60"/><rf:verb name="comment"/>
     <rf:verb name="suspend"/><rf:verb name="completeMany"/>`,
  )}
  ${task(
    'confirm',
    '确认',
    `<rf:assignment post="rectification-office" unit="bureau"/><rf:verb name="comment"/>`,
  )}
  ${end('end', '办结')}
  ${flow('start', 'register')}${flow('register', 'confirm')}${flow('confirm', 'end')}`,
);

/** Under the keys `choosing`, `ballot` and `many`. */
export async function publishHumanWork(office: Office): Promise<void> {
  await publishTemplate(office, { key: 'choosing', name: '选人演练', xml: choosing });
  await publishTemplate(office, { key: 'ballot', name: '表决演练', xml: ballot });
  await publishTemplate(office, { key: 'many', name: '批量演练', xml: many });
}
