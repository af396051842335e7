import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  getExternalWorkflowHandle,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type { Effect } from '../engine/effect.ts';
import type { Input } from '../engine/input.ts';
import type { Texts } from '../engine/json.ts';
import {
  callEndedSignal,
  callEscalatedSignal,
  inProcess,
  workflowIdOf,
  type CallEnded,
  type CallEscalated,
  type CaseActivities,
  type JobEnded,
} from './contract.ts';
import type { LiveCase } from './live-case.ts';

/** After its attempts a job becomes an incident, which a person can retry. */
const { runJob } = proxyActivities<Pick<CaseActivities, 'runJob'>>({
  startToCloseTimeout: '10m',
  retry: { initialInterval: '1s', backoffCoefficient: 3, maximumInterval: '5m', maximumAttempts: 6 },
});

/** Opening a case is safe to repeat, so that only a refusal ends it. */
const { startCall } = proxyActivities<Pick<CaseActivities, 'startCall'>>({
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});

/** The same for cases of their own; one that is refused (no such template) is said in Temporal and by the activity's log. */
const { openCase } = proxyActivities<Pick<CaseActivities, 'openCase'>>({
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});

/** Within the workflow task of whoever set it going, and through any outage of Postgres, as a commit. */
const { findPeople } = proxyLocalActivities<Pick<CaseActivities, 'findPeople'>>({
  startToCloseTimeout: '30s',
  localRetryThreshold: '2s',
  retry: { initialInterval: '100ms', backoffCoefficient: 1.5, maximumInterval: '10s' },
});

type Lasting = Extract<Effect, { kind: 'runJob' | 'startCall' }>;
type Lookup = Extract<Effect, { kind: 'findPeople' }>;
type Opening = Extract<Effect, { kind: 'openCase' }>;

/** Acts on the world after a commit; what the world answers becomes an input. Nothing here holds an Update back. */
export class Effects {
  private readonly live: LiveCase;
  private readonly jobs = new Map<string, { effect: Lasting; scope: CancellationScope }>();
  private readonly calls = new Map<string, { effect: Lasting; opened: Promise<void> }>();
  private readonly lookups = new Map<string, Lookup>();
  private readonly openings = new Map<string, Opening>();
  private messagesUnderWay = 0;
  private telling?: Promise<unknown>;

  constructor(live: LiveCase) {
    this.live = live;
  }

  /** Jobs, calls, lookups and openings begun and not heard of yet. */
  get underWay(): Effect[] {
    const lasting = [...this.jobs.values(), ...this.calls.values()].map(({ effect }) => effect);
    return [...lasting, ...this.lookups.values(), ...this.openings.values()];
  }

  /** True when nothing is on its way that must get through although the case has ended. */
  get isDone(): boolean {
    return this.isQuiet && this.openings.size === 0;
  }

  /** True when no message to another case is on its way: a run may only end then. */
  get isQuiet(): boolean {
    return this.messagesUnderWay === 0;
  }

  perform(effects: Effect[]): void {
    for (const effect of effects) this.performOne(effect);
  }

  private performOne(effect: Effect): void {
    switch (effect.kind) {
      case 'runJob':
        return this.beginJob(effect);
      case 'cancelJob':
        this.jobs.get(effect.job)?.scope.cancel();
        this.jobs.delete(effect.job);
        return;
      case 'startCall':
        return this.beginCall(effect);
      case 'findPeople':
        return this.beginLookup(effect);
      case 'openCase':
        return this.beginOpening(effect);
      case 'cancelCall': {
        // A call that is still being opened is opened first: cancelled in between, it would run on unseen.
        const opened = this.calls.get(effect.call)?.opened ?? Promise.resolve();
        return this.send(opened.then(() => getExternalWorkflowHandle(workflowIdOf(effect.caseId)).cancel()));
      }
      case 'escalateToParent': {
        const { parent, code } = effect;
        const told: CallEscalated = { call: parent.call, code };
        return this.tellParent(() => callerOf(effect).signal(callEscalatedSignal, told));
      }
      case 'reportToParent': {
        const { parent, result } = effect;
        const report: CallEnded = { call: parent.call, result };
        return this.tellParent(() => callerOf(effect).signal(callEndedSignal, report));
      }
      // Their events hold all there is to send: the commit has handed them over.
      case 'publishMessage':
      case 'broadcastSignal':
        return;
    }
  }

  private beginJob(effect: Extract<Effect, { kind: 'runJob' }>): void {
    const { job, type, parameters, variables } = effect;
    const { caseId, tenant } = this.live.input.start.case;
    const scope = new CancellationScope();
    this.jobs.set(job, { effect, scope });
    const end = (result: JobEnded['result']) => {
      this.jobs.delete(job);
      this.live.take(jobInput(this.live, job, result));
    };
    scope
      .run(() => runJob({ caseId, tenant, job, type, parameters, variables }))
      .then(
        (result) => end({ ok: true, variables: result ?? {} }),
        (error: unknown) => {
          if (!isCancellation(error)) end({ ok: false, error: jobError(error) });
        },
      );
  }

  private beginCall(effect: Extract<Effect, { kind: 'startCall' }>): void {
    const { call, caseId, calledElement, binding, message, title, variables } = effect;
    const { caseId: parentId, tenant } = this.live.input.start.case;
    const { clockOffset } = this.live.state;
    const { isDemonstration } = this.live.input;
    const parent = { caseId: parentId, call };
    const request = { tenant, parent, caseId, calledElement, binding, variables, clockOffset };
    const opened = startCall({
      ...request,
      isDemonstration,
      ...(message !== undefined && { message }),
      ...(title !== undefined && { title }),
    }).then(
      () => void this.calls.delete(call),
      (error: unknown) => {
        this.calls.delete(call);
        this.live.take({
          kind: 'callEnded',
          at: this.live.now(),
          call,
          result: { ok: false, error: jobError(error).code },
        });
      },
    );
    this.calls.set(call, { effect, opened });
  }

  /** Only the directory's answer is an input; a lookup that the case no longer waits for is answered for nothing. */
  private beginLookup(effect: Lookup): void {
    const { lookup, asks, pick } = effect;
    const { tenant } = this.live.input.start.case;
    this.lookups.set(lookup, effect);
    const request = { [inProcess]: true as const, tenant, at: this.live.now(), asks };
    void findPeople({ ...request, ...(pick && { pick }) }).then((answers) => {
      this.lookups.delete(lookup);
      this.live.take({ kind: 'peopleFound', at: this.live.now(), lookup, answers });
    });
  }

  private beginOpening(effect: Opening): void {
    const { id, template, variables, link } = effect;
    const { caseId: from, tenant } = this.live.input.start.case;
    const { clockOffset } = this.live.state;
    const { isDemonstration } = this.live.input;
    this.openings.set(id, effect);
    const opened = () => void this.openings.delete(id);
    const request = { tenant, from, link, caseId: id, template, variables, clockOffset, isDemonstration };
    openCase(request).then(opened, opened);
  }

  /** One after the other: a case that has heard of its call's end no longer listens to its escalations. */
  private tellParent(tell: () => Promise<unknown>): void {
    const before = this.telling;
    const told = before ? before.then(tell, tell) : tell();
    this.telling = told;
    const done = () => {
      if (this.telling === told) this.telling = undefined;
    };
    told.then(done, done);
    this.send(told);
  }

  /** A case that is gone needs no message: whatever ended it has told its own story. */
  private send(message: Promise<unknown>): void {
    this.messagesUnderWay += 1;
    const sent = () => void (this.messagesUnderWay -= 1);
    message.then(sent, sent);
  }
}

const callerOf = ({ parent }: Extract<Effect, { kind: 'escalateToParent' | 'reportToParent' }>) =>
  getExternalWorkflowHandle(workflowIdOf(parent.caseId));

export function jobInput(live: LiveCase, job: string, result: JobEnded['result']): Input {
  const at = live.now();
  return result.ok
    ? { kind: 'jobCompleted', at, job, variables: result.variables }
    : { kind: 'jobFailed', at, job, error: result.error };
}

type JobError = Extract<JobEnded['result'], { ok: false }>['error'];

/** What the activity's failure says: an error that the diagram models, a refusal by its code, or whatever went wrong. */
function jobError(error: unknown): JobError {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure) {
    const isBpmnError = cause.type === 'BpmnError';
    const code = isBpmnError ? String(cause.details?.[0]) : (cause.type ?? 'error');
    const texts = isBpmnError ? undefined : (cause.details?.[0] as Texts | undefined);
    return { code, message: cause.message, ...(texts && { texts }), isBpmnError };
  }
  return {
    code: 'error',
    message: cause instanceof Error ? cause.message : String(cause),
    isBpmnError: false,
  };
}
