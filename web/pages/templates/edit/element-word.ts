import type { Moddle } from './moddle.ts';

const words = [
  'userTask',
  'serviceTask',
  'scriptTask',
  'manualTask',
  'receiveTask',
  'task',
  'callActivity',
  'subProcess',
  'startEvent',
  'endEvent',
  'intermediateCatchEvent',
  'intermediateThrowEvent',
  'boundaryEvent',
  'exclusiveGateway',
  'parallelGateway',
  'inclusiveGateway',
  'complexGateway',
  'eventBasedGateway',
  'sendTask',
  'businessRuleTask',
  'transaction',
  'adHocSubProcess',
  'sequenceFlow',
  'textAnnotation',
] as const;

type ElementWord = `editor.element.${(typeof words)[number] | 'process' | 'unknown'}`;

/** Key of the plain word for what an element is. */
export function elementWord({ $type }: Moddle): ElementWord {
  const name = $type.replace('bpmn:', '');
  const found = words.find((word) => word.toLowerCase() === name.toLowerCase());
  return found ? `editor.element.${found}` : 'editor.element.unknown';
}
