import type { Label } from '../json.ts';
import type { Expression } from '../model.ts';
import type { DeadlineUnit } from '../time/index.ts';
import type { Need } from '../work/model.ts';

/** What a signer over a one-time link says of themselves, and when they did: what a template may keep in fields of the step. */
export type LinkFact = 'unit' | 'name' | 'post' | 'phone' | 'at';

/** 一次性链接: a step that an agency without an account may do over a link (`rf:oneTimeLink` of a user task). */
export interface LinkConfig {
  /** What the agency does, in its own eyes (“签收”, where the step is called “登记纸质回执”). Absent: the name of the step. */
  name?: Label;
  /** Id of the agency (FEEL or literal). Null: whoever does the step has an account, and there is no link. */
  unit: Expression;
  /** Key of a deadline: the link ends with it, where it is still running and no later than the longest time. */
  deadline?: string;
  /** The longest that a link may be used, from when it is made. */
  longest: { amount: number; unit: DeadlineUnit };
  /** What must come with an outcome here, and not over the link: it is itself the receipt whose scan is asked for. */
  waives: Need[];
  /** Variables that the page shows, beside the number of the case: what the recipient of the paper sees on its cover. */
  shows: string[];
  /** Fields of the step's form that are filled from what the signer says: the page does not ask for them. */
  fills: { field: string; from: LinkFact }[];
}
