import type { Json } from '../../engine/json.ts';
import type { Node, ProcessModel } from '../../engine/model.ts';
import { model, node, user, within } from '../support/model.ts';

export type Parts = Partial<Omit<Node, 'config'>> & { config?: unknown };

export const events = {
  error: (code?: string) => event('error', code === undefined ? {} : { code }),
  escalation: (code?: string) => event('escalation', code === undefined ? {} : { code }),
  signal: (signal: string) => event('signal', { signal }),
  message: (message: string) => event('message', { message }),
  timer: (hours: number) => event('timer', { kind: 'duration', value: `PT${hours}H` }),
  cycle: (times: number, hours: number) => event('timer', { kind: 'cycle', value: `R${times}/PT${hours}H` }),
  link: (name: string, target?: string) => event('link', target === undefined ? { name } : { name, target }),
  compensate: (activity?: string) => event('compensate', activity === undefined ? {} : { activity }),
  terminate: () => event('terminate', {}),
  cancel: () => event('cancel', {}),
};

function event(name: string, config: { [key: string]: Json }): Node['events'] {
  return [{ type: `${name}EventDefinition`, config }];
}

/** A process under the pencil: nodes of one scope with those within them, and flows as text (see `test/support/model.ts`). */
export class Drawing {
  nodes: Node[] = [];
  flows: string[] = [];
  private readonly count: { last: number };

  constructor(count = { last: 0 }) {
    this.count = count;
  }

  id(kind: string): string {
    this.count.last += 1;
    return `${kind}${this.count.last}`;
  }

  /** Adds a node and gives its id. */
  add(type: string, parts: Parts = {}, id = this.id(shortName(type))): string {
    this.nodes.push(type === 'userTask' ? user(id, {}, parts) : node(id, type, parts));
    return id;
  }

  find(id: string): Node | undefined {
    return this.nodes.find((each) => each.id === id);
  }

  flow(from: string, to: string, condition?: string): void {
    this.flows.push(`${from} -> ${to}${condition === undefined ? '' : ` : ${condition}`}`);
  }

  /** A sub-process of any kind around what `draw` draws. */
  container(parts: Parts & { type?: string }, draw: (inner: Drawing) => void): string {
    const { type = 'subProcess', config, ...rest } = parts;
    const id = this.id(shortName(type));
    const inner = new Drawing(this.count);
    draw(inner);
    const [outside, ...inside] = within(id, inner.nodes, rest);
    if (outside) {
      const whole = { isEventSubProcess: false, ...(config as object) } as unknown as Json;
      this.nodes.push({ ...outside, type, config: whole }, ...inside);
    }
    this.flows.push(...inner.flows);
    return id;
  }

  boundary(host: string, definition: Node['events'], isInterrupting = true): string {
    return this.add('boundaryEvent', { attachedTo: host, isInterrupting, events: definition });
  }

  /** Gives an activity a user task that undoes it. */
  undo(activity: string): void {
    const host = this.find(activity);
    if (!host || host.compensatedBy !== undefined) return;
    host.compensatedBy = this.add('userTask', { isForCompensation: true }, this.id('undo'));
  }

  model(): ProcessModel {
    return model('random', this.nodes, this.flows);
  }
}

function shortName(type: string): string {
  const names: Record<string, string> = {
    userTask: 'user',
    manualTask: 'manual',
    receiveTask: 'receive',
    exclusiveGateway: 'xor',
    parallelGateway: 'and',
    inclusiveGateway: 'or',
    complexGateway: 'complex',
    eventBasedGateway: 'race',
    intermediateCatchEvent: 'catch',
    intermediateThrowEvent: 'throw',
    boundaryEvent: 'boundary',
    startEvent: 'start',
    endEvent: 'end',
    subProcess: 'sub',
    adHocSubProcess: 'adHoc',
  };
  return names[type] ?? type;
}
