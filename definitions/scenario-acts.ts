import type { Command } from '../engine/input.ts';
import type { JsonObject } from '../engine/json.ts';
import { fromEpochMs } from '../engine/time/index.ts';
import type { CommandAct } from './scenario-commands.ts';
import { candidateOf, writtenAs } from './scenario-directory.ts';
import {
  isFor,
  isWritten,
  onTaskIfNamed,
  visitOf,
  withDeadline,
  withLink,
  withTask,
  type NotThere,
  type Situation,
} from './scenario-finding.ts';

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
    case 'makeLink':
      return withTask(act.on, situation, (task) => ({ kind: act.act, task, hash: '0'.repeat(64) }));
    case 'revokeLink':
      return withLink(state, ({ id }) => ({ kind: act.act, link: id }));
    case 'useLink':
      return withLink(state, ({ id, task: madeFor }) => ({
        kind: act.act,
        link: id,
        // A task that is gone is the engine's to refuse.
        task: state.tasks.find(({ node }) => node === act.on)?.id ?? madeFor,
        signer: act.signer,
        variables: (act.variables ?? {}) as JsonObject,
        ...(act.outcome !== undefined && { outcome: act.outcome }),
        ...(act.reason !== undefined && { reason: act.reason }),
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
        (task) => ({
          ...rest(act),
          kind: act.act,
          task,
          to: act.to.map(to),
          reason: act.reason,
          cause: act.cause,
        }),
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
      return { ...rest(act), kind: act.act, visit };
    }
    case 'addTask':
      return withTask(act.on, situation, (task) => ({
        ...rest(act),
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
        ...rest(act),
        kind: act.act,
        task,
        template: act.template,
        name: act.name,
        variables: (act.variables ?? {}) as JsonObject,
      }));
    case 'copyTo':
      return onTaskIfNamed(act.on, situation, (task) => ({
        ...rest(act),
        kind: act.act,
        to: act.to.map(to),
        ...task,
        ...(act.note !== undefined && { note: act.note }),
      }));
    case 'comment':
      return onTaskIfNamed(act.on, situation, (task) => ({
        ...rest(act),
        kind: act.act,
        text: act.text,
        ...task,
        ...(act.mentions !== undefined && { mentions: act.mentions.map(to) }),
      }));
    case 'ask':
      return onTaskIfNamed(act.on, situation, (task) => ({
        ...rest(act),
        kind: act.act,
        text: act.text,
        to: to(act.to),
        ...task,
      }));
    case 'urge':
      return {
        ...rest(act),
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
      return { ...rest(act), kind: act.act, question: question.id, text: act.text };
    }
    case 'suspendCase':
    case 'recallCase':
    case 'voidCase':
      return { ...rest(act), kind: act.act, reason: act.reason };
    case 'cancelCase':
      return { kind: act.act, reason: act.reason };
    case 'resumeCase':
      return { ...rest(act), kind: act.act };
    case 'addParticipant':
      return { ...rest(act), kind: act.act, unit: act.unit, role: act.role, reason: act.reason };
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

function reasonOf({ reason }: { reason?: string | undefined }): { reason?: string } {
  return reason === undefined ? {} : { reason };
}

/** What may come with any verb. */
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
