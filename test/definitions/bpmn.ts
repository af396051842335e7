/** BPMN around what a test is about: a process `p` whose body the test gives. */
export function bpmn(body: string, { roots = '', process = '', before = '' } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${before}
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:rf="https://rectiflow.org/bpmn/1" id="d" targetNamespace="t">
  ${roots}
  <bpmn:process id="p" name="流程" rf:nameEn="Process" isExecutable="true" ${process}>${body}</bpmn:process>
</bpmn:definitions>`;
}

const vendors = {
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  zeebe: 'http://camunda.org/schema/zeebe/1.0',
  flowable: 'http://flowable.org/bpmn',
  operaton: 'http://operaton.org/schema/1.0/bpmn',
  activiti: 'http://activiti.org/bpmn',
};

/** The same file as made for another engine. */
export function by(vendor: keyof typeof vendors, xml: string): string {
  return xml.replace('<bpmn:definitions', `<bpmn:definitions xmlns:${vendor}="${vendors[vendor]}"`);
}

/** Start, then the given activity (id `a`), then end. */
export function around(activity: string, options?: Parameters<typeof bpmn>[1]): string {
  return bpmn(
    `<bpmn:startEvent id="start"/>${flow('start', 'a')}${activity}${flow('a', 'end')}<bpmn:endEvent id="end"/>`,
    options,
  );
}

export function flow(source: string, target: string, condition?: string): string {
  const inner =
    condition === undefined ? '' : `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}">${inner}</bpmn:sequenceFlow>`;
}

/** A user task `a` that is right; `extra` goes into its extension elements. */
export function userTask(extra = '', id = 'a'): string {
  return `<bpmn:userTask id="${id}" name="办理"><bpmn:extensionElements><rf:assignment post="safety-officer" unit="= responsibleUnit"/>${extra}</bpmn:extensionElements></bpmn:userTask>`;
}
