import type { Label } from '../json.ts';
import type { Refusal } from '../input.ts';
import type { CaseState } from '../state.ts';
import type { DeadlineRule } from '../time/index.ts';
import type { Signing } from '../work/model.ts';
import type { Candidate, PeopleAsk } from '../work/state.ts';
import type { Way } from './way.ts';

/** What is yet to come in a case, as far as it can be known. */
export interface Forecast {
  /** The completion itself would be refused: nothing is foretold. */
  refusal?: Refusal;
  /** In the order in which the steps begin; at most `mostAhead`. */
  entries: Ahead[];
  /** How the case ends on this way; absent where the way is not known to its end. */
  end?: Way & { status: CaseState['status']; outcome: string; name: Label };
  /** Where the way cannot be known further, and why. */
  stops: Stop[];
}

/** A step to come: a task of people, or something that is waited for. */
export interface Ahead extends Way {
  kind: 'task' | 'message' | 'signal' | 'time' | 'call';
  node: string;
  name: Label;
  /** It is open now. */
  open?: true;
  /** How many of it there are side by side or one after the other (multi-instance), where more than one. */
  count?: number;
  /** Who does it, as far as it can be said now. */
  people: Candidate[];
  /** What the directory will be asked then, where it was not asked now. */
  asks?: PeopleAsk[];
  /** Somebody chooses them before it begins, and has not yet. */
  chosenBy?: 'initiator' | 'previousHandler';
  /** One of them by lot. */
  byLot?: true;
  signing?: Signing['mode'];
  /** Instant at which it begins: now, or when all that comes before uses the time it has. Absent: a step before has no term. */
  begins?: string;
  /** Its nearest deadline, if it begins then; for an open one as it stands. */
  due?: { date: string; at: string; provisional: boolean };
  /** Its term, where the date cannot be said because the beginning cannot. */
  term?: DeadlineRule;
}

/** Why the way is not known any further, at a node. */
export interface Stop {
  node: string;
  name: Label;
  why:
    /** A condition on data that nobody has entered yet (`names`). */
    | 'data'
    /** Several events race, or people choose what comes next. */
    | 'choice'
    /** A condition of the case's data is waited for. */
    | 'condition'
    /** It would come to a step that it came through before. */
    | 'loop'
    /** The template or the data are at fault there. */
    | 'incident'
    /** The step or the case stands still. */
    | 'suspended'
    /** There is more than is shown. */
    | 'limit';
  names?: string[];
  /** Where it may go on. */
  ways?: { node: string; name: Label }[];
}

/** More steps than that nobody reads. */
export const mostAhead = 40;
