import type { Resume } from '../work/model.ts';
import type { Said } from '../work/said.ts';

export type TrailCommand =
  /**
   * `to`: id of a visit (`visitsBefore`), or `previous`, or `initiator`; in a called case also `caller:` and one of
   * these in the case that called it.
   */
  | ({
      kind: 'returnTask';
      task: string;
      generation?: number;
      to: string;
      resume: Resume;
      reason: string;
    } & Said)
  /**
   * The previous handler takes a completed task back. `visit`: the ended token. `untouched`: ids of called cases in which
   * nobody has acted, as the server found: they end with it, and any other prevents it.
   */
  | ({ kind: 'withdrawTask'; visit: string; reason?: string; untouched?: string[] } & Said)
  /** 跳转: the task's step is left for another one further on (permission `case.move`). */
  | ({ kind: 'moveTask'; task: string; generation?: number; to: string; reason: string } & Said);
