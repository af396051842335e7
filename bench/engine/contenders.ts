import { EventEmitter } from 'node:events';
import * as elements from 'bpmn-elements';
import { Engine } from 'bpmn-engine';
import { BpmnModdle } from 'bpmn-moddle';
import * as serializer from 'moddle-context-serializer';
import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { compile } from '../../definitions/compile.ts';
import type { Actor } from '../../engine/input.ts';
import type { ProcessModel } from '../../engine/model.ts';
import type { CaseState } from '../../engine/state.ts';
import { start, step } from '../../engine/step.ts';

/** An engine made ready for one process: each run plays it from its start to its end, completing every task as it comes. */
export interface Contender {
  name: string;
  /** Gives what plays one case; answers how many elements completed. */
  prepare(xml: string): Promise<() => Promise<number>>;
}

const at = '2026-09-07T01:00:00.000Z';
const anyone: Actor = { kind: 'person', person: 'p', posts: [{ post: 'any', unit: 'any' }] };

/** The engine of this project, with everything that it does for a case: events, effects, state. */
const ours: Contender = {
  name: 'rectiflow',
  async prepare(xml) {
    const model = await modelOf(xml);
    return () => Promise.resolve(play(model).completed);
  },
};

/** Plays a case to its end. `onWaiting` sees the state when its first tasks are open. */
export function play(model: ProcessModel, onWaiting?: (state: CaseState) => void): { completed: number } {
  let completed = 0;
  const begun = start(model, nationalCalendar, { at, actor: anyone, case: facts, variables: {} });
  let { state } = begun;
  const note = (events: typeof begun.events) => {
    for (const event of events) if (event.kind === 'elementCompleted') completed += 1;
  };
  note(begun.events);
  onWaiting?.(state);
  for (let open = openTasks(state); open.length > 0; open = openTasks(state)) {
    for (const task of open) {
      const command = { kind: 'completeTask', task, variables: {} } as const;
      const next = step(model, nationalCalendar, state, { kind: 'command', at, actor: anyone, command });
      if (next.refusal) throw new Error(next.refusal.message);
      note(next.events);
      state = next.state;
    }
  }
  if (state.status !== 'completed')
    throw new Error(`Expected the case to be completed, found ${state.status}`);
  return { completed };
}

export const facts = {
  caseId: '00000000-0000-4000-8000-000000000000',
  tenant: 'bench',
  templateKey: 'bench',
  templateVersion: 1,
  number: '1',
  title: 'bench',
  units: [],
};

function openTasks(state: CaseState): string[] {
  return state.tasks.map(({ id }) => id);
}

/** Every user task is given to one post: the engine does its work on people, too. */
export async function modelOf(xml: string): Promise<ProcessModel> {
  const assigned = xml
    .replace('<definitions ', '<definitions xmlns:rf="https://rectiflow.org/bpmn/1" ')
    .replaceAll(
      /(<userTask [^>]*>)/g,
      '$1<extensionElements><rf:assignment post="any" unit="any"/></extensionElements>',
    );
  const compiled = await compile(assigned);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  return compiled.model;
}

/** What is used of the two engines from npm, whose own types leave these out. */
interface WaitingApi {
  signal(): void;
}
interface ElementsDefinition {
  broker: {
    subscribeTmp(
      exchange: string,
      pattern: string,
      onMessage: (key: string, message: unknown) => void,
      options: { noAck: boolean },
    ): void;
  };
  getApi(message: unknown): WaitingApi;
  run(): void;
}
const { Context, Definition } = elements as unknown as {
  Context: new (serialized: unknown) => object;
  Definition: new (context: object) => ElementsDefinition;
};
const { Serializer, TypeResolver } = serializer as unknown as {
  Serializer(moddleContext: unknown, types: unknown): unknown;
  TypeResolver(types: unknown): unknown;
};

const bpmnElements: Contender = {
  name: 'bpmn-elements',
  async prepare(xml) {
    const serialized = Serializer(await new BpmnModdle().fromXML(xml), TypeResolver(elements));
    return () => {
      let completed = 0;
      const waiting: WaitingApi[] = [];
      const definition = new Definition(new Context(serialized));
      const onEvent = (key: string, message: unknown) => {
        if (key === 'activity.leave') completed += 1;
        if (key === 'activity.wait') waiting.push(definition.getApi(message));
      };
      definition.broker.subscribeTmp('event', 'activity.#', onEvent, { noAck: true });
      definition.run();
      completeAll(waiting);
      return Promise.resolve(completed);
    };
  },
};

const bpmnEngine: Contender = {
  name: 'bpmn-engine',
  async prepare(xml) {
    const moddleContext = await new BpmnModdle().fromXML(xml);
    return async () => {
      let completed = 0;
      const waiting: WaitingApi[] = [];
      const listener = new EventEmitter();
      listener.on('activity.leave', () => (completed += 1));
      listener.on('activity.wait', (api: WaitingApi) => waiting.push(api));
      const engine = new Engine({ name: 'bench', moddleContext } as never);
      await engine.execute({ listener } as never);
      completeAll(waiting);
      return completed;
    };
  },
};

/** Each task as it begins to wait; completing one may make others wait. */
function completeAll(waiting: WaitingApi[]): void {
  for (let index = 0; index < waiting.length; index += 1) waiting[index]?.signal();
}

export const contenders: Contender[] = [ours, bpmnElements, bpmnEngine];
