/** Deadlines in the hands of people. All need what the template says about that clock (`DeadlineConfig`). */
export type ClockCommand =
  /** Asks for an extension (a new date) before expiry, or for a suspension; decided by the named post, or at once where no approval is asked for. */
  | { kind: 'requestExtension'; deadline: string; date: string; reason: string }
  | { kind: 'suspendClock'; deadline: string; why: string; reason: string }
  | { kind: 'resumeClock'; deadline: string; reason?: string }
  | { kind: 'decideClockRequest'; request: string; approve: boolean; reason?: string }
  /** By a permission, with a reason (`deadline.change`). */
  | { kind: 'changeDeadline'; deadline: string; date: string; reason: string }
  /** Somebody has seen the escalation; it stops until the acknowledgement expires. */
  | { kind: 'acknowledgeStep'; deadline: string; step: string }
  /** The calendar of this step's input is newer: every open deadline is counted again. */
  | { kind: 'recountDeadlines'; calendar: string };
