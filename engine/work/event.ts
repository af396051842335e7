import type { JsonObject } from '../json.ts';
import type { PostAtUnit } from '../model.ts';
import type { OpenTask } from '../state.ts';
import type { Said, SaidBeside } from './said.ts';
import type { Candidate, Copy, Decision, Lookup, PeopleAnswer, Question, Round } from './state.ts';

/** What happened in human work. Every task event carries the task's new `generation`. */
export type WorkEvent =
  | { kind: 'peopleSought'; lookup: Lookup }
  | { kind: 'peopleFound'; lookup: string; node: string; answers: PeopleAnswer[] }
  | { kind: 'peopleChosen'; choices: Record<string, Candidate[]> }
  /** Another in the place of a leaver who was chosen for a step to come, or is to be asked later in its round. */
  | { kind: 'chosenReplaced'; node: string; from: string; to: Required<Candidate>; reason: string }
  /** 离职转办: what a leaver began or did in the case, they will not be turned to again: the heir is. */
  | {
      kind: 'heirNamed';
      from: string;
      person: string;
      posts: PostAtUnit[];
      units?: string[];
      reason: string;
    }
  /** A step that is for whoever did an earlier one, or began the case, goes to the heir of that person. */
  | { kind: 'heirAsked'; node: string; from: string; to: Required<Candidate> }
  /** An open question to a leaver is the heir's to answer. */
  | {
      kind: 'questionHandedOn';
      question: string;
      from: string;
      to: Required<Candidate>;
      node?: string;
      reason: string;
    }
  /** Nobody, or the initiator, or somebody who passed before: what the template's policy did about it. */
  | {
      kind: 'peopleReplaced';
      node: string;
      policy: 'nobody' | 'initiator' | 'repeated';
      did: string;
      people: Candidate[];
      /** The step was decided by it, without anybody; `people`: whom it spared. */
      verdict?: 'pass' | 'reject';
      outcome?: string;
      token?: string;
    }
  | { kind: 'roundOpened'; round: Round }
  | { kind: 'signed'; round: string; node: string; task: string; decision: Decision }
  | {
      kind: 'roundMemberAdded';
      round: string;
      node: string;
      candidate: Candidate;
      weight: number;
      task?: string;
      addedBy?: string;
    }
  | ({
      kind: 'roundMemberRemoved';
      round: string;
      node: string;
      task: string;
      recused: boolean;
      reason: string;
    } & Said)
  | {
      kind: 'roundClosed';
      round: string;
      node: string;
      result: 'pass' | 'reject' | 'noQuorum' | 'cancelled';
      passed: number;
      rejected: number;
      abstained: number;
      total: number;
    }
  /** The task's people, owner, delegation, waiting or decision changed: the whole task as it is now. `verb` says why. */
  | {
      kind: 'taskChanged';
      verb:
        | 'addSigners'
        | 'signersDone'
        | 'transfer'
        | 'delegate'
        | 'answerDelegation'
        | 'assign'
        | 'suspend'
        | 'resume'
        | 'decide';
      task: OpenTask;
      node: string;
      to?: Candidate[];
      reason?: string;
      opinion?: string;
      attachments?: string[];
      cause?: 'orphan' | 'leaver' | 'supervisor';
    }
  | ({ kind: 'signerRemoved'; task: string; node: string; reason: string } & Said)
  | ({ kind: 'caseSuspended'; reason: string } & Said)
  | ({ kind: 'caseResumed' } & Said)
  | ({ kind: 'caseRecalled'; reason: string } & Said)
  | ({ kind: 'caseVoided'; reason: string } & Said)
  | ({ kind: 'copied'; copy: Copy; node?: string; note?: string } & SaidBeside)
  | { kind: 'copyRead'; copy: string }
  | ({ kind: 'urged'; tasks: string[]; text?: string } & SaidBeside)
  | ({ kind: 'commented'; entry: string; text: string; node?: string; mentions?: Candidate[] } & SaidBeside)
  | ({ kind: 'asked'; question: Question; text: string; node?: string } & SaidBeside)
  | ({ kind: 'answered'; question: string; text: string; node?: string } & SaidBeside)
  | ({ kind: 'participantAdded'; unit: string; role: string; reason: string } & Said)
  /** `from`: the node of the task from which people added it. */
  | ({ kind: 'nodeAdded'; node: string; config: JsonObject; from?: string } & Said);
