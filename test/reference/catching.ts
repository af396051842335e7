import type { Node } from '../../engine/model.ts';
import {
  configOf,
  definition,
  isEventSubProcess,
  nodeOf,
  triggerOf,
  type Catch,
  type Machine,
} from './world.ts';

const hour = 3_600_000;

/** What an event waits for from now on. */
export function catchOf(m: Machine, event: Node): Catch {
  const config = configOf<{ message?: string; signal?: string; kind?: string; value?: string }>(
    definition(event) ?? { config: {} },
  );
  const trigger = triggerOf(event);
  if (trigger !== 'timer') {
    const kind = trigger === 'message' ? 'message' : 'signal';
    return { event: event.id, kind, name: config.message ?? config.signal ?? '' };
  }
  const [, times, hours] = /^(?:R(\d+)\/)?PT(\d+)H$/.exec(config.value ?? '') ?? [];
  const distance = Number(hours);
  return {
    event: event.id,
    kind: 'timer',
    name: '',
    due: m.world.now + distance * hour,
    ...(times !== undefined && { cycle: { left: Number(times) - 1, hours: distance } }),
  };
}

export function againAt(waiting: Catch): Catch | undefined {
  const { due = 0, cycle } = waiting;
  if (!cycle || cycle.left <= 0) return undefined;
  return { ...waiting, due: due + cycle.hours * hour, cycle: { ...cycle, left: cycle.left - 1 } };
}

/** The boundary events of an activity that wait for something outside; errors and escalations come from within. */
export function armBoundary(m: Machine, activity: Node): Catch[] {
  return activity.boundary
    .map((id) => nodeOf(m, id))
    .filter(waitsOutside)
    .map((event) => catchOf(m, event));
}

/** The event sub-processes of a scope, by their start events. */
export function armHandlers(m: Machine, container: Node): Catch[] {
  return handlersIn(m, container)
    .filter(waitsOutside)
    .map((start) => catchOf(m, start));
}

export function handlersIn(m: Machine, container: Node): Node[] {
  return container.children
    .map((id) => nodeOf(m, id))
    .filter(isEventSubProcess)
    .flatMap(({ children }) => children.map((id) => nodeOf(m, id)))
    .filter(({ type }) => type === 'startEvent');
}

function waitsOutside(event: Node): boolean {
  return ['message', 'signal', 'timer'].includes(triggerOf(event));
}
