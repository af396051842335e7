import type { TaskToAct } from '../../db/commands.ts';
import { writableFields } from '../../definitions/form.ts';
import type { Command } from '../../engine/input.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { Outcome, ProcessModel, UserTaskConfig } from '../../engine/model.ts';
import { isBlank } from '../../engine/work/completion.ts';
import { isRevision } from '../../engine/work/revision.ts';
import { AppError } from '../../errors.ts';
import { readCaseFile } from '../case-file.ts';
import { keptVersion, versionOfCase } from '../case-versions.ts';
import { accessedForm, checkValues, formOf } from '../forms.ts';
import type { Form } from '../resources/forms.shapes.ts';
import type { Label } from '../resources/label.shapes.ts';
import { CompleteTask } from '../resources/tasks.shapes.ts';
import { modelOf } from '../task-command.ts';
import { knownValues } from '../task-view.ts';
import { checkChoices } from '../to-choose.ts';
import { taskVerb, type TaskAct } from '../verb-route.ts';
import { refuseMissing } from '../verb-words.ts';

export const complete = taskVerb({
  path: 'complete',
  summary: { zh: '办理任务', en: 'Complete a task' },
  body: CompleteTask,
  command: completion,
});

async function completion(act: TaskAct<CompleteTask>): Promise<Command> {
  const { body, language, scoped, task, said } = act;
  const { keys } = act.dependencies;
  const { forms } = keptVersion(task) ?? (await scoped((tx) => versionOfCase(tx, task)));
  const model = await modelOf(act, task);
  const config = configOf(model, task);
  const form = accessedForm(formOf(forms, task.form), config.fields);
  const outcome = chosenOutcome(model, task, body);
  if (outcome) {
    const needs = [...(outcome.needsReason ? (['reason'] as const) : []), ...(outcome.needs ?? [])];
    refuseMissing(needs, body, { name: outcome.name, language });
  }
  if (isRevision(task) && form) refuseMissing(['reason'], body, { name: resubmission, language });
  const { caseId } = task;
  const hasReadOnly = form?.layout.some(({ fields }) => fields.some(({ readOnly }) => readOnly)) ?? false;
  const known: JsonObject =
    hasReadOnly || isRevision(task)
      ? knownValues(await scoped((tx) => readCaseFile(tx, keys, caseId)), task.task)
      : {};
  // Who revises writes the whole form anew, and in a vote nobody's form is filled in by another.
  const isOwn = isRevision(task) || config.signing?.mode === 'vote';
  const variables = checkValues(form, body.values as JsonObject, {
    ...{ known: isOwn ? readOnlyOf(form, known) : known, language },
    requires: [...(outcome?.requires ?? []), ...emptiedOf(config, outcome, body.values as JsonObject)],
  });
  return {
    kind: 'completeTask',
    ...said,
    outcome: outcome?.key,
    choices: await chosenFor(act, model),
    variables: isRevision(task) ? { ...emptied(form, known), ...variables } : variables,
  };
}

/** Fields that the step demands and that were sent empty: the form's own schema takes null for a value. Who rejects need not fill them in. */
const emptiedOf = (
  { fields = {} }: Partial<UserTaskConfig>,
  outcome: Outcome | undefined,
  values: JsonObject,
): string[] =>
  (outcome?.verdict ?? 'pass') === 'pass'
    ? Object.keys(fields).filter(
        (name) => fields[name] === 'required' && Object.hasOwn(values, name) && isBlank(values[name]),
      )
    : [];

/** Nothing of the node at which it stands is asked of a revision. */
const configOf = (model: ProcessModel, task: TaskToAct): Partial<UserTaskConfig> =>
  isRevision(task) ? {} : ((model.nodes[task.node]?.config ?? {}) as Partial<UserTaskConfig>);

const resubmission: Label = { zh: '重新提交', en: 'Submit again' };

/** A revision is the whole form: what is left out of it is not as it was before, it is empty. */
const emptied = (form: Form | null, known: JsonObject): JsonObject =>
  Object.fromEntries(
    (form ? writableFields(form) : [])
      .filter((field) => known[field] !== undefined && known[field] !== null)
      .map((field) => [field, null]),
  );

function readOnlyOf(form: Form | null, known: JsonObject): JsonObject {
  const writable = new Set(form ? writableFields(form) : []);
  return Object.fromEntries(Object.entries(known).filter(([name]) => !writable.has(name)));
}

/** People for the steps that this handler chooses for; which may and must have some is the case's to say. */
function chosenFor(
  { body, user, language, scoped, task, dependencies }: TaskAct<CompleteTask>,
  model: ProcessModel,
) {
  if (!body.choices) return undefined;
  return scoped(async (tx) => {
    const file = await readCaseFile(tx, dependencies.keys, task.caseId);
    return checkChoices(tx, body.choices, {
      ...{ model, user, language, units: file.row.units, at: file.state.at },
      variables: { ...knownValues(file, task.task), ...(body.values as JsonObject) },
    });
  });
}

/** The one outcome of a task need not be named; of several, one must be. */
function chosenOutcome(model: ProcessModel, task: TaskToAct, body: CompleteTask): Outcome | undefined {
  const { outcomes = [] } = configOf(model, task);
  const chosen =
    outcomes.length === 1 && body.outcome === undefined
      ? outcomes[0]
      : outcomes.find(({ key }) => key === body.outcome);
  if (!chosen && (outcomes.length > 0 || body.outcome !== undefined)) {
    throw new AppError(
      'bad-input',
      `Expected one of ${outcomes.map(({ key }) => key).join(', ') || 'no outcome'}`,
      {
        details: [
          {
            at: '/outcome',
            message: `请选择办理结果：${outcomes.map(({ name }) => name.zh).join('、')} / choose one of: ${outcomes.map(({ name }) => name.en ?? name.zh).join(', ')}`,
          },
        ],
      },
    );
  }
  return chosen;
}
