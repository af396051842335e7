import { bpmn, flow } from '../definitions/bpmn.ts';
import type { Office } from './office.ts';
import { publishTemplate } from './publish-template.ts';

const ext = (inner: string) => `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
const principal = '<rf:approver post="principal" unit="school-no1"/>';

/**
 * The school investigates within ten days, which may be extended and may stand still; the office reviews, and may return it.
 * Beside it run a clock that is its handlers' own, and one of the citizen's that never stops.
 */
const xml = bpmn(
  `<bpmn:startEvent id="start"/>
  <bpmn:userTask id="investigate" name="调查">${ext(`
    <rf:assignment post="safety-officer" unit="school-no1"/>
    <rf:deadline key="ten" name="调查期限" nameEn="Investigation" amount="10" unit="calendarDay" basis="教督〔2017〕10号">
      <rf:extension most="1" upTo="30" upToUnit="calendarDay">${principal}</rf:extension>
      <rf:clockStop key="police" name="公安立案" nameEn="Police case" most="5" mostUnit="calendarDay">${principal}</rf:clockStop>
      <rf:clockStop key="expert" name="等待鉴定" nameEn="Expert opinion"/>
      <rf:step key="late" kind="due" name="逾期督办" nameEn="Overdue" amount="0" unit="calendarDay" colour="yellow"
        repeat="3" every="1" everyUnit="workingDay" acknowledge="2" acknowledgeUnit="workingDay">
        <rf:tell post="principal" unit="school-no1"/>
      </rf:step>
      <rf:step key="red" kind="escalate" name="红色督办" nameEn="Red" amount="3" unit="workingDay" colour="red">
        <rf:tell post="deputy-director" unit="bureau"/>
      </rf:step>
    </rf:deadline>
    <rf:deadline key="own" name="内部进度" nameEn="Own pace" amount="20" unit="workingDay" basis="本校约定" visibility="handlers"/>
    <rf:deadline key="citizen" name="答复期限" nameEn="Answer" amount="60" unit="calendarDay" basis="信访工作条例第三十四条" neverStops="true"/>`)}
  </bpmn:userTask>
  <bpmn:userTask id="review" name="复核">${ext(`
    <rf:assignment post="rectification-office" unit="bureau"/><rf:verb name="return"/>`)}
  </bpmn:userTask>
  <bpmn:endEvent id="end"/>
  ${flow('start', 'investigate')}${flow('investigate', 'review')}${flow('review', 'end')}`,
);

/** Two parts side by side, each with a stage that has a date of its own. */
const date = '<rf:deadline key="part" name="分项期限" nameEn="Part" date="= one.due" basis="分项清单"/>';
const parts = bpmn(
  `<bpmn:startEvent id="start"/>
  <bpmn:subProcess id="part" name="分项">
    <bpmn:multiInstanceLoopCharacteristics rf:collection='= [{"due": "2026-12-08"}, {"due": "2026-12-10"}]' rf:item="one"/>
    <bpmn:startEvent id="begin"/>
    <bpmn:subProcess id="stage" name="阶段">${ext(date)}
      <bpmn:startEvent id="first"/>
      <bpmn:userTask id="do" name="办理">${ext('<rf:assignment post="safety-officer" unit="school-no1"/>')}</bpmn:userTask>
      <bpmn:endEvent id="last"/>${flow('first', 'do')}${flow('do', 'last')}
    </bpmn:subProcess>
    <bpmn:endEvent id="done"/>${flow('begin', 'stage')}${flow('stage', 'done')}
  </bpmn:subProcess>
  <bpmn:endEvent id="end"/>${flow('start', 'part')}${flow('part', 'end')}`,
);

/** Under the keys `clocks` and `parts`. */
export async function publishClocks(office: Office): Promise<void> {
  await publishTemplate(office, { key: 'clocks', name: '计时演练', xml });
  await publishTemplate(office, { key: 'parts', name: '分项演练', xml: parts });
}
