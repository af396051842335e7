import type { Tx } from '../db/connection.ts';
import type { JsonObject } from '../engine/json.ts';
import type { ProcessModel, UserTaskConfig } from '../engine/model.ts';
import { choiceOf, refuseStartChoices, stepsToChoose } from '../engine/work/choices.ts';
import { nextSteps } from '../engine/work/next-steps.ts';
import type { Candidate } from '../engine/work/state.ts';
import { AppError } from '../errors.ts';
import { checkCandidates, postsAmong, reachFor } from './candidates.ts';
import { postName, type Names } from './names.ts';
import type { User } from './policy.ts';
import type { Language } from './resources/session.shapes.ts';
import type { Choices, StepToChoose } from './resources/work.shapes.ts';

interface Seen {
  variables: JsonObject;
  at: string;
}

/** Steps whose people are chosen when a case begins. */
export const toChooseAtStart = (model: ProcessModel, ask: Seen & { names: Names }): StepToChoose[] =>
  stepsToChoose(model, 'initiator').map((node) => shown(model, node, { ...ask, required: true }));

/** Steps whose people are chosen by whoever completes this one: required where every outcome leads there. */
export function toChooseAfter(
  model: ProcessModel,
  from: string,
  ask: Seen & { names: Names },
): StepToChoose[] {
  const chosen = stepsToChoose(model, 'previousHandler');
  if (chosen.length === 0) return [];
  const { outcomes = [], outcomeVariable = 'outcome' } = (model.nodes[from]?.config ??
    {}) as Partial<UserTaskConfig>;
  const passing = outcomes.filter(({ verdict }) => verdict !== 'reject');
  const ways = passing.length > 0 ? passing.map(({ key }) => ({ [outcomeVariable]: key })) : [{}];
  const next = ways.map((outcome) =>
    nextSteps(model, from, { at: ask.at, variables: { ...ask.variables, ...outcome } }),
  );
  return chosen
    .filter((node) => next.some(({ possible }) => possible.has(node)))
    .map((node) => shown(model, node, { ...ask, required: next.every(({ certain }) => certain.has(node)) }));
}

function shown(
  model: ProcessModel,
  node: string,
  { names, variables, at, required }: Seen & { names: Names; required: boolean },
): StepToChoose {
  const choice = choiceOf(model, node);
  return {
    node,
    name: model.nodes[node]?.name ?? { zh: node },
    most: choice?.most ?? null,
    among: postsAmong(choice?.among, variables, at)?.map((post) => postName(names, post)) ?? null,
    required,
  };
}

interface Chosen extends Seen {
  model: ProcessModel;
  user: User;
  /** That take part in the case. */
  units: { unit: string }[];
  language: Language;
}

/** That the people chosen for steps to come may be, and hold their posts. Which steps may and must have some is the case's to say. */
export async function checkChoices(
  tx: Tx,
  given: Choices | undefined,
  { model, user, units, language, variables, at }: Chosen,
): Promise<Record<string, Candidate[]> | undefined> {
  if (!given) return undefined;
  const chosen: Record<string, Candidate[]> = {};
  for (const [node, people] of Object.entries(given)) {
    const among = postsAmong(choiceOf(model, node)?.among, variables, at);
    const reach = reachFor(user, { units }, among);
    const where = { at: `/choices/${node}`, isList: true };
    chosen[node] = await checkCandidates(tx, people, { user, reach, language, ...where });
  }
  return chosen;
}

/** The same at the start, where no case can say yet what is missing or too many. */
export async function checkStartChoices(
  tx: Tx,
  given: Choices | undefined,
  ask: Chosen,
): Promise<Record<string, Candidate[]> | undefined> {
  const { model, variables, at, language } = ask;
  const refused = refuseStartChoices(model, { ...(given && { choices: given }), variables, at });
  if (refused) {
    const texts = refused.texts ?? { zh: refused.message, en: refused.message };
    throw new AppError(refused.code, refused.message, {
      texts,
      details: [{ at: refused.at ?? '/choices', message: texts[language] }],
    });
  }
  return checkChoices(tx, given, ask);
}
