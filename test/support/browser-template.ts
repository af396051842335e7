import { bpmn, flow } from '../definitions/bpmn.ts';
import { drawn } from './browser-drawing.ts';

const ext = (inner: string) => `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
const verb = (name: string, more = '') => `<rf:verb name="${name}" ${more}/>`;
const task = (id: string, [name, nameEn]: [string, string], inner: string) =>
  `<bpmn:userTask id="${id}" name="${name}" rf:nameEn="${nameEn}" rf:outcomeVariable="${id}Outcome">${ext(inner)}</bpmn:userTask>`;
const outcome = (key: string, name: string, nameEn: string, more = '') =>
  `<rf:outcome key="${key}" name="${name}" nameEn="${nameEn}" ${more}/>`;
const deputy = '<rf:approver post="deputy-director" unit="bureau"/>';

const planVerbs = [
  verb('transfer', 'needs="reason"'),
  verb('delegate'),
  verb('suspend'),
  verb('move'),
  verb('addTask', 'offers="opinion"'),
  verb('addSubCase', 'offers="rectification-item"'),
  verb('urge', 'everyMinutes="60"'),
].join('');

/** Five working days; more time and standing still are asked for, and a principal says that lateness was seen. */
const planningTime = `
  <rf:deadline key="item" name="方案期限" nameEn="Plan due" amount="5" unit="workingDay" rollForward="true" endOfDay="closeOfBusiness" basis="本县整改规定第六条">
    <rf:step key="due" kind="due" name="到期提醒承办人" nameEn="Due: the handlers are told" amount="0" unit="workingDay" colour="blue" channels="mail"><rf:tell handlers="true"/></rf:step>
    <rf:step key="late" kind="escalate" name="逾期一个工作日报校长" nameEn="One working day late: the principal is told" amount="1" unit="workingDay" colour="yellow" channels="mail" repeat="3" every="1" everyUnit="workingDay" acknowledge="2" acknowledgeUnit="workingDay"><rf:tell post="principal" unit="= responsibleUnit"/></rf:step>
    <rf:clockStop key="appraisal" name="等待鉴定" nameEn="Waiting for an appraisal" most="30" mostUnit="calendarDay">${deputy}</rf:clockStop>
    <rf:clockStop key="weather" name="恶劣天气停工" nameEn="No work for the weather" most="10" mostUnit="calendarDay"/>
    <rf:extension most="1" upTo="30" upToUnit="calendarDay">${deputy}</rf:extension>
  </rf:deadline>`;

/**
 * 安全核查: a school plans, the section reviews, four sit together and vote. It offers what the shipped packages offer
 * nowhere or late: moving on, added work, a vote that is soon without a quorum, and a clock with all that people may ask of it.
 */
const xml = bpmn(
  `${ext(`<rf:verbs>${['recall', 'comment', 'ask', 'copyTo', 'addParticipant'].map((name) => verb(name)).join('')}${verb('urge', 'everyMinutes="60"')}</rf:verbs>`)}
  <bpmn:startEvent id="start" name="登记" rf:nameEn="Registered"/>
  ${task(
    'plan',
    ['编制方案', 'Draw up the plan'],
    `<rf:assignment post="safety-officer" unit="= responsibleUnit"/><rf:form key="opinion"/>${planVerbs}${planningTime}
     ${outcome('submit', '提交方案', 'Submit')}`,
  )}
  ${task(
    'review',
    ['方案审核', 'Review the plan'],
    `<rf:assignment post="safety-section" unit="bureau"/><rf:form key="opinion"/>${verb('return', 'needs="reason"')}${verb('suspend')}
     ${outcome('agree', '同意', 'Agree')}${outcome('refuse', '不同意', 'Refuse', 'verdict="reject" needsReason="true"')}<rf:reject to="end"/>`,
  )}
  ${task(
    'meeting',
    ['会商表决', 'Vote in the meeting'],
    `<rf:assignment post="deputy-director" unit="bureau"/><rf:assignment post="director" unit="bureau"/>
     <rf:assignment post="rectification-office" unit="bureau"/><rf:assignment post="legal-affairs" unit="bureau"/>
     <rf:form key="opinion"/><rf:signing mode="vote" ratio="50" moreThan="true" quorum="75"/>
     ${outcome('yes', '赞成', 'In favour')}${outcome('no', '反对', 'Against', 'verdict="reject"')}${outcome('noQuorum', '未达法定人数', 'No quorum', 'verdict="reject"')}`,
  )}
  <bpmn:exclusiveGateway id="isQuorate" name="达到法定人数？" rf:nameEn="Quorum?" default="isQuorate_end"/>
  ${task(
    'reconvene',
    ['重新召集', 'Call it again'],
    `<rf:assignment post="rectification-office" unit="bureau"/><rf:form key="opinion"/>${outcome('called', '已通知开会', 'Called')}`,
  )}
  <bpmn:endEvent id="end" name="办结" rf:nameEn="Closed"/>
  ${flow('start', 'plan')}${flow('plan', 'review')}${flow('review', 'meeting')}${flow('meeting', 'isQuorate')}
  ${flow('isQuorate', 'end')}${flow('isQuorate', 'reconvene', '= meetingOutcome = "noQuorum"')}${flow('reconvene', 'end')}`,
);

export interface StoryTemplate {
  key: string;
  name: { zh: string; en: string };
  /** Shipped package whose start form, forms, facts and titles it has. */
  like: string;
  xml: string;
}

export const inspection: StoryTemplate = {
  key: 'inspection',
  name: { zh: '安全核查', en: 'Safety inspection' },
  like: 'rectification-item',
  xml: drawn(xml),
};

/** What the office registers of one; a test states its place. */
export const inspected = {
  ...{ source: '县级督导', checkDate: '2026-09-10', place: '学校南门', category: 'gate' },
  ...{ problem: '门卫未登记外来人员', measures: '完善登记制度', responsibleUnit: 'school-no1' },
  ...{ rectificationClass: 'rectifyByDate', dueDate: '2026-10-16' },
};
