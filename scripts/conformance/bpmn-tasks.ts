import type { OpenTask } from '../../engine/state.ts';
import type { TaskExpectation, TaskFacts, TaskFilter } from './bpmn-case.ts';
import type { Instance } from './bpmn-instance.ts';
import type { World } from './bpmn-world.ts';

/** An open task as the cases look at it. */
export interface SeenTask {
  instance: Instance;
  task: OpenTask;
  name: string;
  /** In the order of the whole world. */
  created: number;
}

/** Open tasks of all instances that fit a filter, oldest first. */
export function findTasks(world: World, filter: TaskFilter): SeenTask[] {
  const created = new Map<string, number>();
  world.record.forEach(({ instance, event }, index) => {
    if (event.kind === 'taskCreated') created.set(`${instance.id} ${event.task.id}`, index);
  });
  return world
    .active()
    .flatMap((instance) =>
      instance.state.tasks.map((task) => ({
        instance,
        task,
        name: instance.model.nodes[task.node]?.name.zh ?? '',
        created: created.get(`${instance.id} ${task.id}`) ?? 0,
      })),
    )
    .filter((seen) => fits(world, seen, filter))
    .toSorted((a, b) => a.created - b.created);
}

function fits(world: World, { instance, task, name }: SeenTask, filter: TaskFilter): boolean {
  const isCandidate = (post: string, unit: string) =>
    task.candidates.some((candidate) => candidate.post === post && candidate.unit === unit);
  return (
    (filter.instance === undefined || world.named(filter.instance) === instance) &&
    (filter.process === undefined || instance.model.process === filter.process) &&
    (filter.element === undefined || task.node === filter.element) &&
    (filter.name === undefined || name === filter.name) &&
    (filter.assignee === undefined || assigneeOf(task) === filter.assignee) &&
    (filter.candidate_user === undefined || isCandidate('user', filter.candidate_user)) &&
    (filter.candidate_group === undefined || isCandidate('group', filter.candidate_group))
  );
}

/** Who has the task: whoever claimed it, or the one person to whom it is given. */
function assigneeOf(task: OpenTask): string | null {
  if (task.claimedBy !== undefined) return task.claimedBy;
  const [only, second] = task.candidates;
  return only?.post === 'user' && !second ? only.unit : null;
}

/** Sorted as the step asks. Where that leaves a choice, the tasks take the places at which they are expected. */
export function inOrder(tasks: SeenTask[], order: string | undefined, at: TaskExpectation['at']): SeenTask[] {
  const sign = order === 'name desc' ? -1 : 1;
  const compare = (a: SeenTask, b: SeenTask) =>
    order === undefined || a.name === b.name ? 0 : sign * (a.name < b.name ? -1 : 1);
  const sorted = tasks.toSorted(compare);
  for (const [key, facts] of Object.entries(at ?? {})) {
    const index = Number(key);
    const here = sorted[index];
    if (!here || isLike(here, facts)) continue;
    const better = sorted.findIndex(
      (other, place) => place > index && compare(here, other) === 0 && isLike(other, facts),
    );
    if (better < 0) continue;
    [sorted[index], sorted[better]] = [sorted[better]!, here];
  }
  return sorted;
}

function isLike({ name, task }: SeenTask, facts: TaskFacts): boolean {
  return (
    (facts.name == null || name === facts.name) &&
    (facts.element === undefined || task.node === facts.element) &&
    (facts.assignee == null || assigneeOf(task) === facts.assignee)
  );
}

/** What of an expectation does not hold, in words. */
export function taskMisses(
  tasks: SeenTask[],
  { count, at, names, elements, set, ...first }: TaskExpectation,
  isOrdered: boolean,
): string[] {
  const found = tasks.map(({ task, name }) => `${task.node} '${name}'`).join(', ') || 'none';
  const misses: string[] = [];
  if (count !== undefined && tasks.length !== count)
    misses.push(`${count} open tasks wanted, found: ${found}`);
  for (const [index, facts] of [['0', first] as const, ...Object.entries(at ?? {})]) {
    if (Object.keys(facts).length === 0) continue;
    const task = tasks[Number(index)];
    if (!task || !isLike(task, facts))
      misses.push(`task ${index} wanted ${JSON.stringify(facts)}, found: ${found}`);
  }
  const lists = [
    [names, tasks.map(({ name }) => name)],
    [elements, tasks.map(({ task }) => task.node)],
  ] as const;
  for (const [wanted, actual] of lists) {
    if (!wanted) continue;
    const normal = (list: readonly string[]) =>
      JSON.stringify(set ? [...new Set(list)].sort() : isOrdered ? list : list.toSorted());
    if (normal(wanted) !== normal(actual)) misses.push(`tasks ${wanted.join(', ')} wanted, found: ${found}`);
  }
  return misses;
}
