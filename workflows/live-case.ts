import { workflowInfo } from '@temporalio/workflow';
import { nextDue } from '../engine/due.ts';
import type { Effect } from '../engine/effect.ts';
import type { EngineEvent } from '../engine/event.ts';
import type { Input, Refusal } from '../engine/input.ts';
import type { ProcessModel } from '../engine/model.ts';
import { newState, type CaseState } from '../engine/state.ts';
import { start, step } from '../engine/step.ts';
import { fromEpochMs, toEpochMs, type WorkingCalendar } from '../engine/time/index.ts';
import { invariant } from '../errors.ts';
import { CommandsMemory } from './commands-memory.ts';
import type { ActReply, Content, ProcessInstanceInput, SteppedInput } from './contract.ts';
import { workflowTime } from './workflow-time.ts';

/** An input that was stepped, with what came of it. */
export interface Entry extends SteppedInput {
  events: EngineEvent[];
  effects: Effect[];
  refusal?: Refusal;
  /** The case after it. */
  state: CaseState;
  /** What it did is in the journal: its answer may be given. */
  reply?: ActReply;
}

/** Events of this run kept for a journal that asks for them again (it lost its last transactions). */
const tailLength = 256;

/**
 * A case while a worker has it in memory: its state with every input folded in, and what of it is not committed yet.
 * Everything here is synchronous, so that nothing changes the state across an `await`.
 */
export class LiveCase {
  readonly input: ProcessInstanceInput;
  readonly model: Content<ProcessModel>;
  /** By which the case counts now: the one it was started with, until a recount brings a newer one. */
  calendar: Content<WorkingCalendar>;
  readonly commands: CommandsMemory;
  /** After every input taken so far. */
  state: CaseState;
  /** After every input committed so far. */
  committed: CaseState;
  /** The calendar after every input committed so far. */
  private committedCalendar: Content<WorkingCalendar>;
  /** Taken and not committed, oldest first. */
  waiting: Entry[] = [];
  /** When the timer was due at the last commit, in the workflow's time, and by how many milliseconds it rings later. */
  alarm: { due: string | null; delay: number };
  /** Commands taken in this run. */
  commandsTaken = 0;
  /** Committed, but perhaps in a workflow task that Temporal may lose. */
  private unsure: SteppedInput[] = [];
  private historyLength = 0;
  private tail: EngineEvent[] = [];

  constructor(input: ProcessInstanceInput, model: Content<ProcessModel>, calendar: Content<WorkingCalendar>) {
    this.input = input;
    this.model = model;
    this.calendar = this.committedCalendar = calendar;
    this.commands = new CommandsMemory(input.carried?.commands);
    this.state = this.committed = input.carried?.state ?? newState;
    this.alarm = input.carried?.alarm ?? { due: null, delay: 0 };
    if (!input.carried) this.enter({ input: { kind: 'start', start: input.start } });
  }

  /** The case's instant: the workflow's time and the offset of a demonstration's clock, never before the last event. */
  now(offset = this.state.clockOffset): string {
    const at = fromEpochMs(workflowTime() + offset);
    return at > this.state.at ? at : this.state.at;
  }

  take(input: Input, by?: { commandId: string; digest: string; calendar?: Content<WorkingCalendar> }): Entry {
    return this.enter({ input, ...by });
  }

  tick(): void {
    const due = nextDue(this.state);
    if (due !== undefined && due <= this.now()) this.enter({ input: { kind: 'tick', at: this.now() } });
  }

  /** When something falls due next, in the workflow's time, which a demonstration's clock is ahead of; null: never. */
  due(): string | null {
    const due = nextDue(this.state);
    return due === undefined ? null : fromEpochMs(toEpochMs(due) - this.state.clockOffset);
  }

  /** Inputs that Temporal's history may not hold yet. A longer history means that the task before this one is in it. */
  inputsAtRisk(): SteppedInput[] {
    const { historyLength } = workflowInfo();
    if (historyLength > this.historyLength) {
      this.historyLength = historyLength;
      this.unsure = [];
    }
    return [...this.unsure, ...this.waiting.filter((entry) => entry.events.length > 0).map(asStepped)];
  }

  /** Events after `seq`, oldest first, of the waiting entries and of what this run still remembers. */
  eventsAfter(seq: number): EngineEvent[] {
    const known = [...this.tail, ...this.waiting.flatMap((entry) => entry.events)].filter(
      (event) => event.seq > seq,
    );
    invariant(
      known.length === 0 || known[0]!.seq === seq + 1,
      `Expected the journal to hold events up to ${(known[0]?.seq ?? 0) - 1} or a few less, but it ends at ${seq}: restore it`,
    );
    return known;
  }

  /** How many waiting entries end at this event or before it; the last of them ends there. */
  waitingUpTo(seq: number): number {
    const count = this.waiting.filter(({ state }) => state.seq <= seq).length;
    invariant(
      count > 0 && this.waiting[count - 1]!.state.seq === seq,
      `Expected the journal to end with an input, but it ends at ${seq} within one`,
    );
    return count;
  }

  /** Notes that the first `count` waiting entries are in the journal, and gives their effects. */
  settle(count: number): Effect[] {
    const settled = this.waiting.splice(0, count);
    for (const entry of settled) {
      this.committedCalendar = entry.calendar ?? this.committedCalendar;
      this.tail.push(...entry.events);
      if (entry.events.length > 0) this.unsure.push(asStepped(entry));
      this.answer(entry);
    }
    this.tail = this.tail.slice(-tailLength);
    this.committed = settled.at(-1)?.state ?? this.committed;
    return settled.flatMap((entry) => entry.effects);
  }

  /**
   * Takes back what the journal holds in place of our own (see `SteppedInput`), and steps our own inputs again after it:
   * they may be refused now, or find nothing to do.
   */
  takeBack(recorded: SteppedInput[], journalEnd: number): Effect[] {
    const own = this.waiting.splice(0);
    this.state = this.committed;
    this.calendar = this.committedCalendar;
    for (const { before, ...stepped } of recorded) {
      invariant(
        before === this.state.seq,
        `Expected a recorded input at ${this.state.seq}, but found one at ${before}`,
      );
      this.enter(stepped, { isRecorded: true });
    }
    invariant(
      this.state.seq === journalEnd,
      `Expected the recorded inputs to lead to event ${journalEnd}, but they lead to ${this.state.seq}`,
    );
    const effects = this.settle(this.waiting.length);
    for (const entry of own) {
      const reply = entry.commandId === undefined ? undefined : this.commands.find(entry.commandId);
      if (reply) entry.reply = reply;
      else if (entry.input.kind !== 'start') {
        const at = entry.input.at > this.state.at ? entry.input.at : this.state.at;
        this.stepInto(entry, { ...entry.input, at });
      }
    }
    return effects;
  }

  private enter(stepped: Omit<SteppedInput, 'before'>, { isRecorded = false } = {}): Entry {
    const entry: Entry = { ...stepped, before: this.state.seq, events: [], effects: [], state: this.state };
    this.stepInto(entry, stepped.input);
    const { input } = stepped;
    // What fell due meanwhile goes into the same commit; a recorded tick stands among the recorded inputs itself.
    if (!isRecorded && input.kind !== 'tick' && !entry.refusal) this.tick();
    return entry;
  }

  private stepInto(entry: Entry, input: SteppedInput['input']): void {
    const calendar = entry.calendar ?? this.calendar;
    const { events, effects, state, refusal } =
      input.kind === 'start'
        ? start(this.model.content, calendar.content, input.start)
        : step(this.model.content, calendar.content, this.state, input);
    Object.assign(entry, { input, before: this.state.seq, events, effects, state, refusal });
    this.state = state;
    if (refusal) return;
    this.calendar = calendar;
    this.waiting.push(entry);
  }

  private answer(entry: Entry): void {
    if (entry.commandId === undefined || entry.digest === undefined || entry.input.kind === 'start') return;
    entry.reply = { version: entry.state.seq, at: entry.input.at, digest: entry.digest };
    this.commands.remember(entry.commandId, entry.reply);
  }
}

const asStepped = ({ before, input, commandId, digest, calendar }: Entry): SteppedInput => ({
  before,
  input,
  commandId,
  digest,
  calendar,
});
