import type { Signing, VoteRule } from '../engine/work/model.ts';
import type { Decision, Round as EngineRound } from '../engine/work/state.ts';
import { tallyOf } from '../engine/work/tally.ts';
import type { OpenTask } from '../engine/state.ts';
import type { CaseFile } from './case-file.ts';
import { handler, personNameOrNull, type Names, type People } from './names.ts';
import type { Label } from './resources/label.shapes.ts';
import type { Round, RoundMember, Signer } from './resources/work.shapes.ts';
import { outcomeName } from './timeline/line-context.ts';

interface Context {
  file: CaseFile;
  names: Names;
  people: People;
}

/** Those who decide together with this task, as it stands or as it ended; null where one decides. */
export function roundOf(task: { task: string; round: string | null }, context: Context): Round | null {
  if (task.round === null) return null;
  const { state, events } = context.file;
  const open = state.work?.rounds.find(({ id }) => id === task.round);
  const round = open ?? roundIn(context.file, task.round);
  if (!round) return null;
  const { signing, members } = round;
  const { total, passed, rejected, abstained } = tallyOf(signing, members);
  const isOpen = open !== undefined;
  const shown = members.map((member) => memberOf(member, { ...context, round, isOpen }));
  return {
    round: round.id,
    mode: signing.mode,
    rule: ruleInWords(signing),
    members: shown,
    counts: {
      total: Math.round(total),
      passed: Math.round(passed),
      rejected: Math.round(rejected),
      abstained: Math.round(abstained),
      open: shown.filter(({ state }) => state === 'open' || state === 'waiting').length,
    },
    needed: neededOf(signing, total),
    quorum: quorumOf(signing, members),
  };

  function memberOf(
    member: EngineRound['members'][number],
    given: Context & { round: EngineRound; isOpen: boolean },
  ): RoundMember {
    const { names, people } = given;
    const { decision, candidate, task: id, removed } = member;
    const signed = events.findLast(
      (event) => event.kind === 'signed' && event.task === id && id !== undefined,
    );
    return {
      who: handler(names, people, candidate),
      weight: member.weight,
      taskKey: id === undefined ? null : `${given.file.row.caseId}:${id}`,
      state: stateOf({ decision, removed, task: id, isOpen: given.isOpen }),
      by: personNameOrNull(people, decision?.by),
      for: personNameOrNull(people, decision?.for),
      at: decision ? (signed?.at ?? null) : null,
      outcomeName: outcomeName(given.file.model, given.round.node, decision?.outcome) ?? null,
      reason: decision?.reason ?? null,
      opinion: decision?.opinion ?? null,
      addedBy: personNameOrNull(people, member.addedBy),
    };
  }
}

function stateOf(member: {
  decision: Decision | undefined;
  removed: true | undefined;
  task: string | undefined;
  isOpen: boolean;
}): RoundMember['state'] {
  if (member.decision) return verdicts[member.decision.verdict];
  if (member.removed) return 'removed';
  if (!member.isOpen) return 'skipped';
  return member.task === undefined ? 'waiting' : 'open';
}

const verdicts = { pass: 'passed', reject: 'rejected', abstain: 'abstained', recuse: 'recused' } as const;

/** A round that is over, put together again from what happened in it. */
function roundIn({ events }: CaseFile, id: string): EngineRound | undefined {
  let round: EngineRound | undefined;
  const cancelled = new Set<string>();
  for (const event of events) {
    if (event.kind === 'taskCancelled') cancelled.add(event.task);
    if (event.kind === 'roundOpened' && event.round.id === id) round = structuredClone(event.round);
    if (!round) continue;
    if (event.kind === 'taskCreated' && event.task.round === id && event.task.addedTo === undefined) {
      const { id: task, candidates } = event.task;
      const [who] = candidates;
      const member = round.members.find(
        (each) =>
          (each.task === undefined || cancelled.has(each.task)) &&
          each.candidate.post === who?.post &&
          each.candidate.unit === who.unit &&
          each.candidate.person === who.person,
      );
      if (member) member.task = task;
    }
    if (event.kind === 'stepWithdrawn') {
      const member = round.members.find(({ task }) => task === event.task);
      if (member) delete member.decision;
    }
    if (!('round' in event) || event.round !== id) continue;
    switch (event.kind) {
      case 'roundMemberAdded': {
        const { candidate, weight, task, addedBy } = event;
        round.members.push({
          candidate,
          weight,
          ...(task !== undefined && { task }),
          ...(addedBy !== undefined && { addedBy }),
        });
        break;
      }
      case 'signed': {
        const member = round.members.find(({ task }) => task === event.task);
        if (member) member.decision = event.decision;
        break;
      }
      case 'roundMemberRemoved': {
        const member = round.members.find(({ task }) => task === event.task);
        if (member && !event.recused) member.removed = true;
        if (member && event.recused)
          member.decision = { verdict: 'recuse', reason: event.reason, variables: {} };
        break;
      }
      default:
    }
  }
  return round;
}

/** The rule in one sentence. */
export function ruleInWords({ mode, vote = {} }: Signing): Label {
  switch (mode) {
    case 'any':
      return { zh: '或签：任一人办理即决定', en: 'Whoever decides first decides' };
    case 'all':
      return {
        zh: '会签：全部表态、无人不同意为通过，一人不同意即不通过',
        en: 'Passes when all have decided and nobody is against it; one no ends it',
      };
    case 'sequential':
      return { zh: '依次办理：前一人通过后轮到下一人', en: 'One after the other; one no ends it' };
    case 'vote':
      return voteInWords(vote);
  }
}

function voteInWords(vote: VoteRule): Label {
  const zh: string[] = [];
  const en: string[] = [];
  const say = (inChinese: string, inEnglish: string) => {
    zh.push(inChinese);
    en.push(inEnglish);
  };
  const { ratio, moreThan, passCount, rejectCount, quorum, abstention, tie } = vote;
  if (ratio !== undefined) {
    if (moreThan) say(`超过 ${ratio}% 同意为通过`, `passes with more than ${ratio} %`);
    else say(`${ratio}% 及以上同意为通过`, `passes with ${ratio} % or more`);
  }
  if (passCount !== undefined) say(`${passCount} 票同意为通过`, `passes with ${passCount} votes for it`);
  if (rejectCount !== undefined)
    say(`${rejectCount} 票反对为不通过`, `fails with ${rejectCount} votes against it`);
  if (quorum !== undefined)
    say(
      `参加表决不少于 ${quorum}%（按全体成员计，回避的也计入）`,
      `at least ${quorum} % of all seats must vote, also counting who stood aside`,
    );
  if (abstention === 'leave') say('弃权不计入总数', 'abstentions are not counted');
  if (tie === 'pass') say('未达到任何一方时视为通过', 'passes when neither side is reached');
  return { zh: `票决：${zh.join('；')}`, en: `A vote: ${en.join('; ')}` };
}

/** How many (by weight) must be for it; null where another rule decides. */
function neededOf({ mode, vote }: Signing, total: number): number | null {
  if (mode === 'any') return 1;
  if (mode !== 'vote') return Math.round(total);
  if (vote?.passCount !== undefined) return vote.passCount;
  if (vote?.ratio === undefined) return null;
  const exact = (vote.ratio / 100) * total;
  const reached = Math.ceil(exact - 1e-9);
  return vote.moreThan && Math.abs(reached - exact) < 1e-9 ? reached + 1 : reached;
}

/** How many must vote of all seats, and how many have or still can; null where no quorum is asked for. */
function quorumOf({ mode, vote }: Signing, all: EngineRound['members']): Round['quorum'] {
  if (mode !== 'vote' || !vote?.quorum) return null;
  const seats = all.filter(({ removed }) => !removed);
  const there = seats.filter(({ decision }) => decision?.verdict !== 'recuse').length;
  return { needed: Math.ceil((vote.quorum / 100) * seats.length - 1e-9), there };
}

/** Everyone who was added to the task, to the one it belongs to, or to those in turn; each below the one to whom they were added. */
export function signersOfTask(task: string, { file, names, people }: Context): Signer[] {
  const added = new Map<string, OpenTask & { addedTo: string }>();
  const closed = new Map<
    string,
    { state: Signer['state']; by: string | undefined; at: string; event?: CompletedEvent }
  >();
  for (const event of file.events) {
    if (event.kind === 'taskCreated' && event.task.addedTo !== undefined)
      added.set(event.task.id, { ...event.task, addedTo: event.task.addedTo });
    const by = event.actor?.kind === 'person' ? event.actor.person : undefined;
    if (event.kind === 'taskCompleted') closed.set(event.task, { state: 'done', by, at: event.at, event });
    if (event.kind === 'taskCancelled' && !closed.has(event.task))
      closed.set(event.task, { state: 'cancelled', by: undefined, at: event.at });
    if (event.kind === 'signerRemoved') closed.set(event.task, { state: 'removed', by, at: event.at });
    if (event.kind === 'taskReopened') closed.delete(event.task.id);
  }
  const below = (under: string, depth: number): Signer[] =>
    [...added.values()]
      .filter(({ addedTo }) => addedTo === under)
      .flatMap((signer) => {
        const end = closed.get(signer.id);
        const completed = end?.event;
        return [
          {
            taskKey: `${file.row.caseId}:${signer.id}`,
            under: `${file.row.caseId}:${under}`,
            depth,
            sign: signer.sign ?? 'before',
            who: signer.candidates.map((given) => handler(names, people, given)),
            addedBy: personNameOrNull(people, signer.addedBy),
            state: end?.state ?? 'open',
            by: personNameOrNull(people, end?.by),
            at: end?.at ?? null,
            outcomeName: completed
              ? (outcomeName(file.model, completed.node, completed.outcome) ?? null)
              : null,
            opinion: completed?.opinion ?? completed?.reason ?? null,
          },
          ...below(signer.id, depth + 1),
        ];
      });
  let root = task;
  for (let at = added.get(root); at; at = added.get(root)) root = at.addedTo;
  return below(root, 1);
}

type CompletedEvent = CaseFile['events'][number] & { kind: 'taskCompleted' };
