import type { TaskRecord } from '../db/work-list.ts';
import type { EngineEvent } from '../engine/event.ts';
import { withdrawable } from '../engine/trail/withdraw.ts';
import type { Command, Refusal } from '../engine/input.ts';
import { refuse } from '../engine/refuse.ts';
import type { OpenTask } from '../engine/state.ts';
import { nodeOf } from '../engine/work/added-nodes.ts';
import type { Verb, VerbConfig } from '../engine/work/model.ts';
import { offeredVerbs } from '../engine/work/offered.ts';
import { verbConfig } from '../engine/work/verb-config.ts';
import { instantInWords } from './date-words.ts';
import { personName } from './names.ts';
import { actorOf, may, mayAssign } from './policy.ts';
import type { Label } from './resources/label.shapes.ts';
import type { Permission } from './resources/session.shapes.ts';
import type { OfferedVerb, VerbChoices, VerbKey } from './resources/work.shapes.ts';
import { choicesOf, type VerbContext } from './verb-choices.ts';
import { verbNames } from './verb-words.ts';

/** Verbs with a button of their own elsewhere on the page, and many at once have a page. */
const elsewhere = new Set<Verb>(['completeMany', 'withdraw', 'move', 'suspend']);

/**
 * Every verb of a task as buttons. The engine's own check decides about each, so that a page and the server cannot
 * disagree; what a verb may be given is found by the same rules.
 */
export function verbsOfTask(task: OpenTask, context: VerbContext): OfferedVerb[] {
  const { file, user, now } = context;
  const { model, state } = file;
  const actor = actorOf(user, file.row.template);
  const why = (command: Command) => refuse({ model, state, actor, at: now, command });
  const on = { task: task.id, ...anything };
  const configs = new Map<string, VerbConfig>();
  const offers = offeredVerbs(model, state, actor, task);
  for (const { verb, config } of offers) configs.set(verb, config);
  const listed = offers
    .filter(({ verb }) => !elsewhere.has(verb))
    .map(({ verb, config, allowed, reason }): OfferedVerb =>
      button(verb as VerbKey, {
        config,
        refused: allowed ? undefined : { zh: '', ...reason },
        choices: choicesOf(verb as VerbKey, { config, task, context }),
      }),
    );
  const withChoices = listed.map((offer) => refusedTooSoon(refusedWithoutChoice(offer), why, task));
  const others: OfferedVerb[] = [];
  const add = (verb: VerbKey, command: Command, isShown: boolean, choices: VerbChoices = {}) => {
    if (!isShown) return;
    const refused = why(command);
    const config = configs.get(verb);
    others.push(button(verb, { config, refused: textsOf(refused), choices }));
  };
  add('answerDelegation', { kind: 'answerDelegation', ...on }, task.delegatedBy !== undefined);
  add('recuse', { kind: 'recuse', ...on }, task.round !== undefined && task.addedTo === undefined);
  const assigning = choicesOf('assign', { config: undefined, task, context });
  add('assign', assignOf(task), mayAssign(user, task), assigning);
  const isSuspended = task.suspendedFor !== undefined;
  add('resume', { kind: 'resumeTask', ...on }, isSuspended);
  add('suspend', { kind: 'suspendTask', ...on }, !isSuspended && configs.has('suspend'));
  if (may(user, 'case.move') && configs.has('move')) {
    const config = configs.get('move');
    others.push(
      refusedWithoutChoice(
        button('move', { config, refused: undefined, choices: choicesOf('move', { config, task, context }) }),
      ),
    );
  }
  return [...withChoices, ...others];
}

/**
 * 撤回 of a task that was completed: offered to whoever did it while nobody has acted on what came of it, and afterwards
 * with why it is too late.
 */
export function withdrawalOf(
  task: Pick<TaskRecord, 'task' | 'token' | 'node' | 'completedBy' | 'completedFor'>,
  context: Pick<VerbContext, 'file' | 'user' | 'people' | 'now'>,
): OfferedVerb[] {
  const { file, user, now } = context;
  const { model, state } = file;
  const actor = actorOf(user, file.row.template);
  const found = withdrawable(model, state, actor).some(({ visit }) => visit === task.token);
  const config = verbConfig(model, state, { verb: 'withdraw', node: task.node });
  if (found) return [button('withdraw', { config, refused: undefined, choices: {} })];
  const isTheirs = [task.completedBy, task.completedFor].includes(user.person);
  if (!config || !isTheirs || state.status !== 'active') return [];
  const command: Command = { kind: 'withdrawTask', visit: task.token, ...anything };
  const refused = refuse({ model, state, actor, at: now, command });
  if (!refused) return [];
  const because = refused.data?.['acted'] === true ? whoActed(task.task, context) : undefined;
  return [button('withdraw', { config, refused: because ?? textsOf(refused), choices: {} })];
}

/** What a person did first after a task was completed: 赵卫民已办理“方案审核”. */
function whoActed(
  task: string,
  { file: { model, state, events }, people }: Pick<VerbContext, 'file' | 'people'>,
): Label | undefined {
  const done = events.findLastIndex((event) => event.kind === 'taskCompleted' && event.task === task);
  const next = events.slice(done + 1).find(({ actor, kind }) => actor?.kind === 'person' && acts.has(kind));
  if (done < 0 || next?.actor?.kind !== 'person' || !('node' in next) || typeof next.node !== 'string')
    return undefined;
  const name = nodeOf(model, state, next.node)?.name ?? { zh: next.node };
  const who = personName(people, next.actor.person).name;
  const at = instantInWords(next.at);
  return {
    zh: `${who}已于 ${at.zh} 办理“${name.zh}”，不能撤回；如需更改，请对方退回`,
    en: `${who} acted on “${name.en ?? name.zh}”, ${at.en ?? at.zh}: ask them to return it`,
  };
}

/** What people do with a task by which what came before it can no longer be taken back. */
const acts = new Set<EngineEvent['kind']>([
  'taskCompleted',
  'signed',
  'taskChanged',
  'stepReturned',
  'stepMoved',
]);

/** Verbs of the case as a whole. */
export function verbsOfCase(context: VerbContext): OfferedVerb[] {
  const { file, user, now } = context;
  const { model, state } = file;
  const actor = actorOf(user, file.row.template);
  const why = (command: Command) => refuse({ model, state, actor, at: now, command });
  if (state.status !== 'active') {
    return context.isResubmittable
      ? [button('resubmit', { config: undefined, refused: undefined, choices: {} })]
      : [];
  }
  const offers = offeredVerbs(model, state, actor);
  const configs = new Map<string, VerbConfig>(offers.map(({ verb, config }) => [verb, config]));
  const listed = offers
    .filter(({ verb }) => !elsewhere.has(verb) && !endings.has(verb))
    .map(({ verb, config, allowed, reason }) =>
      button(verb as VerbKey, {
        config,
        refused: allowed ? undefined : { zh: '', ...reason },
        choices: choicesOf(verb as VerbKey, { config, task: undefined, context }),
      }),
    );
  const others: OfferedVerb[] = [];
  // Shown to those who may, and to whoever may elsewhere: they read why not here.
  const add = (verb: VerbKey, permission: Permission, command: Command, choices: VerbChoices = {}) => {
    const refused = why(command);
    if (refused && !may(user, permission)) return;
    const config = configs.get(verb);
    others.push(button(verb, { config, refused: textsOf(refused), choices }));
  };
  const reasons = model.work?.suspensions;
  const reason = reasons?.[0]?.key ?? '—';
  if (state.work?.suspended) add('resume', 'case.suspend', { kind: 'resumeCase' });
  else
    add('suspend', 'case.suspend', { kind: 'suspendCase', ...anything, reason }, reasons ? { reasons } : {});
  add('void', 'case.void', { kind: 'voidCase', ...anything });
  // Who began the case takes it back, which comes to the same.
  if (!listed.some(({ verb, allowed }) => verb === 'recall' && allowed))
    add('cancel', 'case.cancel', { kind: 'cancelCase', ...anything });
  return [...listed.map((offer) => refusedTooSoon(refusedWithoutChoice(offer), why)), ...others];
}

/** Ends and stops of the whole case, which stand behind all else that it offers. */
const endings = new Set<Verb>(['void', 'cancel']);

/** Whatever must come with a verb: whether it is allowed at all is asked, not what comes with it. */
const anything = { reason: '—', opinion: '—', attachments: ['—'] };

const textsOf = (refused: Refusal | undefined): Label | undefined =>
  refused && (refused.texts ?? { zh: refused.message, en: refused.message });

function button(
  verb: VerbKey,
  given: { config: VerbConfig | undefined; refused: Label | undefined; choices: VerbChoices },
): OfferedVerb {
  const { config, refused, choices } = given;
  return {
    verb,
    name: config?.name ?? verbNames[verb],
    allowed: refused === undefined,
    because: refused ?? null,
    needs: [...new Set([...(always[verb] ?? []), ...(config?.needs ?? [])])],
    choices,
  };
}

/** What must come with a verb whatever the template says. */
const always: Partial<Record<VerbKey, OfferedVerb['needs']>> = {
  removeSigner: ['reason'],
  answerDelegation: ['opinion'],
  recuse: ['reason'],
  assign: ['reason'],
  return: ['reason'],
  recall: ['reason'],
  suspend: ['reason'],
  void: ['reason'],
  cancel: ['reason'],
  move: ['reason'],
  addParticipant: ['reason'],
};

/** Who urged just now is told when they may again, before they write anything. */
function refusedTooSoon(
  offer: OfferedVerb,
  why: (command: Command) => Refusal | undefined,
  task?: OpenTask,
): OfferedVerb {
  if (offer.verb !== 'urge' || !offer.allowed) return offer;
  const refused = why({ kind: 'urge', text: '—', ...anything, ...(task && { tasks: [task.id] }) });
  if (!refused) return offer;
  const again = refused.data?.['again'];
  if (typeof again !== 'string') return { ...offer, allowed: false, because: textsOf(refused) ?? null };
  const { zh, en } = instantInWords(again);
  const because = { zh: `刚刚催办过，${zh} 起可以再催`, en: `Urged just now; again from ${en} on` };
  return { ...offer, allowed: false, because };
}

/** A verb that needs a choice and has none to make is shown, and says so. */
function refusedWithoutChoice(offer: OfferedVerb): OfferedVerb {
  if (!offer.allowed) return offer;
  const none: Partial<Record<VerbKey, { isEmpty: boolean; because: Label }>> = {
    return: {
      isEmpty: offer.choices.visits?.length === 0,
      because: { zh: '此前没有可退回的步骤', en: 'There is no earlier step to return to' },
    },
    move: {
      isEmpty: offer.choices.targets?.length === 0,
      because: { zh: '没有可跳转的步骤', en: 'There is no step to move to' },
    },
    removeSigner: {
      isEmpty: offer.choices.signers?.length === 0,
      because: { zh: '没有可减去的加签人员', en: 'There is no added signer to remove' },
    },
  };
  const found = none[offer.verb];
  return found?.isEmpty ? { ...offer, allowed: false, because: found.because } : offer;
}

function assignOf({ id, excludedUnits }: OpenTask): Command {
  // Somebody whom nothing keeps out: whether assigning is allowed at all is asked, not whom.
  const to = [{ post: '—', unit: excludedUnits.includes('—') ? '——' : '—', person: '—' }];
  return { kind: 'assignTask', task: id, to, reason: '—', cause: 'supervisor' };
}
