import { canonicalJson } from '../../engine/canonical-json.ts';
import { compareInstants } from '../../engine/time/index.ts';
import type { Expected } from './bpmn-case.ts';
import type { Instance } from './bpmn-instance.ts';
import type { World } from './bpmn-world.ts';

/** Which elements completed, in order, over all instances: script tasks as their probes tell, others as the events do; a global task by its own id. */
export function completions(world: World, scripted: ReadonlySet<string>): string[] {
  const probes = world.probeRuns.map(({ element }) => element);
  const others = world.record.flatMap(({ event }) =>
    event.kind === 'elementCompleted' && !scripted.has(event.node) ? [event.node.replace(/:task$/, '')] : [],
  );
  return [...probes, ...others];
}

/** What of a case's expectation does not hold when all its steps are played, in words. */
export function expectationMisses(
  world: World,
  expected: Expected,
  { scripted, refusedTasks }: { scripted: ReadonlySet<string>; refusedTasks: string[] },
): string[] {
  const { trace, at_least: atLeast, overlap, end_state: endState } = expected;
  const done = completions(world, scripted);
  const labels = trace?.label_elements ?? {};
  const places = (label: string) =>
    done.flatMap((element, index) => ((labels[label] ?? [label]).includes(element) ? [index] : []));
  return [
    ...Object.entries(trace?.counts ?? {}).flatMap(([label, wanted]) =>
      counted(label, wanted, places(label).length, (found) => found === wanted),
    ),
    ...Object.entries(atLeast).flatMap(([label, wanted]) =>
      counted(label, wanted, places(label).length, (found) => found >= wanted),
    ),
    ...(trace?.order ?? []).flatMap(([a, b]) => {
      const [first, second] = [places(a)[0], places(b)[0]];
      return first !== undefined && second !== undefined && first < second ? [] : [`${a} before ${b} wanted`];
    }),
    ...overlap.flatMap(([a, b]) => (overlaps(world, a, b) ? [] : [`${a} and ${b} at the same time wanted`])),
    ...userTaskMisses(world, trace?.completed_user_tasks, refusedTasks),
    ...variableMisses(world, expected.variables),
    ...(endState === undefined ? [] : endMisses(world, endState)),
  ];
}

function counted(
  label: string,
  wanted: number,
  found: number,
  isRight: (found: number) => boolean,
): string[] {
  return isRight(found) ? [] : [`${label} completed ${wanted} times wanted, found ${found}`];
}

function overlaps({ probeRuns }: World, a: string, b: string): boolean {
  return probeRuns.some(
    (one) =>
      one.element === a &&
      probeRuns.some(
        (other) =>
          other.element === b &&
          compareInstants(one.startedAt, other.endedAt) < 0 &&
          compareInstants(other.startedAt, one.endedAt) < 0,
      ),
  );
}

function userTaskMisses({ record }: World, wanted: string[] | undefined, refusedTasks: string[]): string[] {
  if (!wanted) return [];
  const found = [
    ...record.flatMap(({ event }) => (event.kind === 'taskCompleted' ? [event.node] : [])),
    ...refusedTasks,
  ];
  return found.toSorted().join() === wanted.toSorted().join()
    ? []
    : [`completed tasks ${wanted.join(', ')} wanted, found ${found.join(', ') || 'none'}`];
}

function variableMisses(world: World, wanted: Expected['variables']): string[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    const read = world.probeRuns.findLast((run) => run.read?.name === name)?.read;
    const found = read ? read.value : lastSet(world, name);
    return canonicalJson(found) === canonicalJson(value)
      ? []
      : [`${name} = ${JSON.stringify(value)} wanted, found ${JSON.stringify(found)}`];
  });
}

function lastSet({ record }: World, name: string) {
  const set = record.findLast(
    ({ event }) => event.kind === 'variablesSet' && Object.hasOwn(event.variables, name),
  );
  return set?.event.kind === 'variablesSet' ? (set.event.variables[name] ?? null) : null;
}

/** All instances that the steps started, and did not delete, must stand at one of the wanted ends. */
function endMisses({ instances }: World, wanted: string): string[] {
  return instances
    .filter(({ alias, state }) => alias !== undefined && state.status !== 'cancelled')
    .filter((instance) => !wanted.split('|').some((end) => endOf(instance).includes(end)))
    .map((instance) => `${instance.alias} to end as ${wanted} wanted, found ${endOf(instance).join('|')}`);
}

/** A case at rest with a fault has failed as other engines count; one whose tokens can only wait is still active. */
function endOf({ state }: Instance): string[] {
  switch (state.status) {
    case 'new':
    case 'active': {
      const faults = state.incidents.filter(({ code }) => code !== 'stuck');
      return faults.length > 0 ? ['failed', 'incident'] : ['active'];
    }
    case 'failed':
      return ['failed', 'error-end'];
    case 'completed':
    case 'cancelled':
    case 'voided':
      return [state.status];
  }
}
