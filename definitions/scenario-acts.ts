import type { EngineEvent } from '../engine/event.ts';
import type { Actor, Command } from '../engine/input.ts';
import type { JsonObject } from '../engine/json.ts';
import type { CaseState, Deadline, OpenTask } from '../engine/state.ts';
import { fromEpochMs } from '../engine/time/index.ts';
import { standingOn } from '../engine/work/candidate.ts';
import type { Candidate } from '../engine/work/state.ts';
import type { CommandAct } from './scenario-commands.ts';
import { candidateOf, writtenAs, type Directory } from './scenario-directory.ts';

/** What a scenario names that the case does not have. */
export interface NotThere {
  what: string;
  named: string;
  there: string[];
}

interface Situation {
  state: CaseState;
  /** All that happened so far. */
  events: EngineEvent[];
  directory: Directory;
  actor: Actor & { kind: 'person' };
}

/** The engine's command for what a scenario says, or what is not there to be commanded. */
export function commandOf(said: CommandAct, situation: Situation): Command | NotThere {
  const { refused: _, by: _by, for: _for, ...act } = said;
  const { state, events, directory, actor } = situation;
  const to = (written: string) => candidateOf(directory, written);
  switch (act.act) {
    case 'claimTask':
    case 'releaseTask':
      return withTask(act.on, situation, (task) => ({ kind: act.act, task }));
    case 'addSigners':
      return withTask(act.on, situation, (task) => ({
        ...rest(act),
        kind: act.act,
        task,
        sign: act.sign,
        people: act.people.map(to),
      }));
    case 'removeSigner':
      return withTask(
        act.on,
        situation,
        (task) => ({ ...rest(act), kind: act.act, task, reason: act.reason }),
        ({ addedTo, round, candidates }) =>
          (addedTo !== undefined || round !== undefined) &&
          candidates.some((candidate) => isWritten(candidate, act.signer)),
      );
    case 'transferTask':
    case 'delegateTask':
      return withTask(act.on, situation, (task) => ({
        ...rest(act),
        kind: act.act,
        task,
        to: to(act.to),
      }));
    case 'answerDelegation':
      return withTask(act.on, situation, (task) => ({
        ...rest(act),
        kind: act.act,
        task,
        opinion: act.opinion,
      }));
    case 'recuse':
    case 'suspendTask':
      return withTask(act.on, situation, (task) => ({
        ...rest(act),
        kind: act.act,
        task,
        reason: act.reason,
      }));
    case 'assignTask': {
      const { from } = act;
      return withTask(
        act.on,
        situation,
        (task) => ({ kind: act.act, task, to: act.to.map(to), reason: act.reason, cause: act.cause }),
        from === undefined ? () => true : ({ candidates }) => candidates.some((one) => isWritten(one, from)),
      );
    }
    case 'resumeTask':
      return withTask(
        act.on,
        situation,
        (task) => ({ ...rest(act), kind: act.act, task }),
        ({ waits }) => waits === 'suspended',
      );
    case 'returnTask':
      return withTask(act.on, situation, (task) => ({
        ...rest(act),
        kind: act.act,
        task,
        to: visitOf(events, act.to) ?? act.to,
        resume: act.resume,
        reason: act.reason,
      }));
    case 'moveTask':
      return withTask(act.on, situation, (task) => ({
        ...rest(act),
        kind: act.act,
        task,
        to: act.to,
        reason: act.reason,
      }));
    case 'withdrawTask': {
      const visit = visitOf(events, act.of);
      if (visit === undefined) return { what: 'completed step', named: act.of, there: [] };
      return { kind: act.act, visit, ...reasonOf(act) };
    }
    case 'addTask':
      return withTask(act.on, situation, (task) => ({
        kind: act.act,
        task,
        name: act.name,
        people: act.people.map(to),
        ...(act.form !== undefined && { form: act.form }),
        ...(act.instruction !== undefined && { instruction: act.instruction }),
        ...(act.due !== undefined && { due: fromEpochMs(Date.parse(act.due)) }),
      }));
    case 'addSubCase':
      return withTask(act.on, situation, (task) => ({
        kind: act.act,
        task,
        template: act.template,
        name: act.name,
        variables: (act.variables ?? {}) as JsonObject,
      }));
    case 'copyTo':
      return onTaskIfNamed(act.on, situation, (task) => ({
        kind: act.act,
        to: act.to.map(to),
        ...task,
        ...(act.note !== undefined && { note: act.note }),
      }));
    case 'comment':
      return onTaskIfNamed(act.on, situation, (task) => ({
        kind: act.act,
        text: act.text,
        ...task,
        ...(act.mentions !== undefined && { mentions: act.mentions.map(to) }),
      }));
    case 'ask':
      return onTaskIfNamed(act.on, situation, (task) => ({
        kind: act.act,
        text: act.text,
        to: to(act.to),
        ...task,
      }));
    case 'urge':
      return {
        kind: act.act,
        ...(act.on && {
          tasks: state.tasks.filter(({ node }) => act.on?.includes(node)).map(({ id }) => id),
        }),
        ...(act.text !== undefined && { text: act.text }),
      };
    case 'readCopy': {
      const copies = state.work?.copies ?? [];
      const copy = copies.findLast((one) => isFor(one.to, actor));
      if (!copy) return { what: 'copy', named: actor.person, there: copies.map((one) => writtenAs(one.to)) };
      return { kind: act.act, copy: copy.id };
    }
    case 'answer': {
      const questions = state.work?.questions ?? [];
      const question = questions.findLast((one) => isFor(one.to, actor));
      if (!question) {
        return { what: 'question', named: actor.person, there: questions.map((one) => writtenAs(one.to)) };
      }
      return { kind: act.act, question: question.id, text: act.text };
    }
    case 'suspendCase':
    case 'recallCase':
    case 'voidCase':
    case 'cancelCase':
      return { kind: act.act, reason: act.reason };
    case 'resumeCase':
      return { kind: act.act, ...reasonOf(act) };
    case 'addParticipant':
      return { kind: act.act, unit: act.unit, role: act.role, reason: act.reason };
    case 'requestExtension':
    case 'changeDeadline':
      return withDeadline(act.deadline, state, ({ id }) => ({
        kind: act.act,
        deadline: id,
        date: act.date,
        reason: act.reason,
      }));
    case 'suspendClock':
      return withDeadline(act.deadline, state, ({ id }) => ({
        kind: act.act,
        deadline: id,
        why: act.why,
        reason: act.reason,
      }));
    case 'resumeClock':
      return withDeadline(act.deadline, state, ({ id }) => ({
        kind: act.act,
        deadline: id,
        ...reasonOf(act),
      }));
    case 'acknowledgeStep':
      return withDeadline(act.deadline, state, ({ id }) => ({ kind: act.act, deadline: id, step: act.step }));
    case 'decideClockRequest':
      return withDeadline(act.deadline, state, ({ id }) => {
        const request = state.clockRequests?.find(({ deadline }) => deadline === id);
        if (!request) return { what: 'request for the deadline', named: act.deadline, there: [] };
        return { kind: act.act, request: request.id, approve: act.approve, ...reasonOf(act) };
      });
    case 'setVariables':
      return { kind: act.act, variables: act.variables as JsonObject, ...reasonOf(act) };
    case 'startActivity':
      return { kind: act.act, node: act.node };
    case 'sendSignal':
      return {
        kind: act.act,
        signal: act.signal,
        signalId: `signal-${state.seq}`,
        variables: (act.variables ?? {}) as JsonObject,
      };
    case 'resolveIncident': {
      const incident = state.incidents.find(({ code }) => code === act.code);
      const there = state.incidents.map(({ code }) => code);
      if (!incident) return { what: 'incident', named: act.code, there };
      return {
        kind: act.act,
        incident: incident.id,
        how: act.how,
        ...(act.variables && { variables: act.variables as JsonObject }),
      };
    }
  }
}

export const isNotThere = (found: Command | NotThere): found is NotThere => 'named' in found;

/**
 * The open task of a node that the actor has: one whose turn it is for them, else one that they hold though it waits,
 * else the first, so that a refusal can be tested. `isMeant` says more.
 */
export function taskAt(
  node: string,
  { state, actor }: Pick<Situation, 'state' | 'actor'>,
  isMeant: (task: OpenTask) => boolean = () => true,
): OpenTask | undefined {
  const open = state.tasks.filter((task) => task.node === node && isMeant(task));
  const own = open.filter((task) => {
    const standing = standingOn(task, actor);
    return standing !== 'nobody' && standing !== 'excluded';
  });
  return own.find(({ waits }) => waits === undefined) ?? own[0] ?? open[0];
}

function withTask(
  node: string,
  situation: Situation,
  command: (task: string) => Command,
  isMeant?: (task: OpenTask) => boolean,
): Command | NotThere {
  const task = taskAt(node, situation, isMeant);
  if (task) return command(task.id);
  return { what: 'open task', named: node, there: situation.state.tasks.map((open) => open.node) };
}

function onTaskIfNamed(
  node: string | undefined,
  situation: Situation,
  command: (task: { task?: string }) => Command,
): Command | NotThere {
  return node === undefined ? command({}) : withTask(node, situation, (task) => command({ task }));
}

function withDeadline(
  key: string,
  { deadlines }: CaseState,
  command: (deadline: Deadline) => Command | NotThere,
): Command | NotThere {
  const deadline = deadlines.find((open) => open.key === key);
  if (deadline) return command(deadline);
  return { what: 'running deadline', named: key, there: deadlines.map((open) => open.key) };
}

/** The visit of the last time that somebody completed the node: its token. */
function visitOf(events: EngineEvent[], node: string): string | undefined {
  const last = events.findLast((event) => event.kind === 'taskCompleted' && event.node === node);
  const task = last?.kind === 'taskCompleted' ? last.task : undefined;
  const given = events.findLast((event) => event.kind === 'taskCreated' && event.task.id === task);
  return given?.kind === 'taskCreated' ? given.task.token : undefined;
}

function isWritten(candidate: Candidate, written: string): boolean {
  return written.includes('@')
    ? written === `${candidate.post}@${candidate.unit}`
    : written === candidate.person;
}

function isFor(to: Candidate, { person, posts }: Situation['actor']): boolean {
  return to.person === undefined
    ? posts.some(({ post, unit }) => post === to.post && unit === to.unit)
    : to.person === person;
}

function reasonOf({ reason }: { reason?: string | undefined }): { reason?: string } {
  return reason === undefined ? {} : { reason };
}

/** What may come with any verb on a task. */
function rest(brought: {
  reason?: string | undefined;
  opinion?: string | undefined;
  attachments?: string[] | undefined;
}): { reason?: string; opinion?: string; attachments?: string[] } {
  const { reason, opinion, attachments } = brought;
  return {
    ...(reason !== undefined && { reason }),
    ...(opinion !== undefined && { opinion }),
    ...(attachments !== undefined && { attachments }),
  };
}
