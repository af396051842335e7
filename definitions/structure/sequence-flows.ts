import { errorAt, type Problem } from '../problem.ts';
import { childOf, childrenOf, type SourceElement } from '../source-element.ts';
import { startMissing } from '../structure-problems.ts';
import { isActivity, isEvent, isEventSubProcess, isFlowNode } from './kinds.ts';
import type { SourceFile, StandardRule } from './rule.ts';

const flowsOf = ({ all }: SourceFile) => all.filter(({ type }) => type === 'sequenceFlow');

/** Both ends lie where the flow lies: in no other process, and not within a sub-process. */
const staysInside: StandardRule = {
  clause: '8.4.13 Sequence Flow; 7.6.1 Sequence Flow Connections Rules',
  check(file) {
    return flowsOf(file)
      .filter((flow) =>
        ['sourceRef', 'targetRef'].some((end) => {
          const node = file.byId.get(flow.attributes[end] ?? '');
          return node && isFlowNode(node) && processOf(file, node) !== processOf(file, flow);
        }),
      )
      .map((flow) =>
        errorAt(
          flow,
          'flow-crosses-process',
          ['连线不能从一个流程连到另一个流程', 'A sequence flow may not lead from one process to another'],
          ['泳池之间用消息流连接', 'Join pools by message flows'],
        ),
      );
  },
};

function processOf(file: SourceFile, source: SourceElement): SourceElement | undefined {
  let found: SourceElement | undefined = source;
  while (found && found.role !== 'rootElements') found = file.parentOf.get(found);
  return found;
}

/** A condition on the only way out of an activity could leave its token nowhere to go. */
const conditionalHasCompany: StandardRule = {
  clause: '8.4.13 Sequence Flow, conditionExpression; 10.3 Activities, Sequence Flow Connections',
  check(file) {
    if (file.isVendor) return [];
    return flowsOf(file)
      .filter((flow) => {
        const source = file.byId.get(flow.attributes['sourceRef'] ?? '');
        const isAlone = (file.outgoing.get(flow.attributes['sourceRef'] ?? '') ?? []).length === 1;
        return source && isActivity(source) && isAlone && childOf(flow, 'conditionExpression');
      })
      .map((flow) =>
        errorAt(
          flow,
          'condition-alone',
          ['活动唯一的出线不能带条件', 'The only way out of an activity may not have a condition'],
          ['再画一条出线，或去掉条件', 'Draw another way out, or remove the condition'],
        ),
      );
  },
};

/** What follows an event is not asked: the event has happened. */
const eventsLeadOn: StandardRule = {
  clause: '10.5.2 Start Event and 10.5.4 Intermediate Event, Sequence Flow Connections',
  check(file) {
    if (file.isVendor) return [];
    return flowsOf(file)
      .filter((flow) => {
        const source = file.byId.get(flow.attributes['sourceRef'] ?? '');
        return source && isEvent(source) && childOf(flow, 'conditionExpression');
      })
      .map((flow) =>
        errorAt(
          flow,
          'condition-after-event',
          ['事件的出线不能带条件', 'A way out of an event may not have a condition'],
          ['在事件之后加一个互斥网关', 'Put an exclusive gateway after the event'],
        ),
      );
  },
};

/** With an end event in its scope, a node without a way out is no end of its own. */
const leadsToAnEnd: StandardRule = {
  clause: '10.5.3 End Event',
  check(file) {
    if (file.isVendor) return [];
    return file.all
      .filter((node) => isOpenEnd(file, node))
      .map((node) =>
        errorAt(
          node,
          'leads-to-no-end',
          ['没有后续步骤，而这里有结束事件', 'Nothing follows it, while there is an end event here'],
          ['连线到结束事件', 'Draw a flow to an end event'],
        ),
      );
  },
};

function isOpenEnd(file: SourceFile, node: SourceElement): boolean {
  if (!isFlowNode(node) || node.type === 'endEvent' || node.type === 'boundaryEvent') return false;
  if ((file.outgoing.get(node.id) ?? []).length > 0 || isEventSubProcess(node)) return false;
  const triggers = node.children.map(({ type }) => type);
  if (node.attributes['isForCompensation'] === 'true' || triggers.includes('linkEventDefinition'))
    return false;
  const scope = file.parentOf.get(node);
  return scope?.type !== 'adHocSubProcess' && (scope?.children ?? []).some(({ type }) => type === 'endEvent');
}

/** Who draws where a scope begins also draws where it ends, and the other way round. */
const startsAndEnds: StandardRule = {
  clause: '10.5.2 Start Event; 10.5.3 End Event: if there is one there MUST be the other',
  check(file) {
    return file.all.flatMap((scope) => {
      const inside = childrenOf(scope, 'flowElements');
      const types = inside.map(({ type }) => type);
      const [hasStart, hasEnd] = [types.includes('startEvent'), types.includes('endEvent')];
      // A receive task or event-based gateway may begin the process instead (13.2).
      const begins = inside.some(({ attributes }) => attributes['instantiate'] === 'true');
      if (hasStart === hasEnd || (hasEnd && (file.isVendor || begins))) return [];
      return [hasStart ? withoutEnd(scope) : startMissing(scope)];
    });
  },
};

function withoutEnd(scope: SourceElement): Problem {
  return errorAt(
    scope,
    'end-missing',
    ['有开始事件，但没有结束事件', 'There is a start event, but no end event'],
    ['添加一个结束事件', 'Add an end event'],
  );
}

export const sequenceFlowRules = [
  staysInside,
  conditionalHasCompany,
  eventsLeadOn,
  leadsToAnEnd,
  startsAndEnds,
];
