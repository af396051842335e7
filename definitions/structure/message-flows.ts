import { errorAt, type Problem } from '../problem.ts';
import type { SourceElement } from '../source-element.ts';
import { isEvent, isGateway, triggersOf } from './kinds.ts';
import type { SourceFile, StandardRule } from './rule.ts';

const messageFlows = ({ all }: SourceFile) => all.filter(({ type }) => type === 'messageFlow');
const speaks = ['messageEventDefinition', 'multipleEventDefinition'];

/** Artifacts, gateways and the like neither send nor receive; what starts receives, what ends sends. */
const endsCanSpeak: StandardRule = {
  clause: '7.6.2 Message Flow Connection Rules; 10.5.2 to 10.5.4, Message Flow Connections',
  check(file) {
    return messageFlows(file).flatMap((flow) => [
      ...endProblems(file, flow, 'sourceRef', ['startEvent', 'intermediateCatchEvent', 'boundaryEvent']),
      ...endProblems(file, flow, 'targetRef', ['endEvent']),
    ]);
  },
};

function endProblems(
  file: SourceFile,
  flow: SourceElement,
  end: 'sourceRef' | 'targetRef',
  forbidden: string[],
): Problem[] {
  const node = file.byId.get(flow.attributes[end] ?? '');
  if (
    !node ||
    (!forbidden.includes(node.type) && !isGateway(node) && !isMute(node) && !lacksMessage(file, node))
  )
    return [];
  return [
    errorAt(
      flow,
      'message-flow-end',
      end === 'sourceRef'
        ? [`消息流不能从“${node.id}”发出`, `A message flow may not come from '${node.id}'`]
        : [`消息流不能指向“${node.id}”`, `A message flow may not lead to '${node.id}'`],
      [
        '把消息流连到泳池、活动或消息事件',
        'Connect the message flow to a pool, an activity or a message event',
      ],
    ),
  ];
}

function isMute({ type, role }: SourceElement): boolean {
  return role === 'artifacts' || type === 'sequenceFlow' || /^data/.test(type) || type === 'lane';
}

function lacksMessage(file: SourceFile, node: SourceElement): boolean {
  const triggers = triggersOf(node, file.byId);
  return isEvent(node) && !triggers.some((trigger) => speaks.includes(trigger));
}

/** Between two pools, never within one. */
const joinsPools: StandardRule = {
  clause: '9.4 Message Flow; 7.6.2 Message Flow Connection Rules',
  check(file) {
    const pools = new Map(
      file.all
        .filter(({ type }) => type === 'participant')
        .map((pool) => [pool.attributes['processRef'], pool.id]),
    );
    const poolOf = (id = ''): string | undefined => {
      let found = file.byId.get(id);
      if (found?.type === 'participant') return found.id;
      while (found && found.type !== 'process') found = file.parentOf.get(found);
      return found && pools.get(found.id);
    };
    return messageFlows(file)
      .filter(({ attributes }) => {
        const [from, to] = [poolOf(attributes['sourceRef']), poolOf(attributes['targetRef'])];
        return from !== undefined && from === to;
      })
      .map((flow) =>
        errorAt(
          flow,
          'message-flow-within',
          ['消息流的两端在同一个泳池里', 'Both ends of the message flow lie in the same pool'],
          ['泳池内用顺序流连接', 'Use a sequence flow within a pool'],
        ),
      );
  },
};

/** An intermediate event sends or receives, not both. */
const oneDirection: StandardRule = {
  clause: '10.5.4 Intermediate Event, Message Flow Connections',
  check(file) {
    const ends = (end: string) => new Set(messageFlows(file).map(({ attributes }) => attributes[end]));
    const [senders, receivers] = [ends('sourceRef'), ends('targetRef')];
    return file.all
      .filter(({ type }) => type === 'intermediateThrowEvent' || type === 'intermediateCatchEvent')
      .filter(({ id }) => senders.has(id) && receivers.has(id))
      .map((event) =>
        errorAt(
          event,
          'message-both-ways',
          ['一个中间事件不能既发送又接收消息', 'An intermediate event may not both send and receive'],
          ['拆成两个事件', 'Make two events of it'],
        ),
      );
  },
};

/** How many take part: at least as many as must, and at least one. */
const multiplicities: StandardRule = {
  clause: '9.3.1 Participants, participantMultiplicity',
  check({ all }) {
    return all
      .filter(({ type }) => type === 'participantMultiplicity')
      .filter(({ attributes: { minimum = '0', maximum = '1' } }) => {
        const [least, most] = [Number(minimum), Number(maximum)];
        return !(least >= 0 && most >= 1 && most >= least);
      })
      .map((multiplicity) =>
        errorAt(
          multiplicity,
          'multiplicity',
          [
            '参与者的最多个数小于最少个数或 1',
            'The largest number of participants is less than the least, or than 1',
          ],
          ['更正 minimum 和 maximum', 'Correct minimum and maximum'],
        ),
      );
  },
};

export const messageFlowRules = [endsCanSpeak, joinsPools, oneDirection, multiplicities];
