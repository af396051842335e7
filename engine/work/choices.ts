import type { Asked } from '../command-rule.ts';
import type { Command, Refusal } from '../input.ts';
import type { JsonObject } from '../json.ts';
import type { ProcessModel, UserTaskConfig } from '../model.ts';
import { postsNamed } from '../posts-at.ts';
import type { OpenTask } from '../state.ts';
import { variablesSeenBy } from '../variables-seen.ts';
import { nodeOf } from './added-nodes.ts';
import { keyOf } from './candidate.ts';
import { areAmong } from './chosen-people.ts';
import type { PeopleSource } from './model.ts';
import { nextSteps } from './next-steps.ts';
import { verdictOf } from './outcomes.ts';
import { refusal } from './not-allowed.ts';
import type { Candidate } from './state.ts';

type Choices = Record<string, Candidate[]>;
type Chosen = PeopleSource & { kind: 'chosen' };
type Chooser = Chosen['by'];

/** How a step's people are chosen by somebody before it begins; undefined where they are not. */
export function choiceOf(model: ProcessModel, node: string): Chosen | undefined {
  const { people = [] } = (model.nodes[node]?.config ?? {}) as Partial<UserTaskConfig>;
  return people.find((source): source is Chosen => source.kind === 'chosen');
}

const chosenSteps = new WeakMap<ProcessModel, Record<Chooser, string[]>>();

/** The steps for which the initiator chooses people when the case begins, or the handler before. Found once for each model. */
export function stepsToChoose(model: ProcessModel, by: Chooser): string[] {
  let steps = chosenSteps.get(model);
  if (!steps) {
    const chosenBy = (chooser: Chooser) =>
      Object.keys(model.nodes).filter((id) => choiceOf(model, id)?.by === chooser);
    steps = { initiator: chosenBy('initiator'), previousHandler: chosenBy('previousHandler') };
    chosenSteps.set(model, steps);
  }
  return steps[by];
}

interface Choosing {
  choices: Choices;
  /** Steps for which one may choose, and those for which one must. */
  may: Iterable<string>;
  must: Iterable<string>;
  variables: JsonObject;
  at: string;
}

/** What is wrong with a choice of people for steps to come: one too many, one missing, too many people, or the wrong ones. */
function refuseChoices(
  model: ProcessModel,
  { choices, may, must, variables, at }: Choosing,
): Refusal | undefined {
  const allowed = new Set(may);
  for (const [node, people] of Object.entries(choices)) {
    const choice = choiceOf(model, node);
    const name = model.nodes[node]?.name.zh ?? node;
    if (!choice || !allowed.has(node))
      return wrong(node, {
        zh: `“${name}”的办理人不由您选择`,
        en: `Expected people only for steps that are chosen here, but found some for ${node}`,
      });
    if (new Set(people.map(keyOf)).size < people.length)
      return wrong(node, {
        zh: '人员重复',
        en: `Expected each person once for ${node}, but found one twice`,
      });
    const { most, among } = choice;
    if (most !== undefined && people.length > most)
      return wrong(node, {
        zh: `“${name}”最多选择${most}人`,
        en: `Expected at most ${most} for ${node}, but found ${people.length}`,
      });
    if (among && !areAmong(people, postsNamed(among, variables, at)))
      return wrong(node, {
        zh: `“${name}”的办理人不在可选范围内`,
        en: `Expected people among those whom the template allows for ${node}`,
      });
  }
  const missing = [...must].find((node) => (choices[node] ?? []).length === 0);
  if (missing === undefined) return undefined;
  return wrong(missing, {
    zh: `请选择“${model.nodes[missing]?.name.zh ?? missing}”的办理人`,
    en: `Expected people for ${missing}, but none are chosen`,
  });
}

const wrong = (node: string, texts: { zh: string; en: string }): Refusal => ({
  ...refusal('bad-input', texts),
  at: `/choices/${node}`,
});

/**
 * What is wrong with the people whom the initiator chose. Every step that waits for their choice must have some, since
 * nobody can be asked later. The server asks this before it starts a case.
 */
export function refuseStartChoices(
  model: ProcessModel,
  { choices = {}, variables, at }: { choices?: Choices; variables: JsonObject; at: string },
): Refusal | undefined {
  const steps = stepsToChoose(model, 'initiator');
  return refuseChoices(model, { choices, may: steps, must: steps, variables, at });
}

/** The choices that stand at the start of a case: what is wrong is left out, and its step then is nobody's until somebody looks. */
export function startChoices(
  model: ProcessModel,
  { choices = {}, variables, at }: { choices?: Choices; variables: JsonObject; at: string },
): Choices {
  const may = stepsToChoose(model, 'initiator');
  return Object.fromEntries(
    Object.entries(choices).filter(
      ([node, people]) =>
        !refuseChoices(model, { choices: { [node]: people }, may, must: [], variables, at }),
    ),
  );
}

/**
 * What is wrong with the people whom a handler chose for the next steps. For a step that surely comes they must be
 * chosen; for one that only may come they can be. Who rejects, or signs with others, need choose nobody.
 */
export function refuseNextChoices(
  asked: Asked<Command & { kind: 'completeTask' }>,
  task: OpenTask,
): Refusal | undefined {
  const { model, state, command, at } = asked;
  const { choices = {} } = command;
  const chosenHere = stepsToChoose(model, 'previousHandler');
  if (chosenHere.length === 0 && Object.keys(choices).length === 0) return undefined;
  const config = (nodeOf(model, state, task.node)?.config ?? {}) as Partial<UserTaskConfig>;
  const { outcome } = command;
  const { outcomeVariable = 'outcome' } = config;
  const variables = {
    ...variablesSeenBy(state, task.token),
    ...command.variables,
    ...(outcome !== undefined && { [outcomeVariable]: outcome }),
  };
  const { certain, possible } = nextSteps(model, task.node, { variables, at });
  const decidesAlone = task.round === undefined && task.addedTo === undefined;
  const goesOn = decidesAlone && verdictOf(config, outcome) !== 'reject';
  return refuseChoices(model, {
    choices,
    may: chosenHere.filter((node) => possible.has(node)),
    must: goesOn ? chosenHere.filter((node) => certain.has(node)) : [],
    variables,
    at,
  });
}
