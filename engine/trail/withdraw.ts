import { outlives } from '../cancel.ts';
import type { CommandRule } from '../command-rule.ts';
import type { Actor, Refusal } from '../input.ts';
import type { ProcessModel } from '../model.ts';
import { refuseOneMore } from '../one-more.ts';
import type { Run } from '../run.ts';
import type { SubProcessConfig } from '../scope.ts';
import type { CaseState, Token } from '../state.ts';
import { byId, numberOf } from '../table.ts';
import { refusal } from '../work/not-allowed.ts';
import { caseSuspended, refuseUnsaid } from '../work/offered.ts';
import { verbConfig } from '../work/verb-config.ts';
import type { TrailCommand } from './command.ts';
import { canRest, futureOf, type Future } from './future.ts';
import { sets } from './pass-on.ts';
import type { Firing, OutsideAct, Removed } from './state.ts';
import { drop, emptied, removedIn, undone } from './undo.ts';
import { openVotes, pastVisits, plain, type Past, type Visit } from './visits.ts';
import { saidOf } from '../work/said.ts';

type Command = TrailCommand & { kind: 'withdrawTask' };

/**
 * 撤回: whoever completed a step takes it back, and it is exactly as it was, as long as nobody has acted on what came of it. So
 * does whoever signed in a round that is still open: the votes of the others stay.
 */
export const withdrawTask: CommandRule<Command> = {
  refuse(asked) {
    const { model, state, actor, command } = asked;
    const past = takenBack(state, actor, command.visit);
    if (!past) return notKnown(command.visit);
    if (!verbConfig(model, state, { verb: 'withdraw', node: past.node }))
      return refusal('not-allowed', {
        zh: '本环节未开放撤回',
        en: `Expected withdraw to be offered at ${past.node}, but it is not`,
      });
    if (state.work?.suspended) return caseSuspended();
    if (!isTheirs(past, actor))
      return refusal('not-allowed', {
        zh: '只有办理人本人可以撤回',
        en: 'Expected the person who completed the step: only they take it back',
      });
    return (
      refuseUndone(model, state, past, command.untouched) ??
      refuseUnsaid(asked, 'withdraw', { node: past.node })
    );
  },
  obey(run, actor, { visit, ...said }) {
    const past = takenBack(run.state, actor, visit);
    const { trail } = run.state;
    if (!past || !trail) return;
    const future = futureOf(run.model, trail, new Set([past.done.at]));
    run.emit({ kind: 'stepWithdrawn', task: past.done.done.task ?? '', node: past.node, ...saidOf(said) });
    giveBack(run, future);
  },
};

/** What was done on a token: the step, or while its round is open the newest vote of this person. */
function takenBack(state: CaseState, actor: Actor, visit: string): Past | undefined {
  const done = pastVisits(state).find((each) => each.visit === visit);
  if (done) return done;
  const votes = openVotes(state).filter((each) => each.visit === visit);
  return votes.find((vote) => isTheirs(vote, actor)) ?? votes[0];
}

/** The steps that this person can take back now, the newest first. Called cases that are open are for the server to ask about. */
export function withdrawable(
  model: ProcessModel,
  state: CaseState,
  actor: Actor,
): (Visit & { calls: string[] })[] {
  const votes = openVotes(state).filter(
    (vote, index, all) =>
      isTheirs(vote, actor) &&
      index === all.findIndex((each) => each.visit === vote.visit && isTheirs(each, actor)),
  );
  return [...votes, ...pastVisits(state)].flatMap((past) => {
    const calls = callsIn(model, state, past);
    const { visit } = past;
    const said = { reason: '-', opinion: '-', attachments: ['-'] };
    const command: Command = { kind: 'withdrawTask', visit, ...said, untouched: calls };
    const refused = withdrawTask.refuse({ model, state, actor, at: state.at, command });
    return refused ? [] : [{ ...plain(past), calls }];
  });
}

/** Ids of called cases that would end with a withdrawal. */
function callsIn(model: ProcessModel, state: CaseState, { done }: Past): string[] {
  if (!state.trail) return [];
  const { made } = futureOf(model, state.trail, new Set([done.at]));
  return state.calls.filter(({ id }) => made.has(id)).map(({ caseId }) => caseId);
}

function isTheirs({ person, handler }: Past, actor: Actor): boolean {
  if (actor.kind !== 'person') return false;
  const theirs = [actor.person, ...(actor.standsInFor ?? []).map((principal) => principal.person)];
  return [person, handler?.person].some((each) => each !== undefined && theirs.includes(each));
}

function refuseUndone(
  model: ProcessModel,
  state: CaseState,
  { done, ended }: Past,
  untouched: string[] = [],
): Refusal | undefined {
  const { trail } = state;
  if (!trail) return notKnown(done.done.token);
  const future = futureOf(model, trail, new Set([done.at]));
  const { firings, made } = future;
  if (firings.some((firing) => firing !== done && firing.isAct) || hidesAct(state, made)) return acted;
  if (done.done.isDetour) return acted;
  const outside = firings.map((firing) => outsideIn(firing, made)).find((found) => found !== undefined);
  if (outside) return outsideTexts[outside];
  const isTouched = (call: CaseState['calls'][number]) =>
    outlives(model, call) !== undefined || !untouched.includes(call.caseId);
  if (state.calls.some((call) => made.has(call.id) && isTouched(call))) return outsideTexts.call;
  if (firings.some(({ isThin }) => isThin)) return notKnown(done.done.token);
  // Beside a vote, others go on with the same step.
  if (byId(state.tokens, done.done.token) && isChangedSince(trail.firings, future)) return acted;
  const isSame = ended.at === done.at || ended.by === done.at;
  if (!isSame || !canRest(model, state, { future, again: new Set() })) return acted;
  return refuseOpenedAgain(model, state, firings);
}

/** A request (an event sub-process) that ended by it would go on again: beside another that was made since it may not. */
function refuseOpenedAgain(model: ProcessModel, state: CaseState, firings: Firing[]): Refusal | undefined {
  const ended = firings.flatMap((firing) => firing.ended);
  const refused = ended.flatMap(({ node, scope }) => {
    const subProcess = model.nodes[node];
    if (!subProcess || !(subProcess.config as Partial<SubProcessConfig> | undefined)?.isEventSubProcess)
      return [];
    return refuseOneMore(model, state, { subProcess, scope }) ?? [];
  });
  return refused[0];
}

/** A return from what came of it was a person's act, though what it cut off is kept aside and lives again with what it had used. */
function hidesAct({ trail }: CaseState, made: Set<string>): boolean {
  return (trail?.detours ?? []).some(
    ({ targets, firings }) =>
      targets.some((token) => made.has(token)) ||
      firings.some(
        ({ used, ended }) => used.some((id) => made.has(id)) || ended.some(({ id }) => made.has(id)),
      ),
  );
}

/**
 * Whether something else has changed, since, what these firings had changed of what goes on living: a task of somebody who
 * waited for it, or a round by asking the next. It could not be put back without that being lost.
 */
function isChangedSince(all: Firing[], { firings }: Future): boolean {
  const [first] = firings;
  if (!first) return false;
  const later = all.filter(({ at }) => at > first.at && !firings.some((firing) => firing.at === at));
  const changed = firings.flatMap(({ removed }) =>
    removed.flatMap(({ thing, isChanged }) => (isChanged ? [thing.id] : [])),
  );
  const rounds = firings.flatMap(roundsIn);
  return later.some(
    (firing) =>
      firing.used.some((id) => changed.includes(id)) || roundsIn(firing).some((id) => rounds.includes(id)),
  );
}

/** Rounds that it changed otherwise than by a vote. */
function roundsIn({ changes }: Firing): string[] {
  return changes.flatMap((change) => (change.of === 'side' && change.part === 'rounds' ? [change.key] : []));
}

function outsideIn({ isOutside, removed }: Firing, made: Set<string>): OutsideAct | undefined {
  if (isOutside) return isOutside;
  const isEnded = removed.some(
    ({ kind, thing, isChanged }) =>
      (kind === 'jobs' || kind === 'calls') && !isChanged && !made.has(thing.id),
  );
  return isEnded ? 'ended' : undefined;
}

/** `acted`: somebody did; who and what is for whoever has the record to say. */
const acted = refusal(
  'not-allowed',
  {
    zh: '后续环节已有人办理，不能撤回',
    en: 'Expected that nobody has acted on what came of the step, but somebody has: ask them to return it',
  },
  { acted: true },
);

const outsideTexts: Record<OutsideAct, Refusal> = {
  job: refusal('not-allowed', {
    zh: '后续自动处理已完成，不能撤回',
    en: 'Expected no work of other systems after the step, but some is done and cannot be taken back',
  }),
  message: refusal('not-allowed', {
    zh: '已对外发出或收到消息，不能撤回',
    en: 'Expected no message sent or received after the step, but there was one',
  }),
  call: refusal('not-allowed', {
    zh: '后续子流程已启动，不能撤回',
    en: 'Expected no called case after the step on which people may have acted, but there is one',
  }),
  ended: refusal('not-allowed', {
    zh: '其他系统或子流程的工作已因此终止，不能撤回',
    en: 'Expected that the step ended no work outside of this case, but it did',
  }),
  detour: refusal('not-allowed', {
    zh: '后续退回的环节已因此终止，不能撤回',
    en: 'Expected that the step ended no other one that had been returned, but it did',
  }),
};

function notKnown(visit: string): Refusal {
  return refusal('not-found', {
    zh: '找不到可撤回的办理记录，或时间已久',
    en: `Expected the visit ${visit} among what can still be taken back, but it is not there`,
  });
}

/** Puts everything as it was before: what came of the firings is gone, what they ended is there again with its own ids. */
function giveBack(run: Run, future: Future): void {
  const { firings, made, tokens, scopes } = future;
  const data = dataBefore(run, firings);
  drop(run, future);
  const removed = firstOf(removedIn(firings, made));
  const things = [
    ...tokens.map((token) => ({ id: token.id, again: () => comesBack(run, token) })),
    ...scopes.map((scope) => ({
      id: scope.id,
      again: () => run.emit({ kind: 'scopeReopened', scope: emptied(scope) }),
    })),
    ...removed.map((each) => ({ id: each.thing.id, again: () => isThereAgain(run, each) })),
  ];
  for (const { again } of things.toSorted((one, other) => numberOf(one.id) - numberOf(other.id))) again();
  for (const each of data) {
    const { scope, token } = each;
    if (token === undefined ? byId(run.state.scopes, scope) : byId(run.state.tokens, token))
      run.emit({ kind: 'variablesRestored', ...each });
  }
  run.emit({ ...undone(future), isExact: true });
}

function comesBack(run: Run, token: Token): void {
  run.emit({ kind: 'tokenRestored', token: { ...token, owns: [] } });
}

/** Of something that changed and then ended, what it was at first. */
function firstOf(removed: Removed[]): Removed[] {
  return removed.filter(
    ({ thing }, index) => index === removed.findIndex((other) => other.thing.id === thing.id),
  );
}

function isThereAgain(run: Run, { kind, thing }: Removed): void {
  const { tokens, scopes } = run.state;
  const isOwned =
    thing.token === undefined
      ? 'scope' in thing && byId(scopes, thing.scope ?? '')
      : byId(tokens, thing.token);
  if (!isOwned && kind !== 'incidents') return;
  switch (kind) {
    case 'tasks':
      return run.emit({ kind: 'taskReopened', task: thing });
    case 'timers':
      if (!byId(run.state.timers, thing.id)) run.emit({ kind: 'timerStarted', timer: thing });
      return;
    case 'deadlines':
      return run.emit({ kind: 'deadlineSet', deadline: thing });
    case 'subscriptions':
      return run.emit({ kind: 'subscriptionOpened', subscription: thing });
    case 'incidents':
      return run.emit({ kind: 'incidentRaised', incident: thing });
    // Work outside of the case that was ended is not begun again: such a withdrawal is refused.
    case 'jobs':
    case 'calls':
      return;
  }
}

interface DataBefore {
  scope: string;
  token?: string;
  variables: Firing['data'][number]['before'];
  absent: string[];
}

/** Data as it was before the firings, but for names that something else has changed since. */
function dataBefore(run: Run, firings: Firing[]): DataBefore[] {
  const undoing = new Set(firings.map(({ at }) => at));
  const others = (run.state.trail?.firings ?? []).filter(({ at }) => !undoing.has(at));
  const found = new Map<string, DataBefore>();
  for (const { at, data } of firings.toReversed()) {
    for (const { scope, token, before, absent } of data.toReversed()) {
      const key = token ?? scope;
      const all = found.get(key) ?? {
        scope,
        ...(token !== undefined && { token }),
        variables: {},
        absent: [],
      };
      found.set(key, all);
      const isTaken = (name: string) =>
        others.some(
          (later) => later.at > at && later.data.some((each) => sets(each, { scope, token, name })),
        );
      for (const [name, value] of Object.entries(before)) {
        if (isTaken(name)) continue;
        all.variables[name] = value;
        all.absent = all.absent.filter((other) => other !== name);
      }
      for (const name of absent) {
        if (isTaken(name)) continue;
        delete all.variables[name];
        all.absent = [...new Set([...all.absent, name])];
      }
    }
  }
  return [...found.values()].filter(
    ({ variables, absent }) => Object.keys(variables).length > 0 || absent.length > 0,
  );
}
