import type { JsonObject, Label } from '../json.ts';
import type { PostAtUnit } from '../model.ts';
import type { Said, SaidBeside } from './said.ts';
import type { Candidate } from './state.ts';

/** A task command names the version that the page saw; a stale one is refused with who was faster. */
interface OnTask extends Said {
  task: string;
  generation?: number;
}

/** Human work beside claiming, releasing and completing. Who may is checked by the engine too; see `docs/human-work.md`. */
export type WorkCommand =
  | ({ kind: 'addSigners'; sign: 'before' | 'after'; people: Candidate[]; reason?: string } & OnTask)
  /** `task`: the added signer's task. */
  | ({ kind: 'removeSigner'; reason: string } & OnTask)
  | ({ kind: 'transferTask'; to: Candidate; reason?: string } & OnTask)
  | ({ kind: 'delegateTask'; to: Candidate; reason?: string } & OnTask)
  /** 归还: B's opinion; the task is A's again. */
  | ({ kind: 'answerDelegation'; opinion: string } & OnTask)
  /** A member of a round steps back from it (回避): out of the denominator. */
  | ({ kind: 'recuse'; reason: string } & OnTask)
  /** By a permission, not by a post of the task: an orphan, a leaver, a wrong choice. `cause` stands in the record. */
  | ({
      kind: 'assignTask';
      to: Candidate[];
      reason: string;
      cause: 'orphan' | 'leaver' | 'supervisor';
    } & OnTask)
  /** By the same permission: a task that names a leaver, that they have claimed, or in whose delegation they have a part. */
  | ({ kind: 'takeOverTask'; from: string; to: Required<Candidate>; reason: string } & OnTask)
  /** By the same permission, for a step to come: another in the place of a leaver who was chosen by name, or is to be asked later. */
  | { kind: 'replaceChosen'; node: string; from: string; to: Required<Candidate>; reason: string }
  /** By the same permission: whom the case turns to in place of somebody who began it, or did a step of it, and has left. */
  | {
      kind: 'nameHeir';
      from: string;
      person: string;
      /** What the heir holds. */
      posts: PostAtUnit[];
      /** Only what was done for posts at these units. */
      units?: string[];
      reason: string;
    }
  /** By the same permission: an open question to a leaver. */
  | { kind: 'handOnQuestion'; question: string; from: string; to: Required<Candidate>; reason: string }
  | ({ kind: 'suspendTask'; reason: string } & OnTask)
  | ({ kind: 'resumeTask'; reason?: string } & OnTask)
  | ({ kind: 'suspendCase'; reason: string } & Said)
  | ({ kind: 'resumeCase' } & Said)
  /** 撤销: by the initiator, where the template allows it. */
  | ({ kind: 'recallCase'; reason: string } & Said)
  /** 作废: void, the history stays. */
  | ({ kind: 'voidCase'; reason: string } & Said)
  | ({ kind: 'copyTo'; to: Candidate[]; task?: string; note?: string } & SaidBeside)
  | { kind: 'readCopy'; copy: string }
  | ({ kind: 'urge'; tasks?: string[]; text?: string } & SaidBeside)
  | ({ kind: 'comment'; text: string; task?: string; mentions?: Candidate[] } & SaidBeside)
  | ({ kind: 'ask'; text: string; to: Candidate; task?: string } & SaidBeside)
  | ({ kind: 'answer'; question: string; text: string } & SaidBeside)
  | ({
      kind: 'addTask';
      name: Label;
      people: Candidate[];
      form?: string;
      instruction?: Label;
      /** ISO instant by which it is to be done. */
      due?: string;
      /** The task from which it was added: the new one belongs to the same scope. */
      task: string;
    } & Said)
  | ({ kind: 'addSubCase'; template: string; name: Label; variables: JsonObject; task: string } & Said)
  | ({ kind: 'addParticipant'; unit: string; role: string; reason: string } & Said);
