import type { AddStep } from './add-step.ts';
import { readCondition, writeCondition } from './condition.ts';
import type { Editor } from './editor.ts';
import { extensionsOf, textOf, type Drawn, type Moddle } from './moddle.ts';
import {
  freeKey,
  outcomeVariableOf,
  readAssignments,
  readDeadline,
  readExcludedUnits,
  readOutcomes,
  writeAssignments,
  writeDeadline,
  writeExcludedUnits,
  writeOutcomes,
  type Outcome,
} from './parts.ts';

export type StepKind = 'task' | 'review';

export interface WantedStep {
  /** The selected element, after which the step comes. */
  after: Drawn;
  /** The way it is put on; absent where nothing follows yet. */
  flow?: Drawn;
  kind: StepKind;
  name: string;
  nameEn: string;
  /** Takes who does it, the form and the deadline from the selected step. */
  takesOver: boolean;
  /** A review sends back to this step. */
  backTo?: Drawn;
}

/** The flows on which a step "after this one" can be put: those that leave it, and those of the choice right after it. */
export function waysAfter(element: Drawn): Drawn[] {
  if (element.waypoints) return [element];
  return element.outgoing.flatMap((flow) => {
    const choice = flow.target;
    const isChoice = choice?.type === 'bpmn:ExclusiveGateway' && choice.outgoing.length > 1;
    return isChoice ? [...choice.outgoing, flow] : [flow];
  });
}

/** After a review people mean the way on, which is the default one of the choice that follows it. */
export function likelyWay(element: Drawn): Drawn | undefined {
  const ways = waysAfter(element);
  const choice = ways[0]?.source;
  const main = (choice?.businessObject.get('default') as Moddle | undefined)?.id;
  return ways.find(({ id }) => id === main) ?? ways[0];
}

/** Steps to which a review on this way can send back: those beside it. Flows do not cross the border of a sub-process. */
export const stepsToReturnTo = (editor: Editor, flow: Drawn): Drawn[] =>
  editor
    .nodes()
    .filter(({ type, parent }) => type === 'bpmn:UserTask' && parent === flow.source?.parent)
    .sort((a, b) => a.x - b.x);

/** Where the selected review already sends back, else the selected step itself. */
export function likelyReturn(after: Drawn): Drawn {
  const [own] = after.outgoing;
  const back = own?.target?.outgoing.find(
    ({ target }) => target?.type === 'bpmn:UserTask' && target.x < after.x + after.width,
  );
  return back?.target ?? after;
}

const approveOrReturn: Outcome[] = [
  { key: 'approve', name: '同意', nameEn: 'Approve', needsReason: false },
  { key: 'return', name: '退回修改', nameEn: 'Return', needsReason: true },
];
const done: Outcome[] = [{ key: 'done', name: '办理完成', nameEn: 'Done', needsReason: false }];

/** All that a new step needs, so that it is put in as one change. */
export function planStep(editor: Editor, wanted: WantedStep): AddStep {
  const { after, flow, kind, name, nameEn, backTo } = wanted;
  const isReview = kind === 'review' && flow !== undefined && backTo !== undefined;
  const id = freeId(editor, kind === 'review' ? 'review' : 'step');
  const from = wanted.takesOver && after.type === 'bpmn:UserTask' ? after.businessObject : undefined;
  const outcomes = isReview ? outcomesOf(from) : done;
  const back = isReview ? (returning(after, outcomes) ?? outcomes.at(-1)!) : undefined;
  const variable = `${id}Outcome`;
  return {
    id,
    ...(flow ? { flow } : { after }),
    properties: {
      name,
      'rf:nameEn': nameEn || undefined,
      'rf:outcomeVariable': variable,
      extensionElements: editor.create('bpmn:ExtensionElements', {
        values: [...takenOver(editor, from, id), ...writeOutcomes(editor.create, outcomes)],
      }),
    },
    ...(back && backTo
      ? {
          back: {
            to: backTo,
            gateway: freeId(editor, `${id}Passed`),
            gatewayName: { name: `${name}通过？`, nameEn: nameEn ? `${nameEn}: passed?` : '' },
            wayName: { name: back.name, nameEn: back.nameEn },
            condition: writeCondition({ variable, key: back.key }),
          },
        }
      : {}),
  };
}

/** The same answers as the review before, where it has several; people then see the same words twice. */
function outcomesOf(from: Moddle | undefined): Outcome[] {
  const own = from ? readOutcomes(from) : [];
  return own.length > 1 ? own : approveOrReturn;
}

/** The answer that sends back: the one on which the selected review does, else the one that asks for a reason. */
function returning(after: Drawn, outcomes: Outcome[]): Outcome | undefined {
  const variable = outcomeVariableOf(after.businessObject);
  const keys = (after.outgoing[0]?.target?.outgoing ?? []).flatMap((flow) => {
    const body = textOf(flow.businessObject.get('conditionExpression') as Moddle | undefined, 'body');
    const condition = readCondition(body);
    return condition?.variable === variable ? condition.key : [];
  });
  return (
    outcomes.find(({ key, needsReason }) => needsReason && keys.includes(key)) ??
    outcomes.find(({ needsReason }) => needsReason)
  );
}

function takenOver(editor: Editor, from: Moddle | undefined, id: string): Moddle[] {
  if (!from) return [];
  const { create } = editor;
  const deadline = readDeadline(from);
  const taken = editor.nodes().flatMap((node) => readDeadline(node.businessObject)?.key ?? []);
  return [
    ...writeAssignments(create, readAssignments(from)),
    ...writeExcludedUnits(create, readExcludedUnits(from)),
    ...['rf:Form', 'rf:Stage'].flatMap((type) =>
      extensionsOf(from, type).map((part) => create(type, { key: textOf(part, 'key') })),
    ),
    ...(deadline
      ? // Its basis is the other step's: the check asks for one of its own.
        [writeDeadline(create, { ...deadline, key: freeKey(id, taken), name: '', nameEn: '', basis: '' })]
      : []),
  ];
}

function freeId(editor: Editor, wanted: string): string {
  if (!editor.isTaken(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!editor.isTaken(`${wanted}${number}`)) return `${wanted}${number}`;
}
