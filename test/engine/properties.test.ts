import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apply, fold } from '../../engine/apply.ts';
import { nextDue } from '../../engine/due.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { Input } from '../../engine/input.ts';
import { inspect } from '../../engine/inspect.ts';
import type { Node, ProcessModel } from '../../engine/model.ts';
import { newState, type CaseState } from '../../engine/state.ts';
import { start, step } from '../../engine/step.ts';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { monday, officer } from '../support/given.ts';
import { error, model, node, timer, user, within } from '../support/model.ts';
import { orphans } from '../support/orphans.ts';

/** A block has one way in and one way out, so that random ones can be put together without dead ends. */
type Block =
  | { kind: 'user' | 'script' | 'manual' }
  | { kind: 'job'; caught: boolean }
  | { kind: 'timed'; isInterrupting: boolean }
  | { kind: 'sequence' | 'parallel' | 'choice'; parts: Block[] }
  | { kind: 'sub'; body: Block; late: boolean; fails: boolean }
  | { kind: 'many'; count: number; isSequential: boolean; early: boolean; body?: Block };

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'block' },
    fc.record({ kind: fc.constantFrom('user', 'script', 'manual') }) as fc.Arbitrary<Block>,
    fc.record({ kind: fc.constant('job'), caught: fc.boolean() }) as fc.Arbitrary<Block>,
    fc.record({ kind: fc.constant('timed'), isInterrupting: fc.boolean() }) as fc.Arbitrary<Block>,
    fc.record({
      kind: fc.constantFrom('sequence', 'parallel', 'choice'),
      parts: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }) as fc.Arbitrary<Block>,
    fc.record({
      kind: fc.constant('sub'),
      body: tie('block'),
      late: fc.boolean(),
      fails: fc.boolean(),
    }) as fc.Arbitrary<Block>,
    fc.record({
      kind: fc.constant('many'),
      count: fc.integer({ min: 0, max: 3 }),
      isSequential: fc.boolean(),
      early: fc.boolean(),
      body: fc.option(tie('block'), { nil: undefined }),
    }) as fc.Arbitrary<Block>,
  ),
}));

class Drawing {
  nodes: Node[] = [];
  flows: string[] = [];
  private count = 0;

  id(kind: string): string {
    this.count += 1;
    return `${kind}${this.count}`;
  }

  /** Draws a block and gives the ids of its first and last node. */
  draw(part: Block): [string, string] {
    switch (part.kind) {
      case 'user':
        return this.one(user(this.id('user')));
      case 'script':
        return this.one(
          node(this.id('script'), 'scriptTask', { config: { script: '= 1 + 1', resultVariable: 'x' } }),
        );
      case 'manual':
        return this.one(node(this.id('manual'), 'manualTask'));
      case 'job': {
        const id = this.id('job');
        this.nodes.push(node(id, 'serviceTask', { config: { jobType: 'anything', parameters: {} } }));
        return part.caught ? this.merge(id, { events: error('e') }) : [id, id];
      }
      case 'timed': {
        const id = this.id('timed');
        this.nodes.push(user(id));
        if (part.isInterrupting) return this.merge(id, { events: timer('duration', 'P1D') });
        return this.beside(id, timer('duration', 'P1D'));
      }
      case 'sequence': {
        const ends = part.parts.map((inner) => this.draw(inner));
        ends.slice(1).forEach(([first], index) => this.flows.push(`${ends[index]?.[1]} -> ${first}`));
        return [ends[0]?.[0] ?? '', ends.at(-1)?.[1] ?? ''];
      }
      case 'parallel':
      case 'choice': {
        const type = part.kind === 'parallel' ? 'parallelGateway' : 'exclusiveGateway';
        const [split, join] = [this.id('split'), this.id('join')];
        this.nodes.push(node(split, type), node(join, type));
        part.parts.forEach((inner, index) => {
          const [first, last] = this.draw(inner);
          const isDefault = part.kind === 'choice' && index === part.parts.length - 1;
          const condition = part.kind === 'choice' ? ` : ${isDefault ? 'default' : `x = ${index}`}` : '';
          this.flows.push(`${split} -> ${first}${condition}`, `${last} -> ${join}`);
        });
        return [split, join];
      }
      case 'sub': {
        const id = this.container(part.body, part.fails);
        const caught: [string, string] = part.fails ? this.merge(id, { events: error() }) : [id, id];
        if (part.late) this.beside(id, timer('duration', 'P2D'));
        return caught;
      }
      case 'many': {
        const loop = {
          isSequential: part.isSequential,
          cardinality: `= ${part.count}`,
          ...(part.early && { completionCondition: '= numberOfCompletedInstances >= 1' }),
        };
        if (!part.body) return this.one(user(this.id('many'), {}, { loop }));
        const id = this.container(part.body, false);
        const container = this.nodes.find((each) => each.id === id);
        if (container) container.loop = loop;
        return [id, id];
      }
    }
  }

  private one(single: Node): [string, string] {
    this.nodes.push(single);
    return [single.id, single.id];
  }

  /** A boundary event whose path joins again after the activity. */
  private merge(id: string, parts: Partial<Node>): [string, string] {
    const [boundary, gate] = [this.id('boundary'), this.id('merge')];
    this.nodes.push(
      node(boundary, 'boundaryEvent', { ...parts, attachedTo: id }),
      node(gate, 'exclusiveGateway'),
    );
    this.flows.push(`${id} -> ${gate}`, `${boundary} -> ${gate}`);
    return [id, gate];
  }

  /** A boundary event beside its activity, with a path of its own to its own end. */
  private beside(id: string, events: Node['events']): [string, string] {
    const [boundary, end] = [this.id('beside'), this.id('told')];
    this.nodes.push(node(boundary, 'boundaryEvent', { attachedTo: id, isInterrupting: false, events }));
    this.nodes.push(node(end, 'endEvent'));
    this.flows.push(`${boundary} -> ${end}`);
    return [id, id];
  }

  private container(body: Block, fails: boolean): string {
    const id = this.id('sub');
    const inner = new Drawing();
    inner.count = this.count;
    const [begin, end] = [inner.id('begin'), inner.id('finish')];
    const [first, last] = inner.draw(body);
    inner.nodes.push(node(begin, 'startEvent'), node(end, 'endEvent', fails ? { events: error('e') } : {}));
    this.count = inner.count;
    this.nodes.push(...within(id, inner.nodes));
    this.flows.push(`${begin} -> ${first}`, `${last} -> ${end}`, ...inner.flows);
    return id;
  }
}

function processOf(part: Block): ProcessModel {
  const drawing = new Drawing();
  const [first, last] = drawing.draw(part);
  return model(
    'random',
    [node('start', 'startEvent'), ...drawing.nodes, node('end', 'endEvent')],
    [`start -> ${first}`, ...drawing.flows, `${last} -> end`],
  );
}

/** What a random walk may do next, from what the case waits for. */
function inputs(state: CaseState, at: string): Input[] {
  const tasks = state.tasks
    .map(({ id }) => id)
    .map((task): Input => {
      const command = { kind: 'completeTask', task, variables: { x: state.seq % 3 } } as const;
      return { kind: 'command', at, actor: officer, command };
    });
  const jobs = state.jobs
    .map(({ id }) => id)
    .flatMap((job): Input[] => [
      { kind: 'jobCompleted', at, job, variables: { x: 1 } },
      { kind: 'jobFailed', at, job, error: { code: 'e', message: 'down', isBpmnError: true } },
    ]);
  const incidents = state.incidents
    .map(({ id }) => id)
    .map((incident): Input => {
      return {
        kind: 'command',
        at,
        actor: officer,
        command: { kind: 'resolveIncident', incident, how: 'retry' },
      };
    });
  const due = nextDue(state);
  return [
    ...tasks,
    ...jobs,
    ...incidents,
    ...(due === undefined ? [] : [{ kind: 'tick', at: due } as Input]),
  ];
}

const facts = {
  caseId: 'c',
  tenant: 't',
  templateKey: 'random',
  templateVersion: 1,
  number: '1',
  title: 'random',
  units: [],
};

function walk(
  process: ProcessModel,
  choices: number[],
  visit: (state: CaseState, events: EngineEvent[]) => CaseState,
) {
  const begun = start(process, nationalCalendar, {
    at: monday,
    actor: officer,
    case: facts,
    variables: { x: 0 },
  });
  let state = visit(begun.state, begun.events);
  for (const choice of choices) {
    const possible = inputs(state, state.at);
    const chosen = possible[choice % Math.max(possible.length, 1)];
    if (!chosen || state.status !== 'active') break;
    const result = step(process, nationalCalendar, state, chosen);
    state = visit(result.state, result.events);
  }
  return state;
}

const runs = fc.tuple(block.map(processOf), fc.array(fc.nat(11), { minLength: 1, maxLength: 40 }));

test('the state is always the fold of the events, numbered without a gap', () => {
  fc.assert(
    fc.property(runs, ([process, choices]) => {
      const all: EngineEvent[] = [];
      walk(process, choices, (state, events) => {
        all.push(...events);
        expect(fold(all)).toEqual(state);
        expect(all.reduce(apply, newState)).toEqual(state);
        return state;
      });
      expect(all.map((event) => event.seq)).toEqual(all.map((_, index) => index + 1));
    }),
    { numRuns: 300 },
  );
});

test('a JSON round trip between any two steps changes nothing', () => {
  fc.assert(
    fc.property(runs, ([process, choices]) => {
      const plain = walk(process, choices, (state) => state);
      const stored = walk(process, choices, (state) => JSON.parse(JSON.stringify(state)) as CaseState);
      expect(stored).toEqual(plain);
      expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
    }),
    { numRuns: 200 },
  );
});

test('no step changes the state it was given', () => {
  fc.assert(
    fc.property(runs, ([process, choices]) => {
      walk(process, choices, (state) => deepFreeze(state));
    }),
    { numRuns: 200 },
  );
});

test('no token is lost or doubled: everything that waits has a living owner, and every owner knows it', () => {
  fc.assert(
    fc.property(runs, ([process, choices]) => {
      walk(process, choices, (state) => {
        expect(orphans(state)).toEqual([]);
        return state;
      });
    }),
    { numRuns: 300 },
  );
});

test('every run ends, or waits for something named', () => {
  fc.assert(
    fc.property(runs, ([process, choices]) => {
      const state = walk(process, choices, (each) => {
        if (each.status === 'active') {
          const waiting = inspect(process, each).filter((entry) => entry.for !== 'otherPath');
          expect(waiting.length).toBeGreaterThan(0);
        }
        return each;
      });
      if (state.status !== 'active') {
        const { tokens, scopes, tasks, timers, jobs, subscriptions, deadlines } = state;
        expect({ tokens, scopes, tasks, timers, jobs, subscriptions, deadlines }).toEqual({
          ...{ tokens: [], scopes: [], tasks: [], timers: [], jobs: [], subscriptions: [], deadlines: [] },
        });
      }
    }),
    { numRuns: 300 },
  );
});

test('a structured process that people keep working on reaches its end', () => {
  fc.assert(
    fc.property(block.map(processOf), (process) => {
      const state = walk(
        process,
        Array.from({ length: 400 }, () => 0),
        (each) => each,
      );
      expect(state.status).toBe('completed');
    }),
    { numRuns: 200 },
  );
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

test('the empty fold is the new state', () => {
  expect(fold([])).toEqual(newState);
});
