import { isNode, partsOf, textOf, type Moddle } from './moddle.ts';
import {
  outcomeVariableOf,
  readAssignments,
  readDeadline,
  readExcludedUnits,
  readForm,
  readInstruction,
  readLadder,
  readOutcomes,
  type Deadline,
  type LadderStep,
  type Outcome,
  type PostAtUnit,
} from './parts.ts';

/** What a template says, without how it is drawn: what people compare when a new version is to be published. */
export interface Outline {
  name: { zh: string; en: string };
  ladder: LadderStep[];
  /** In the order of the file. */
  steps: OutlineStep[];
  ways: OutlineWay[];
}

export interface OutlineStep {
  id: string;
  type: string;
  name: { zh: string; en: string };
  parent: string;
  who: PostAtUnit[];
  excluded: string[];
  form: string;
  outcomes: Outcome[];
  outcomeVariable: string;
  instruction: { zh: string; en: string };
  deadline?: Deadline;
  /** Body of its timer, called template, script, job: whatever else decides what it does. */
  does: string;
}

export interface OutlineWay {
  id: string;
  source: string;
  target: string;
  name: { zh: string; en: string };
  condition: string;
  isDefault: boolean;
}

/** Reads every process of a file. */
export function outlineOf(definitions: Moddle): Outline {
  const processes = partsOf(definitions, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
  const [main] = processes;
  const outline: Outline = {
    name: main ? labelOf(main) : { zh: '', en: '' },
    ladder: main ? readLadder(main) : [],
    steps: [],
    ways: [],
  };
  for (const process of processes) read(process, outline);
  return outline;
}

function read(container: Moddle, outline: Outline) {
  const elements = partsOf(container, 'flowElements');
  const defaults = new Set(elements.map((element) => (element.get('default') as Moddle | undefined)?.id));
  for (const element of elements) {
    if (isNode(element)) outline.steps.push(stepOf(element, container.id));
    if (element.$type === 'bpmn:SequenceFlow') outline.ways.push(wayOf(element, defaults.has(element.id)));
    if (element.$type === 'bpmn:SubProcess') read(element, outline);
  }
}

const labelOf = (element: Moddle) => ({ zh: textOf(element, 'name'), en: textOf(element, 'rf:nameEn') });

const stepOf = (element: Moddle, parent: string): OutlineStep => ({
  id: element.id,
  type: element.$type,
  name: labelOf(element),
  parent,
  who: readAssignments(element),
  excluded: readExcludedUnits(element),
  form: readForm(element),
  outcomes: readOutcomes(element),
  outcomeVariable: element.$type === 'bpmn:UserTask' ? outcomeVariableOf(element) : '',
  instruction: readInstruction(element),
  deadline: readDeadline(element),
  does: doesOf(element),
});

const wayOf = (flow: Moddle, isDefault: boolean): OutlineWay => ({
  id: flow.id,
  source: (flow.get('sourceRef') as Moddle | undefined)?.id ?? '',
  target: (flow.get('targetRef') as Moddle | undefined)?.id ?? '',
  name: labelOf(flow),
  condition: textOf(flow.get('conditionExpression') as Moddle | undefined, 'body'),
  isDefault,
});

function doesOf(element: Moddle): string {
  const bodies = partsOf(element, 'eventDefinitions').flatMap((definition) => [
    definition.$type,
    ...['timeDate', 'timeDuration', 'timeCycle'].map((name) =>
      textOf(definition.get(name) as Moddle | undefined, 'body'),
    ),
    (definition.get('messageRef') as Moddle | undefined)?.id ?? '',
    (definition.get('errorRef') as Moddle | undefined)?.id ?? '',
  ]);
  const jobs = partsOf(element.get('extensionElements') as Moddle | undefined, 'values')
    .filter(({ $type }) => $type === 'rf:Job')
    .flatMap((job) => [
      textOf(job, 'type'),
      ...partsOf(job, 'parameters').map((one) => `${textOf(one, 'name')}: ${textOf(one, 'value')}`),
    ]);
  return [textOf(element, 'calledElement'), textOf(element, 'script'), ...bodies, ...jobs]
    .filter(Boolean)
    .join(' ');
}
