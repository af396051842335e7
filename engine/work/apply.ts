import type { Draft } from '../draft.ts';
import type { StateRules } from '../state-rule.ts';
import type { CaseState, OpenTask, Scope } from '../state.ts';
import { count } from '../owned.ts';
import { byId, drop, indexOf } from '../table.ts';
import { keyOf } from './candidate.ts';
import type { WorkEvent } from './event.ts';
import { isToBeAsked, roundsOf, withInstead } from './named-ahead.ts';
import type { Candidate, Handler, Round, RoundMember, WorkState } from './state.ts';

type Draw = Draft<CaseState>;

/** How the state changes by each of these events; nothing else may change it. */
export const workChanges: StateRules<WorkEvent> = {
  peopleSought(draft, { lookup }) {
    list(draft, 'lookups').push(lookup);
    count(draft.root, lookup.id);
  },
  peopleFound(draft, { lookup }) {
    drop(list(draft, 'lookups'), lookup);
  },
  peopleChosen(draft, { choices }) {
    const work = ownWork(draft);
    work.choices = { ...work.choices, ...choices };
  },
  chosenReplaced(draft, { node, from, to }) {
    const work = ownWork(draft);
    const chosen = work.choices?.[node];
    if (chosen) work.choices = { ...work.choices, [node]: withInstead(chosen, from, to) };
    for (const { id, members } of roundsOf(work, node))
      for (const [index, member] of members.entries()) {
        if (!isToBeAsked(member) || member.candidate.person !== from) continue;
        (draft.own(draft.own(ownRound(draft, id)!, 'members'), index) as RoundMember).candidate = to;
      }
  },
  heirNamed(draft, { seq, from, person, posts, units }) {
    const work = ownWork(draft);
    work.heirs = [...(work.heirs ?? []), { from, person, posts, ...(units && { units }), at: seq }];
  },
  heirAsked() {},
  questionHandedOn(draft, { question, to }) {
    const questions = list(draft, 'questions');
    const index = questions.findIndex(({ id }) => id === question);
    if (index >= 0) draft.own(questions, index).to = to;
  },
  peopleReplaced(draft, { seq, node, policy, people, verdict, token }) {
    const { tokens, scopes } = draft.root;
    const [spared] = people;
    if (verdict !== 'pass' || policy === 'nobody' || spared?.person === undefined) return;
    const scope = byId(scopes, byId(tokens, token ?? '')?.scope ?? '');
    const handler = { ...spared, person: spared.person, at: seq };
    rememberHandler(draft, { node, handler, scope, passed: true });
  },
  roundOpened(draft, { round }) {
    list(draft, 'rounds').push(round);
    count(draft.root, round.id);
  },
  signed(draft, { round, task, decision }) {
    changeMember(draft, round, task, (member) => (member.decision = decision));
  },
  roundMemberAdded(draft, { round, candidate, weight, task, addedBy }) {
    const found = ownRound(draft, round);
    if (!found) return;
    const member = {
      candidate,
      weight,
      ...(task !== undefined && { task }),
      ...(addedBy !== undefined && { addedBy }),
    };
    draft.own(found, 'members').push(member);
  },
  roundMemberRemoved(draft, { round, task, recused, reason }) {
    changeMember(draft, round, task, (member) => {
      if (recused) member.decision = { verdict: 'recuse', reason, variables: {} };
      else member.removed = true;
    });
  },
  roundClosed(draft, { round }) {
    drop(list(draft, 'rounds'), round);
  },
  taskChanged(draft, { task }) {
    draft.own(draft.root, 'tasks')[indexOf(draft.root.tasks, task.id)] = task;
  },
  signerRemoved() {},
  caseSuspended(draft, { at, actor, reason }) {
    const by = actor?.kind === 'person' ? actor.person : '';
    ownWork(draft).suspended = { at, by, reason };
  },
  caseResumed(draft) {
    delete ownWork(draft).suspended;
  },
  caseRecalled({ root }, { reason }) {
    root.status = 'cancelled';
    root.outcome = reason;
  },
  caseVoided({ root }, { reason }) {
    root.status = 'voided';
    root.outcome = reason;
  },
  copied(draft, { copy }) {
    list(draft, 'copies').push(copy);
    count(draft.root, copy.id);
  },
  copyRead(draft, { copy, at }) {
    const copies = list(draft, 'copies');
    const index = copies.findIndex(({ id }) => id === copy);
    if (index >= 0) draft.own(copies, index).readAt = at;
  },
  urged(draft, { tasks, at }) {
    const work = ownWork(draft);
    const open = Object.entries(work.urged ?? {}).filter(([id]) => indexOf(draft.root.tasks, id) >= 0);
    work.urged = { ...Object.fromEntries(open), ...Object.fromEntries(tasks.map((task) => [task, at])) };
  },
  commented(draft, { entry }) {
    count(draft.root, entry);
  },
  asked(draft, { question }) {
    list(draft, 'questions').push(question);
    count(draft.root, question.id);
  },
  answered(draft, { question }) {
    drop(list(draft, 'questions'), question);
  },
  participantAdded() {},
  nodeAdded(draft, { node, config }) {
    const work = ownWork(draft);
    work.addedNodes = { ...work.addedNodes, [node]: config };
    count(draft.root, node);
  },
};

/** Who began the case, where it matters to its template. */
export function rememberInitiator(draft: Draw, initiator: Required<Candidate>): void {
  ownWork(draft).initiator = initiator;
}

/** Who completed a step, and whether they agreed to it. */
export function rememberHandler(
  draft: Draw,
  {
    node,
    handler,
    scope,
    passed,
  }: { node: string; handler: Handler; scope: Scope | undefined; passed: boolean },
): void {
  const work = ownWork(draft);
  work.handlers = { ...work.handlers, [node]: handler };
  if (scope?.parent !== undefined) {
    const { id } = scope;
    work.handlersIn = { ...work.handlersIn, [id]: { ...work.handlersIn?.[id], [node]: handler } };
  }
  const { person } = handler;
  const isKnown = work.passed?.some((entry) => entry.person === person && entry.node === node);
  if (passed && !isKnown) work.passed = [...(work.passed ?? []), { person, node }];
}

/** Who took part in a step that another one reviews. */
export function rememberTakingPart(draft: Draw, node: string, people: string[]): void {
  const work = ownWork(draft);
  const known = work.tookPart?.[node] ?? [];
  work.tookPart = { ...work.tookPart, [node]: [...new Set([...known, ...people])] };
}

/** After a return everybody decides anew: who agreed before it has agreed to something else. */
export function forgetPassed(draft: Draw): void {
  if (draft.root.work?.passed) ownWork(draft).passed = [];
}

/** A member of a round is asked: the task is theirs. */
export function seatMember(draft: Draw, { id, round, candidates }: OpenTask): void {
  const open = round === undefined || !draft.root.work ? undefined : ownRound(draft, round);
  const [asked] = candidates;
  if (!open || !asked) return;
  const index = open.members.findIndex(
    ({ task, candidate, people = [candidate] }) =>
      task === undefined && people.some((each) => keyOf(each) === keyOf(asked)),
  );
  if (index >= 0) (draft.own(draft.own(open, 'members'), index) as RoundMember).task = id;
}

/** What hangs on a token in human work ends with it, whatever ended it. */
export function forgetToken(draft: Draw, token: string): void {
  const { work } = draft.root;
  if (!work) return;
  for (const kind of ['rounds', 'lookups'] as const)
    for (const thing of work[kind].filter((each) => each.token === token)) drop(list(draft, kind), thing.id);
}

/** Who did what in a scope is not asked any more when it is closed. */
export function forgetScope(draft: Draw, scope: string): void {
  if (!draft.root.work?.handlersIn?.[scope]) return;
  const work = ownWork(draft);
  const { [scope]: _, ...rest } = work.handlersIn ?? {};
  work.handlersIn = rest;
}

/** Human work of a case, which most cases have none of until something needs it. */
function ownWork(draft: Draw): WorkState {
  const { root } = draft;
  root.work ??= { rounds: [], lookups: [], copies: [], questions: [] };
  return draft.own(root, 'work') as WorkState;
}

type Lists = 'rounds' | 'lookups' | 'copies' | 'questions';

function list<K extends Lists>(draft: Draw, kind: K): WorkState[K] {
  return draft.own(ownWork(draft), kind) as WorkState[K];
}

function ownRound(draft: Draw, id: string): Round | undefined {
  const rounds = list(draft, 'rounds');
  const index = rounds.findIndex((round) => round.id === id);
  return index < 0 ? undefined : (draft.own(rounds, index) as Round);
}

function changeMember(draft: Draw, id: string, task: string, change: (member: RoundMember) => void): void {
  const round = ownRound(draft, id);
  const index = round?.members.findIndex((member) => member.task === task) ?? -1;
  if (!round || index < 0) return;
  change(draft.own(draft.own(round, 'members'), index) as RoundMember);
}
