import type { ProcessModel, UserTaskConfig } from '../../engine/model.ts';
import type { OpenTask } from '../../engine/state.ts';
import { seatName } from '../connection.ts';

/** Whom the process keeps out of every step is barred from the case; whom a step keeps out by its own words, from that step. */
export function keptOutOf(task: OpenTask, model: ProcessModel): { kept_out: string[]; barred: string[] } {
  const { excludedPeople = [], excludedPosts = [] } = task;
  const keptOut = [
    ...excludedPeople.map((person) => seatName({ post: '', unit: '', person })),
    ...excludedPosts.map(seatName),
  ];
  const { excluded: own } = (model.nodes[task.node]?.config ?? {}) as Partial<UserTaskConfig>;
  return { kept_out: keptOut, barred: model.work?.excluded && !own ? keptOut : [] };
}
