/**
 * What a template may hold that the engine does not run. Two lists are passed over knowingly: what only draws or
 * explains, and attributes that say what is the case anyway. Everything else that is not read is refused.
 */
import { errorAt, warningAt, type Problem } from './problem.ts';
import type { ElementReading } from './reading.ts';
import type { SourceElement } from './source-element.ts';

/** Flow elements that stand on a diagram for the eye: data is kept in the case's variables. */
const drawings = new Set(['dataObject', 'dataObjectReference', 'dataStoreReference']);
/** Parts of an element that explain it or draw its place. */
const drawnParts = new Set([
  'documentation',
  'flowElements',
  'artifacts',
  'laneSets',
  // Read in `data-reading.ts` and `lane-reading.ts`, as far as they say more than a drawing.
  'properties',
  'ioSpecification',
  'dataInputs',
  'dataOutputs',
  'inputSet',
  'outputSet',
  'dataInputAssociations',
  'dataOutputAssociations',
  'eventDefinitions',
]);
/** Attributes of every element: names and connections, which the compiler reads itself or finds in the flows. */
const commonAttributes = new Set([
  'id',
  'name',
  'nameEn',
  'isForCompensation',
  'startQuantity',
  'completionQuantity',
  'eventDefinitionRef',
  'operationRef',
  'incoming',
  'outgoing',
  'lanes',
  'categoryValueRef',
]);
/** Written-out defaults change nothing. */
const harmless: Record<string, string> = {
  instantiate: 'false',
  parallelMultiple: 'false',
  triggeredByEvent: 'false',
  behavior: 'All',
  language: 'feel',
};

export function isDrawing(type: string): boolean {
  return drawings.has(type);
}

/** Attributes, parts and extensions of an element that its reading does not know. */
export function refusedContent(
  source: SourceElement,
  reading: Pick<ElementReading, 'type' | 'attributes' | 'children' | 'extensions' | 'choosesFlow'> & {
    kind?: string;
  },
): Problem[] {
  const isActivity = reading.kind === 'activity' || reading.kind === 'container';
  const attributes = [...(reading.attributes ?? []), ...(choosesFlow(reading) ? ['default'] : [])];
  const children = [...(reading.children ?? []), ...(isActivity ? ['loopCharacteristics'] : [])];
  const extensions = [
    ...(reading.extensions ?? []),
    ...(isActivity ? ['rf:deadline', 'rf:input', 'rf:output'] : []),
  ];
  const refused = [
    ...Object.entries(source.attributes)
      .filter(
        ([name, value]) => !name.includes(':') && !commonAttributes.has(name) && harmless[name] !== value,
      )
      .map(([name]) => name)
      .filter((name) => !attributes.includes(name)),
    ...source.children
      .map(({ role }) => role)
      .filter((role) => !drawnParts.has(role) && !children.includes(role)),
    ...source.extensions
      .map(({ type }) => type)
      .filter((type) => type.startsWith('rf:') && !extensions.includes(type)),
  ];
  return refused.map((what) =>
    errorAt(
      source,
      'content-unsupported',
      [`此处不支持“${what}”`, `'${what}' is not supported here`],
      ['删除该设置', 'Remove this setting'],
    ),
  );
}

/** Activities and some gateways may have a default among their outgoing flows (BPMN 2.0.2, table 8.60). */
function choosesFlow({ kind, choosesFlow: own }: { kind?: string; choosesFlow?: boolean }): boolean {
  return own ?? (kind === 'activity' || kind === 'container');
}

/** Extensions of other engines are not run; saying so lets their author set the same here. */
export function foreignContent(source: SourceElement): Problem[] {
  const names = [
    ...Object.keys(source.attributes).filter((name) => name.includes(':')),
    ...source.extensions.map(({ type }) => type).filter((type) => !type.startsWith('rf:')),
  ];
  if (names.length === 0) return [];
  const list = [...new Set(names)].slice(0, 8).join(', ');
  return [
    warningAt(
      source,
      'extension-foreign',
      [`其他引擎的扩展不会执行：${list}`, `Extensions of another engine are not run: ${list}`],
      [
        '在属性面板中重新设置办理人、表单、时限等',
        'Set who does it, the form and the deadline in the panel here',
      ],
    ),
  ];
}

const names: Record<string, [zh: string, en: string]> = {
  callChoreography: ['编排调用', 'choreography'],
};

export function unsupported(source: SourceElement): Problem {
  const [zh, en] = names[source.type] ?? [source.type, source.type];
  return errorAt(
    source,
    'element-unsupported',
    [`暂不支持${zh}`, `The element '${en}' is not supported`],
    [
      '改用受支持的元素，例如用户任务、服务任务、互斥或并行网关',
      'Use a supported element instead, such as a user task, a service task, an exclusive or parallel gateway',
    ],
  );
}

export function eventNotAllowed(source: SourceElement, found: string, allowed: string[]): Problem {
  const list = allowed.map((type) => type.replace('EventDefinition', '')).join(', ');
  const what = found.replace('EventDefinition', '');
  return errorAt(
    source,
    'event-unsupported',
    [
      `事件类型应为 ${list} 之一，实际为 ${what}`,
      `Expected the event to be one of ${list}, but found ${what}`,
    ],
    ['更换事件类型', 'Change the type of the event'],
  );
}

export function idReserved(source: SourceElement): Problem {
  return errorAt(
    source,
    'id-reserved',
    [`编号“${source.id}”是保留字`, `The id '${source.id}' is reserved`],
    ['换一个编号', 'Give it another id'],
  );
}
