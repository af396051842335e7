import type { Asked } from '../command-rule.ts';
import type { Command, Refusal } from '../input.ts';
import type { Json } from '../json.ts';
import type { Outcome, UserTaskConfig } from '../model.ts';
import type { OpenTask } from '../state.ts';
import { variablesSeenBy } from '../variables-seen.ts';
import { refuseNextChoices } from './choices.ts';
import { refuseNeeds } from './offered.ts';
import type { Need } from './model.ts';
import { noQuorum } from './outcomes.ts';
import { refusal } from './not-allowed.ts';
import { configOfTask, refuseUnexplained } from './revision.ts';

type Complete = Command & { kind: 'completeTask' };

/**
 * What is wrong with a completion by somebody whose turn it is: its outcome, what must come with it, or its data. `waived`: what
 * need not come with it this time, whatever the outcome asks for.
 */
export function refuseCompletion(
  asked: Asked<Complete>,
  task: OpenTask,
  waived: readonly Need[] = [],
): Refusal | undefined {
  const { model, state, command } = asked;
  const config = configOfTask(model, state, task);
  const offered = (config.outcomes ?? []).filter(({ key }) => key !== noQuorum);
  const chosen = offered.find(({ key }) => key === command.outcome);
  if (offered.length > 0 && !chosen)
    return refusal('bad-input', {
      zh: '请选择办理结果',
      en: `Expected one of the outcomes ${offered.map(({ key }) => key).join(', ')}, but found ${String(command.outcome)}`,
    });
  return (
    refuseWithout(chosen, command, waived) ??
    refuseUnexplained(task, command) ??
    refuseWrites(config, command) ??
    refuseMissing(asked, { task, config, chosen }) ??
    refuseNextChoices(asked, task)
  );
}

function refuseWithout(
  chosen: Outcome | undefined,
  command: Complete,
  waived: readonly Need[],
): Refusal | undefined {
  if (chosen?.needsReason && !waived.includes('reason') && (command.reason ?? '').trim() === '')
    return refusal('bad-input', {
      zh: '请填写理由',
      en: `Expected a reason for the outcome ${chosen.key}, but it is empty`,
    });
  const needs = (chosen?.needs ?? []).filter((need) => !waived.includes(need));
  return refuseNeeds(needs, command);
}

/** What a step may not write it may not write either when its page never showed it. */
function refuseWrites(
  { writes, fields = {} }: Partial<UserTaskConfig>,
  { variables }: Complete,
): Refusal | undefined {
  const isForbidden = (name: string) =>
    (writes !== undefined && !writes.includes(name)) || fields[name] === 'read' || fields[name] === 'hidden';
  const forbidden = Object.keys(variables).find(isForbidden);
  if (forbidden === undefined) return undefined;
  return refusal('bad-input', {
    zh: `本环节不能填写“${forbidden}”`,
    en: `Expected only what this step may write, but found the variable '${forbidden}'`,
  });
}

/**
 * A required field must have a value, from this page or from before; who rejects need not fill in what they reject. What the
 * outcome itself asks for must come with it, whatever it is.
 */
function refuseMissing(
  { state, command }: Asked<Complete>,
  {
    task,
    config: { fields = {} },
    chosen,
  }: { task: OpenTask; config: Partial<UserTaskConfig>; chosen: Outcome | undefined },
): Refusal | undefined {
  const always = Object.keys(fields).filter((name) => fields[name] === 'required');
  const required = [...((chosen?.verdict ?? 'pass') === 'pass' ? always : []), ...(chosen?.requires ?? [])];
  if (required.length === 0) return undefined;
  const known = { ...variablesSeenBy(state, task.token), ...command.variables };
  const missing = required.find((name) => isBlank(known[name]));
  if (missing === undefined) return undefined;
  return refusal('bad-input', {
    zh: `请填写“${missing}”`,
    en: `Expected a value for the field '${missing}', but it is empty`,
  });
}

/** Nothing was given: neither a value, nor a letter, nor an entry of a list. */
export const isBlank = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'string' && value.trim() === '');
