import type { EngineEvent } from '../../engine/event.ts';
import { inspect } from '../../engine/inspect.ts';
import type { ProcessModel } from '../../engine/model.ts';
import type { CaseState } from '../../engine/state.ts';
import { faults, openTasks } from './interpreter.ts';
import { allCatches } from './throwing.ts';
import { everyScope, type World } from './world.ts';

/**
 * What a user could see after an input: which elements completed, tasks came and went (with counts, in no order, so that
 * interleavings within one step do not matter), and where the case stands. All lists are sorted.
 */
export interface Observation {
  happened: string[];
  tasks: string[];
  waits: string[];
  /** Nodes at which a person must look at something, with the code. */
  incidents: string[];
  /** Nodes at which tokens wait for others. */
  held: string[];
  /** `active`, `stuck`, `completed`, or `failed` with the code of the error. */
  status: string;
}

export function seenInEngine(model: ProcessModel, state: CaseState, events: EngineEvent[]): Observation {
  const isStuck = state.incidents.some(({ code }) => code === 'stuck');
  const waiting = inspect(model, state);
  return {
    happened: events.flatMap(happenedIn).sort(),
    tasks: state.tasks.map(({ node }) => node).sort(),
    waits: [
      ...state.timers.map(({ node, due }) => `${node} at ${due}`),
      ...state.subscriptions.map(({ node, awaits }) => `${node} for ${awaits.kind}`),
    ].sort(),
    incidents: state.incidents
      .flatMap(({ node, code }) => (code === 'stuck' ? [] : [`${code} at ${node}`]))
      .sort(),
    held: isStuck ? [] : waiting.flatMap((each) => (each.for === 'otherPath' ? [each.node] : [])).sort(),
    status: isStuck ? 'stuck' : state.status === 'failed' ? `failed ${state.outcome}` : state.status,
  };
}

function happenedIn(event: EngineEvent): string[] {
  switch (event.kind) {
    case 'elementCompleted':
      return [`completed ${event.node}`];
    case 'taskCreated':
      return [`created ${event.task.node}`];
    case 'taskCancelled':
      return [`cancelled ${event.node}`];
    default:
      return [];
  }
}

export function seenInReference(model: ProcessModel, world: World): Observation {
  const catches = allCatches({ model, world, choose: () => 0 });
  const tasks = openTasks(world, model).map(({ instance }) => instance.node);
  const faulty = faults(world);
  const isActive = world.status === 'active';
  // Nothing can happen any more, and nobody can make it.
  const isStuck = isActive && tasks.length + catches.length + faulty.length === 0;
  const tokens = isActive ? everyScope(world.root).flatMap(({ scope }) => scope.tokens) : [];
  return {
    happened: [...world.happened].sort(),
    tasks: tasks.sort(),
    waits: catches
      .map(({ waiting: { event, kind, due } }) =>
        due === undefined ? `${event} for ${kind}` : `${event} at ${new Date(due).toISOString()}`,
      )
      .sort(),
    incidents: faulty.map(({ node, fault }) => `${fault} at ${node}`).sort(),
    held: isStuck ? [] : tokens.flatMap(({ node, fault }) => (fault === undefined ? [node] : [])).sort(),
    status: isStuck ? 'stuck' : world.status === 'failed' ? `failed ${world.outcome}` : world.status,
  };
}
