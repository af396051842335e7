import { alwaysPasses, forwardIn } from '../engine/trail/forward.ts';
import type { JsonObject } from '../engine/json.ts';
import type { ProcessModel, UserTaskConfig } from '../engine/model.ts';
import type { PeopleSource } from '../engine/work/model.ts';
import { stepsBefore } from '../engine/work/previous.ts';
import type { Candidate } from '../engine/work/state.ts';
import type { Tx } from '../db/connection.ts';
import { AppError, type ProblemDetail } from '../errors.ts';
import { checkCandidates, postsAmong, reachFor } from './candidates.ts';
import { postName, type Names } from './names.ts';
import type { User } from './policy.ts';
import type { Language } from './resources/session.shapes.ts';
import type { Choices, StepToChoose } from './resources/work.shapes.ts';

type Chosen = PeopleSource & { kind: 'chosen' };

interface Step {
  node: string;
  source: Chosen;
  /** It comes whatever is decided on the way. */
  isCertain: boolean;
}

/** Steps whose people are chosen at the start (no `node`), or by whoever completes the step `node`. */
export function stepsToChoose(model: ProcessModel, node?: string): Step[] {
  const by = node === undefined ? 'initiator' : 'previousHandler';
  return Object.values(model.nodes).flatMap((step): Step[] => {
    if (step.type !== 'userTask') return [];
    const { people = [] } = (step.config ?? {}) as Partial<UserTaskConfig>;
    const source = people.find((each): each is Chosen => each.kind === 'chosen' && each.by === by);
    if (!source) return [];
    if (node !== undefined && !stepsBefore(model, step.id).includes(node)) return [];
    return [{ node: step.id, source, isCertain: isCertain(model, step.id, node) }];
  });
}

/** Within one scope only: what lies in a sub-process or beside it may be passed by. */
function isCertain(model: ProcessModel, target: string, from: string | undefined): boolean {
  const parent = model.nodes[target]?.parent ?? model.process;
  const forward = forwardIn(model, parent);
  if (from !== undefined) {
    const start = model.nodes[from];
    return start?.parent === parent && start.boundary.length === 0 && alwaysPasses(forward, from, target);
  }
  const starts = (model.nodes[parent]?.children ?? []).filter(
    (id) => model.nodes[id]?.type === 'startEvent' && model.nodes[id].events.length === 0,
  );
  return (
    parent === model.process &&
    starts.length > 0 &&
    starts.every((start) => alwaysPasses(forward, start, target))
  );
}

/** The same as a page shows it. */
export const toChoose = (
  model: ProcessModel,
  ask: { node?: string; names: Names; variables: JsonObject; at: string },
): StepToChoose[] =>
  stepsToChoose(model, ask.node).map(({ node, source, isCertain }) => ({
    node,
    name: model.nodes[node]?.name ?? { zh: node },
    most: source.most ?? null,
    among: postsAmong(source.among, ask.variables, ask.at)?.map((post) => postName(ask.names, post)) ?? null,
    required: isCertain,
  }));

/**
 * Refuses people who were chosen for a step that asks for none, too many of them, any who may not be chosen, and a step
 * that is left out although it comes whatever happens. `isMissingAllowed`: the way does not lead there (a reject).
 */
export async function checkChoices(
  tx: Tx,
  given: Choices | undefined,
  ask: {
    model: ProcessModel;
    node?: string;
    user: User;
    units: { unit: string }[];
    variables: JsonObject;
    at: string;
    language: Language;
    isMissingAllowed: boolean;
  },
): Promise<Record<string, Candidate[]> | undefined> {
  const { model, node, user, language } = ask;
  const steps = stepsToChoose(model, node);
  const details: ProblemDetail[] = [];
  const wrong = (step: string, zh: string, en: string) =>
    void details.push({ at: `/choices/${step}`, message: { zh, en }[language] });
  const nameOf = (step: string) => model.nodes[step]?.name ?? { zh: step };
  for (const step of Object.keys(given ?? {}))
    if (!steps.some((each) => each.node === step))
      wrong(
        step,
        '这一步不由您选择办理人，请删除',
        'the people of this step are not yours to choose: leave it out',
      );
  const chosen: Record<string, Candidate[]> = {};
  for (const { node: step, source, isCertain: comes } of steps) {
    const people = given?.[step];
    const name = nameOf(step);
    if (!people) {
      if (comes && !ask.isMissingAllowed)
        wrong(step, `请为“${name.zh}”选择办理人`, `Choose who does “${name.en ?? name.zh}”`);
      continue;
    }
    if (source.most !== undefined && people.length > source.most) {
      wrong(step, `最多选择 ${source.most} 人`, `choose at most ${source.most}`);
      continue;
    }
    const among = postsAmong(source.among, ask.variables, ask.at);
    const reach = reachFor(user, { units: ask.units }, among);
    chosen[step] = await checkCandidates(tx, people, {
      ...{ user, reach, language },
      at: `/choices/${step}`,
      isList: true,
    });
  }
  if (details.length > 0) {
    throw new AppError(
      'bad-input',
      `Expected people for the steps that ask for them, but ${details.length} are wrong`,
      {
        details,
      },
    );
  }
  return Object.keys(chosen).length > 0 ? chosen : undefined;
}
