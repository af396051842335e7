import { errorAt, type Problem } from '../problem.ts';
import { childOf, type SourceElement } from '../source-element.ts';
import { isGateway, triggersOf } from './kinds.ts';
import type { SourceFile, StandardRule } from './rule.ts';

const counts = (file: SourceFile, { id }: SourceElement) => ({
  into: (file.incoming.get(id) ?? []).length,
  out: (file.outgoing.get(id) ?? []).length,
});

/** A gateway splits or merges; where it says which of both, it does that. One without a way out is found with the other dead ends. */
const splitsOrMerges: StandardRule = {
  clause: '8.4.9 Gateways, gatewayDirection; 10.6.1 Sequence Flow Considerations',
  check(file) {
    if (file.isVendor) return [];
    return file.all.filter(isGateway).flatMap((gateway) => {
      const { into, out } = counts(file, gateway);
      const direction = gateway.attributes['gatewayDirection'] ?? 'Unspecified';
      const fits =
        {
          Unspecified: into > 1 || out !== 1 || gateway.attributes['instantiate'] === 'true',
          Converging: into > 1 && out <= 1,
          Diverging: out > 1 && into <= 1,
          Mixed: into > 1 && out > 1,
        }[direction] ?? false;
      return fits
        ? []
        : [
            errorAt(
              gateway,
              'gateway-direction',
              [
                `网关（${direction}）有 ${into} 条进线和 ${out} 条出线：它既不分支也不汇合，或与标注的方向不符`,
                `The gateway (${direction}) has ${into} flows in and ${out} out: it neither splits nor merges, or not as it says`,
              ],
              [
                '补全连线，删除网关，或更正方向（gatewayDirection）',
                'Draw the missing flows, remove the gateway, or correct its gatewayDirection',
              ],
            ),
          ];
    });
  },
};

const awaited = new Set([
  'messageEventDefinition',
  'signalEventDefinition',
  'timerEventDefinition',
  'conditionalEventDefinition',
]);

/** What follows an event-based gateway waits for something, and for nothing but the gateway. */
const eventGateway: StandardRule = {
  clause: '10.6.6 Event-Based Gateway',
  check(file) {
    return file.all
      .filter(({ type }) => type === 'eventBasedGateway')
      .flatMap((gateway) => [...waysOut(file, gateway), ...targets(file, gateway)]);
  },
};

function waysOut(file: SourceFile, gateway: SourceElement): Problem[] {
  const flows = file.outgoing.get(gateway.id) ?? [];
  return [
    ...(flows.length < 2
      ? [
          errorAt(
            gateway,
            'event-gateway-ways',
            ['事件网关至少要有两条出线', 'Expected an event-based gateway to have two ways out or more'],
            ['补画出线', 'Draw the missing ways out'],
          ),
        ]
      : []),
    ...flows
      .filter((flow) => childOf(flow, 'conditionExpression'))
      .map((flow) =>
        errorAt(
          flow,
          'event-gateway-condition',
          ['事件网关的出线不能带条件', 'A way out of an event-based gateway may not have a condition'],
          ['去掉条件', 'Remove the condition'],
        ),
      ),
  ];
}

function targets(file: SourceFile, gateway: SourceElement): Problem[] {
  const nodes = (file.outgoing.get(gateway.id) ?? []).flatMap(
    (flow) => file.byId.get(flow.attributes['targetRef'] ?? '') ?? [],
  );
  const starts = gateway.attributes['instantiate'] === 'true';
  const waitsByTask = nodes.some(({ type }) => type === 'receiveTask');
  return nodes
    .filter((node) => {
      const triggers = triggersOf(node, file.byId);
      const hasBoundary = file.withBoundary.has(node.id);
      const isWait =
        node.type === 'receiveTask'
          ? !hasBoundary
          : node.type === 'intermediateCatchEvent' &&
            triggers.every((trigger) => awaited.has(trigger)) &&
            !(waitsByTask && triggers.includes('messageEventDefinition')) &&
            !(starts && triggers.some((trigger) => trigger === 'timerEventDefinition'));
      return !isWait || counts(file, node).into > 1;
    })
    .map((node) =>
      errorAt(
        node,
        'event-gateway-target',
        [
          '它不能跟在事件网关之后：此处只能是等待消息、信号、时间或条件的事件，或不带边界事件的接收任务，且没有其他进线；能启动流程的网关不能等待时间',
          'It may not follow an event-based gateway: expected an event that waits for a message, signal, time or condition, or a receive task without boundary events, and no other way in; one that starts the process waits for no time',
        ],
        ['在它前面放一个中间捕获事件', 'Put an intermediate catch event before it'],
      ),
    );
}

/** A gateway that starts the process has no way in, from a start event or elsewhere. */
const instantiates: StandardRule = {
  clause: '10.6.6 Event-Based Gateway, instantiate',
  check(file) {
    return file.all
      .filter(({ type, attributes }) => type === 'eventBasedGateway' && attributes['instantiate'] === 'true')
      .filter((gateway) => counts(file, gateway).into > 0)
      .map((gateway) =>
        errorAt(
          gateway,
          'event-gateway-instantiates',
          [
            '启动流程的事件网关不能有进线',
            'An event-based gateway that starts the process may have no way in',
          ],
          ['删除进线，或取消“启动流程”', 'Remove the ways in, or let it not instantiate'],
        ),
      );
  },
};

export const gatewayRules = [splitsOrMerges, eventGateway, instantiates];
