import { canonicalJson } from '../canonical-json.ts';
import type { Refusal } from '../input.ts';
import type { JsonObject } from '../json.ts';
import type { ProcessModel, UserTaskConfig } from '../model.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { variablesSeenBy } from '../variables-seen.ts';
import { nodeOf } from './added-nodes.ts';
import { refusal } from './not-allowed.ts';

/** Whether it is the task of whoever began the case to revise what they asked for (退回发起人). */
export const isRevision = ({ added }: { added?: { kind: string } | null }): boolean =>
  added?.kind === 'revision';

/**
 * What a task asks for. A revision is no step of the diagram: it has the form with which the case began, and nothing of the
 * node at which it stands.
 */
export function configOfTask(
  model: ProcessModel,
  state: CaseState,
  task: { node: string; added?: { kind: string } | null },
): Partial<UserTaskConfig> {
  if (!isRevision(task)) return (nodeOf(model, state, task.node)?.config ?? {}) as Partial<UserTaskConfig>;
  const { startForm } = model.work ?? {};
  return startForm ? { form: startForm.key, writes: startForm.writes } : {};
}

/** Who revises a form says what they changed: whoever checks it next need not compare it. */
export function refuseUnexplained(
  task: OpenTask,
  { reason = '', opinion = '' }: { reason?: string | undefined; opinion?: string | undefined },
): Refusal | undefined {
  if (!isRevision(task) || task.form === undefined || `${reason}${opinion}`.trim() !== '') return undefined;
  return refusal('bad-input', {
    zh: '请填写修改说明',
    en: 'Expected what was changed, in words, but it is empty',
  });
}

/** Of what a revision sets, the values that were otherwise before; null where there was none. */
export function valuesBefore(state: CaseState, { token }: OpenTask, variables: JsonObject): JsonObject {
  const known = variablesSeenBy(state, token);
  const changed = Object.keys(variables).filter(
    (name) => canonicalJson(known[name] ?? null) !== canonicalJson(variables[name] ?? null),
  );
  return Object.fromEntries(changed.map((name) => [name, known[name] ?? null]));
}
