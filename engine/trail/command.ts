import type { Resume } from '../work/model.ts';

export type TrailCommand =
  /** `to`: id of a visit (`visitsBefore`), or `initiator`, or `previous`. */
  | { kind: 'returnTask'; task: string; generation?: number; to: string; resume: Resume; reason: string }
  /** The previous handler takes a completed task back. `visit`: the ended token. */
  | { kind: 'withdrawTask'; visit: string; reason?: string }
  /** 跳转: the task's step is left for another one further on (permission `case.move`). */
  | { kind: 'moveTask'; task: string; generation?: number; to: string; reason: string };
