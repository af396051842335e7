import type { Asked } from '../command-rule.ts';
import type { Actor, Command, Refusal } from '../input.ts';
import type { ProcessModel } from '../model.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { refusal } from './not-allowed.ts';
import type { Need, Verb, VerbConfig } from './model.ts';
import { standingOn } from './candidate.ts';
import { initiatorNow } from './heirs.ts';
import { refuseTurn, type Asking } from './turn.ts';
import { verbConfig, verbsOf } from './verb-config.ts';
import { refuseByTemplate } from './whose-verb.ts';

/** One verb as a page offers it: allowed, or why not. */
export interface VerbOffer {
  verb: Verb;
  config: VerbConfig;
  allowed: boolean;
  code?: Refusal['code'];
  reason?: { zh: string; en: string };
}

/**
 * What the actor can do with a task, or with the case where no task is given, beside claiming and completing: every verb
 * that the template offers there. `refuse` asks the same functions, so that a page and the server cannot disagree.
 */
export function offeredVerbs(
  model: ProcessModel,
  state: CaseState,
  actor: Actor,
  task?: OpenTask,
): VerbOffer[] {
  const asking = { model, state, actor };
  const listed = verbsOf(model, state, task?.node);
  const always = task
    ? []
    : byPermissionAlone.filter(({ verb }) => !listed.some((each) => each.verb === verb));
  return [...listed, ...always.filter(({ verb }) => isGranted(actor, permissionFor(verb, undefined) ?? ''))]
    .filter(({ verb }) => (task ? !ofCaseAlone.has(verb) : !ofTaskAlone.has(verb)))
    .map((config) => {
      const why = refuseVerb(asking, { verb: config.verb, task });
      return {
        verb: config.verb,
        config,
        allowed: !why,
        ...(why && { code: why.code, reason: why.texts ?? { zh: why.message, en: why.message } }),
      };
    });
}

/** What an office must always be able to do to a case, whatever its template lists. */
const byPermissionAlone: VerbConfig[] = (['suspend', 'void', 'cancel'] as const).map((verb) => ({
  verb,
  needs: ['reason'],
}));

const ofCaseAlone = new Set<Verb>(['recall', 'void', 'cancel', 'addParticipant', 'withdraw']);
const ofTaskAlone = new Set<Verb>([
  'addSignersBefore',
  'addSignersAfter',
  'removeSigner',
  'transfer',
  'delegate',
  'return',
  'move',
  'addTask',
  'addSubCase',
  'completeMany',
]);

interface On {
  verb: Verb;
  task?: OpenTask | undefined;
  generation?: number | undefined;
}

/**
 * Whether the template offers the verb there, and it is this actor's to use now. What the command itself brings (a
 * reason, people) is for its own rule to check.
 */
export function refuseVerb(asking: Asking, { verb, task, generation }: On): Refusal | undefined {
  const { model, state } = asking;
  if (state.status !== 'active')
    return refusal('case-closed', {
      zh: '事项已办结',
      en: `Expected an open case, but it is ${state.status}`,
    });
  const byPermission = permissionFor(verb, task);
  const config = verbConfig(model, state, { verb, node: task?.node });
  const refused = byPermission !== undefined && refuseUnlessGranted(asking, { verb, byPermission, config });
  if (refused) return refused;
  // What the law or an office must always be able to do asks for a permission, not for the template's leave.
  const isAlways = !task && byPermissionAlone.some((each) => each.verb === verb);
  if (!isAlways && !config)
    return refusal('not-allowed', {
      zh: '本环节未开放该操作',
      en: `Expected a verb that is offered${task ? ` at ${task.node}` : ''}, but found ${verb}`,
    });
  if (state.work?.suspended && !spoken.has(verb) && !isAlways) return caseSuspended();
  if (verb === 'recall') return refuseUnlessInitiator(asking) ?? refuseOnceDone(asking);
  if (verb === 'addParticipant') return refuseUnlessHandler(asking);
  if (!task || spoken.has(verb) || byPermission !== undefined) return undefined;
  return refuseTurn(asking, task, {
    generation,
    evenWaiting:
      verb === 'removeSigner' ||
      verb === 'suspend' ||
      (verb === 'addSignersBefore' && task.waits === 'signersBefore') ||
      (verb === 'addSignersAfter' && (task.waits === 'signersBefore' || task.waits === 'signersAfter')),
    evenDelegated: verb === 'delegate' || verb === 'removeSigner',
  });
}

/** By a permission, or where the template names who may, by them. */
function refuseUnlessGranted(
  asking: Asking,
  { verb, byPermission, config }: { verb: Verb; byPermission: string; config: VerbConfig | undefined },
): Refusal | undefined {
  if (config?.by) return refuseByTemplate(asking, config);
  if (isGranted(asking.actor, byPermission)) return undefined;
  return refusal('not-allowed', {
    zh: '您没有该项权限',
    en: `Expected the permission ${byPermission} for ${verb}`,
  });
}

/** Verbs that act on nothing: they are said beside the work. */
const spoken = new Set<Verb>(['comment', 'ask', 'urge', 'copyTo']);

function permissionFor(verb: Verb, task: OpenTask | undefined): string | undefined {
  switch (verb) {
    case 'void':
      return 'case.void';
    case 'cancel':
      return 'case.cancel';
    case 'suspend':
      return task ? undefined : 'case.suspend';
    case 'move':
      return 'case.move';
    // The others are for those whose turn it is.
    default:
      return undefined;
  }
}

/** The machine needs no permission: it does what a template says. */
export function isGranted(actor: Actor, permission: string): boolean {
  return actor.kind === 'system' || (actor.permissions ?? []).includes(permission);
}

export const caseSuspended = (): Refusal =>
  refusal('not-allowed', {
    zh: '事项已挂起，恢复后方可办理',
    en: 'Expected a running case, but it is suspended: resume it first',
  });

function refuseUnlessInitiator({ state, actor }: Asking): Refusal | undefined {
  if (actor.kind === 'person' && initiatorNow(state.work)?.person === actor.person) return undefined;
  return refusal('not-allowed', {
    zh: '只有发起人可以撤销',
    en: 'Expected the person who began the case: only they take it back',
  });
}

/** The template may say from which step on a case is no longer its initiator's to take back. */
function refuseOnceDone({ model, state }: Asking): Refusal | undefined {
  const { until = [] } = verbConfig(model, state, { verb: 'recall' }) ?? {};
  const done = until.find((node) => state.work?.handlers?.[node] !== undefined);
  if (done === undefined) return undefined;
  const name = model.nodes[done]?.name;
  return refusal('not-allowed', {
    zh: `“${name?.zh ?? done}”已办理，不能再撤销`,
    en: `Expected ${name?.en ?? done} not to be done yet: the case can no longer be taken back`,
  });
}

function refuseUnlessHandler({ state, actor }: Asking): Refusal | undefined {
  if (actor.kind === 'system') return undefined;
  if (state.tasks.some((task) => typeof standingOn(task, actor) === 'object')) return undefined;
  return refusal('not-allowed', {
    zh: '只有当前办理人可以增加参与单位',
    en: 'Expected somebody who can act on an open task of the case',
  });
}

interface Brought {
  reason?: string | undefined;
  opinion?: string | undefined;
  attachments?: string[] | undefined;
}

/**
 * What the template asks for with a verb (at a step, or of the case), or `always` has to come with it, and did not. `said`:
 * what came, where the command's own words are its reason.
 */
export function refuseUnsaid<C extends Command & Brought>(
  { model, state, command }: Pick<Asked<C>, 'model' | 'state' | 'command'>,
  verb: Verb,
  { node, always = [], said = command }: { node?: string | undefined; always?: Need[]; said?: Brought } = {},
): Refusal | undefined {
  const { needs = [] } = verbConfig(model, state, { verb, node }) ?? {};
  return refuseNeeds([...always, ...needs], said);
}

/** What must come with a verb or an outcome, and did not. An opinion is also a reason. */
export function refuseNeeds(
  needs: readonly Need[],
  { reason, opinion, attachments = [] }: Brought,
): Refusal | undefined {
  const has = (text: string | undefined) => (text ?? '').trim() !== '';
  for (const need of needs) {
    if (need === 'reason' && !has(reason) && !has(opinion))
      return refusal('bad-input', { zh: '请填写理由', en: 'Expected a reason, but it is empty' });
    if (need === 'opinion' && !has(opinion))
      return refusal('bad-input', { zh: '请填写意见', en: 'Expected an opinion, but it is empty' });
    if (need === 'attachment' && attachments.length === 0)
      return refusal('bad-input', { zh: '请上传附件', en: 'Expected an attachment, but there is none' });
  }
  return undefined;
}

/** Everything that is the same for verbs that act on a task: it is open, the verb is offered, and what it needs came with it. */
export function refuseOnTask<C extends Command & { task: string; generation?: number } & Brought>(
  asked: Asked<C>,
  verb: Verb,
): Refusal | OpenTask {
  const { state, command } = asked;
  const task = state.tasks.find(({ id }) => id === command.task);
  if (!task)
    return refusal('task-not-open', {
      zh: '任务已办结或已撤销',
      en: `Expected task ${command.task} to be open, but it is not`,
    });
  const refused = refuseVerb(asked, { verb, task, generation: command.generation });
  if (refused) return refused;
  return refuseUnsaid(asked, verb, { node: task.node }) ?? task;
}

export const isRefusal = (found: Refusal | OpenTask): found is Refusal => 'code' in found;
