import type { CaseContent, Instances } from '../../api/instances.ts';
import { findPeople } from '../../activities/find-people.ts';
import { commitBatch } from '../../db/commit.ts';
import type { Db } from '../../db/connection.ts';
import { readContent } from '../../db/content.ts';
import type { KeptInput } from '../../db/kept-inputs.ts';
import type { Keys } from '../../db/keys.ts';
import { nextDue } from '../../engine/due.ts';
import type { Effect } from '../../engine/effect.ts';
import type { EngineEvent } from '../../engine/event.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { refuse } from '../../engine/refuse.ts';
import type { CaseState } from '../../engine/state.ts';
import { start, step } from '../../engine/step.ts';
import type { WorkingCalendar } from '../../engine/time/calendar.ts';
import { AppError } from '../../errors.ts';
import type { ActReply, ActRequest } from '../../workflows/contract.ts';

interface Running {
  tenant: string;
  content: CaseContent;
  model: ProcessModel;
  calendar: WorkingCalendar;
  state: CaseState;
  answers: Map<string, ActReply>;
}

/** What a test can make go wrong, once: an outage before or after the case took it. */
export type Fault = 'before' | 'after';

export interface EngineInstances extends Instances {
  /** The next call of this kind fails so. */
  fail(call: 'start' | 'act', fault: Fault): void;
  /** How often a case was really started. */
  readonly starts: string[];
}

/** Cases without Temporal: the real engine and the real commit, one after the other in this process. */
export function engineInstances(db: Db, keys: Keys, now: () => Date): EngineInstances {
  const cases = new Map<string, Running>();
  const faults: { call: 'start' | 'act'; fault: Fault }[] = [];
  const starts: string[] = [];
  let queue: Promise<unknown> = Promise.resolve();

  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work, work);
    queue = done.catch(() => undefined);
    return done;
  };
  const faultOf = (call: 'start' | 'act'): Fault | undefined => {
    const at = faults.findIndex((planned) => planned.call === call);
    return at < 0 ? undefined : faults.splice(at, 1)[0]?.fault;
  };
  const commit = (caseId: string, running: Running, events: EngineEvent[], inputs?: KeptInput[]) =>
    commitBatch(db, keys, { caseId, tenant: running.tenant, model: running.content.model, events, inputs });

  async function tickUntil(caseId: string, running: Running, at: string): Promise<void> {
    for (let due = nextDue(running.state); due !== undefined && due <= at; due = nextDue(running.state)) {
      const ticked = step(running.model, running.calendar, running.state, { kind: 'tick', at });
      if (ticked.events.length === 0) return;
      running.state = ticked.state;
      await commit(caseId, running, ticked.events);
    }
  }

  /** The directory answers what steps ask it. */
  async function askAround(caseId: string, running: Running, effects: Effect[]): Promise<void> {
    for (const effect of effects) {
      if (effect.kind !== 'findPeople') continue;
      const { lookup, asks } = effect;
      const { at } = running.state;
      const answers = await findPeople({ tenant: running.tenant, at, asks }, { db });
      const input = { kind: 'peopleFound', at, lookup, answers } as const;
      const stepped = step(running.model, running.calendar, running.state, input);
      running.state = stepped.state;
      await commit(caseId, running, stepped.events);
      await askAround(caseId, running, stepped.effects);
    }
  }

  return {
    starts,
    fail: (call, fault) => void faults.push({ call, fault }),

    start: (input, content) =>
      serially(async () => {
        const fault = faultOf('start');
        if (fault === 'before') throw new AppError('start-indeterminate', 'planned by the test');
        const { caseId, tenant } = input.start.case;
        if (cases.has(caseId)) return 'already' as const;
        const model = await readContent<ProcessModel>(db, content.model);
        const calendar = await readContent<WorkingCalendar>(db, content.calendar);
        const begun = start(model, calendar, input.start);
        const running: Running = { tenant, content, model, calendar, state: begun.state, answers: new Map() };
        cases.set(caseId, running);
        starts.push(caseId);
        await commit(caseId, running, begun.events);
        await askAround(caseId, running, begun.effects);
        if (fault === 'after') throw new AppError('start-indeterminate', 'planned by the test');
        return 'started' as const;
      }),

    act: (caseId, request: ActRequest) =>
      serially(async () => {
        const fault = faultOf('act');
        if (fault === 'before') throw new AppError('temporarily-unavailable', 'planned by the test');
        const running = cases.get(caseId);
        if (!running) throw new AppError('case-closed', `Expected case ${caseId} to run, but it does not`);
        const known = running.answers.get(request.commandId);
        if (known) {
          if (known.digest !== request.digest) throw new AppError('idempotency-conflict', 'other content');
          return known;
        }
        const { actor, command } = request;
        const offset = command.kind === 'advanceClock' ? command.offset : running.state.clockOffset;
        const at = new Date(Math.max(now().getTime() + offset, Date.parse(running.state.at))).toISOString();
        const refusal = refuse({ model: running.model, state: running.state, actor, at, command });
        if (refusal)
          throw new AppError(refusal.code, refusal.message, {
            data: refusal.data,
            texts: refusal.texts,
            at: refusal.at,
          });
        if (command.kind === 'recountDeadlines')
          running.calendar = await readContent<WorkingCalendar>(db, command.calendar);
        const input = { kind: 'command', at, actor, command } as const;
        const before = running.state.seq;
        const stepped = step(running.model, running.calendar, running.state, input);
        if (stepped.refusal)
          throw new AppError(stepped.refusal.code, stepped.refusal.message, {
            texts: stepped.refusal.texts,
            at: stepped.refusal.at,
          });
        running.state = stepped.state;
        const { commandId, digest } = request;
        await commit(caseId, running, stepped.events, [{ before, input, commandId, digest }]);
        await askAround(caseId, running, stepped.effects);
        const reply: ActReply = { version: running.state.seq, at, digest };
        await tickUntil(caseId, running, at);
        running.answers.set(commandId, reply);
        if (fault === 'after') throw new AppError('temporarily-unavailable', 'planned by the test');
        return reply;
      }),

    describe: async (caseId) =>
      cases.has(caseId) ? { isRunning: true, status: 'RUNNING', events: 1 } : undefined,
  };
}
