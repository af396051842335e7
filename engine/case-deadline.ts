import { CaseFault } from './fault.ts';
import type { Json } from './json.ts';
import type { DeadlineConfig, LadderStep, PostAtUnit, PostAtUnitExpression, Recipient } from './model.ts';
import type { Run } from './run.ts';
import type { Deadline, PendingStep, Token } from './state.ts';
import { dueFrom, dueOn, isCivilDate, offsetFrom, toEpochMs, type Due } from './time/index.ts';
import { byId } from './table.ts';

/** Dates without a rule end when offices do, and move off days off. */
const dateRule = { rollForward: true, endOfDay: 'closeOfBusiness', basis: '' } as const;

/** Starts the clock of an activity, with its ladder; a date that the case does not have starts none. */
export function openDeadline(run: Run, token: Token, config: DeadlineConfig): void {
  const end = endOf(run, token, config);
  if (!end) return;
  const deadline: Deadline = {
    id: run.nextId('d'),
    token: token.id,
    key: config.key,
    node: token.node,
    startedAt: run.at,
    dueDate: end.dueDate,
    due: end.due,
    originalDueDate: end.dueDate,
    originalDue: end.due,
    provisional: end.provisional,
    basis: config.rule?.basis ?? '',
    extensions: 0,
    passed: false,
    steps: stepsUntil(run, token, config, end.due),
  };
  run.emit({ kind: 'deadlineSet', deadline });
}

/**
 * Moves a deadline to another date, counted as an extension; the original date stays for ever.
 * Steps that were already reached for the old date come again for the new one.
 */
export function extendDeadline(run: Run, deadline: Deadline, date: Json): void {
  const config = run.node(deadline.node).deadline;
  if (!config)
    throw new CaseFault('no-deadline', `Expected ${deadline.node} to have a deadline, but it has none`);
  const end = dueOn(civilDate(date, config.key), config.rule ?? dateRule, run.calendar);
  const to: Deadline = {
    ...deadline,
    dueDate: end.dueDate,
    due: end.due,
    provisional: end.provisional,
    extensions: deadline.extensions + 1,
    passed: false,
    steps: stepsUntil(run, run.token(deadline.token), config, end.due),
  };
  run.emit({
    kind: 'deadlineChanged',
    deadline: deadline.id,
    node: deadline.node,
    from: deadline.dueDate,
    to,
    cause: 'extension',
  });
}

/** A step of a ladder is due: it is recorded, and the commit tells those whom it names. */
export function reachStep(run: Run, deadline: Deadline, step: PendingStep): void {
  const tell = step.handlers ? [...step.whom, ...handlersOf(run, deadline)] : step.whom;
  run.emit({
    kind: 'deadlineStepReached',
    deadline: deadline.id,
    node: deadline.node,
    step,
    dueDate: deadline.dueDate,
    tell: distinct(tell),
  });
}

/** Those who can act now: the candidates of the deadline's own task, or of all open tasks in its activity. */
function handlersOf(run: Run, deadline: Deadline): PostAtUnit[] {
  const within = (tokenId: string): boolean => {
    for (let id: string | undefined = tokenId; id !== undefined;) {
      if (id === deadline.token) return true;
      const scope: string | undefined = byId(run.state.tokens, id)?.scope;
      id = scope === undefined ? undefined : byId(run.state.scopes, scope)?.token;
    }
    return false;
  };
  return run.state.tasks.flatMap((task) => (within(task.token) ? task.candidates : []));
}

function distinct(posts: PostAtUnit[]): PostAtUnit[] {
  return [...new Map(posts.map((entry) => [`${entry.post}@${entry.unit}`, entry])).values()];
}

function endOf(run: Run, token: Token, { date, rule, key }: DeadlineConfig): Due | undefined {
  const given = date === undefined ? null : run.evaluate(date, token);
  if (given !== null && given !== '') return dueOn(civilDate(given, key), rule ?? dateRule, run.calendar);
  return rule && dueFrom(rule, run.at, run.calendar);
}

function civilDate(value: Json, key: string): string {
  if (isCivilDate(value)) return value;
  throw new CaseFault(
    'bad-date',
    `Expected a date YYYY-MM-DD for deadline ${key}: correct the variable and retry`,
  );
}

function stepsUntil(run: Run, token: Token, config: DeadlineConfig, due: string): PendingStep[] {
  return (config.ladder ?? run.model.ladder)
    .map((step) => pending(run, token, step, due))
    .filter((step) => step.kind !== 'remind' || toEpochMs(step.at) > toEpochMs(run.at))
    .sort((a, b) => toEpochMs(a.at) - toEpochMs(b.at));
}

function pending(run: Run, token: Token, step: LadderStep, due: string): PendingStep {
  const at = step.kind === 'due' ? due : offsetFrom(due, step.after, run.calendar).at;
  return {
    key: step.key,
    kind: step.kind,
    at,
    whom: step.whom.flatMap((recipient) => postOf(run, token, recipient)),
    handlers: step.whom.some((recipient) => recipient.kind === 'handlers'),
    channels: step.channels,
    ...(step.colour && { colour: step.colour }),
  };
}

function postOf(run: Run, token: Token, recipient: Recipient): PostAtUnit[] {
  return recipient.kind === 'handlers' ? [] : postsAt(run, token, recipient);
}

/** Whom a template names: a post (or a list of posts) at a unit (or at each unit of a list). */
export function postsAt(run: Run, token: Token, { post, unit }: PostAtUnitExpression): PostAtUnit[] {
  const units = texts(run.evaluate(unit, token));
  const posts = texts(run.evaluate(post, token));
  return units.flatMap((at) => posts.map((each) => ({ post: each, unit: at })));
}

function texts(value: Json): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
}
