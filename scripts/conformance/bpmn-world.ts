import { nationalCalendar } from '../../definitions/calendars/index.ts';
import { nextDue } from '../../engine/due.ts';
import type { Effect } from '../../engine/effect.ts';
import { isFor } from '../../engine/event-definitions/message-event-definition.ts';
import type { Actor, Command, Input, Refusal } from '../../engine/input.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { ProcessModel } from '../../engine/model.ts';
import type { Trigger } from '../../engine/state.ts';
import { triggersOf } from '../../engine/triggers.ts';
import { start, step, type StepResult } from '../../engine/step.ts';
import { compareInstants, fromEpochMs, toEpochMs } from '../../engine/time/index.ts';
import type { Probe } from './bpmn-case.ts';
import { NotPlayable, type Instance, type Recorded } from './bpmn-instance.ts';
import { endOf, workFor, type ProbeRun, type Work } from './bpmn-probes.ts';
import { byId } from '../../engine/table.ts';

const machine: Actor = { kind: 'system', name: 'conformance' };
const beginning = '2026-09-07T01:00:00.000Z';
/** Most inputs to all engines of one case: a model that sends itself messages for ever ends here. */
const mostInputs = 5_000;

/**
 * All cases of one deployment and what happens between them, as the Temporal shell would do it: calls, messages, signals
 * and jobs are delivered in the order in which the engine asks for them; time moves only when a step says so.
 */
export class World {
  readonly instances: Instance[] = [];
  readonly record: Recorded[] = [];
  readonly probeRuns: ProbeRun[] = [];
  now = beginning;
  private inputs = 0;
  private readonly models: ProcessModel[];
  readonly probes: ReadonlyMap<string, Probe>;
  private readonly toDo: { from: Instance; effect: Effect }[] = [];
  private readonly jobs: Work[] = [];
  /** Messages that nobody waited for yet. */
  private unclaimed: { name: string; correlation?: string; variables: JsonObject }[] = [];

  constructor(models: ProcessModel[], probes: Probe[]) {
    this.models = models;
    this.probes = new Map(probes.map((probe) => [probe.element, probe]));
  }

  named(alias: string): Instance | undefined {
    return this.instances.find((instance) => instance.alias === alias);
  }

  active(): Instance[] {
    return this.instances.filter(({ state }) => state.status === 'active');
  }

  knows(process: string): boolean {
    return this.models.some((model) => model.process === process);
  }

  begin(
    process: string,
    variables: JsonObject,
    more: Partial<Pick<Instance, 'alias' | 'businessKey' | 'id'>> & {
      trigger?: Trigger;
      parent?: { caseId: string; call: string };
    } = {},
  ): Instance {
    const model = this.models.findLast((candidate) => candidate.process === process);
    if (!model) throw new NotPlayable(`no process '${process}' in the files of the case`);
    const { trigger, parent, id = `case-${this.instances.length + 1}`, ...named } = more;
    this.count();
    const begun = start(model, nationalCalendar, {
      at: this.now,
      actor: machine,
      case: {
        caseId: id,
        tenant: 'conformance',
        templateKey: process,
        templateVersion: 1,
        number: id,
        title: process,
        units: [],
        ...(parent && { parent }),
      },
      variables,
      ...(trigger && { trigger }),
    });
    const instance: Instance = { id, model, state: begun.state, ...named };
    this.instances.push(instance);
    this.take(instance, begun);
    this.drain();
    return instance;
  }

  command(instance: Instance, command: Command, actor: Actor = machine): Refusal | undefined {
    const refusal = this.input(instance, { kind: 'command', at: this.now, actor, command });
    this.drain();
    return refusal;
  }

  /** To the one case that waits for it, else to the process that starts on it. False: nobody takes it. */
  sendMessage(
    { name, correlation, variables }: { name: string; correlation?: string; variables: JsonObject },
    to: Instance[] = this.active(),
  ): boolean {
    const waiting = to.find(({ state }) =>
      state.subscriptions.some((open) => isFor(open, name, correlation)),
    );
    if (waiting) {
      const refusal = this.command(waiting, {
        kind: 'sendMessage',
        message: name,
        messageId: `message-${this.inputs}`,
        ...(correlation !== undefined && { correlation }),
        variables,
      });
      return refusal === undefined;
    }
    const starts = this.models.findLast((model) => startsOn(model, { kind: 'message', message: name }));
    if (!starts) return false;
    this.begin(starts.process, variables, { trigger: { kind: 'message', message: name } });
    return true;
  }

  /** To every case that waits for it but the one it comes from, and to every process that starts on it. */
  broadcast(
    { signal, variables }: { signal: string; variables: JsonObject },
    from?: Instance,
    to: Instance[] = this.active(),
  ): void {
    for (const instance of to) {
      if (instance === from) continue;
      const signalId = `signal-${this.inputs}`;
      this.command(instance, { kind: 'sendSignal', signal, signalId, variables });
    }
    for (const model of this.newest()) {
      const trigger: Trigger = { kind: 'signal', signal };
      if (startsOn(model, trigger)) this.begin(model.process, variables, { trigger });
    }
  }

  private newest(): ProcessModel[] {
    return [...new Map(this.models.map((model) => [model.process, model])).values()];
  }

  /** Lets time pass, each thing happening at its own instant. */
  passTime(ms: number): void {
    const until = fromEpochMs(toEpochMs(this.now) + ms);
    for (
      let next = this.next();
      next !== undefined && compareInstants(next, until) <= 0;
      next = this.next()
    ) {
      this.moveTo(next);
    }
    this.now = until;
  }

  /** The earliest timer of all, and nothing after it. False: no timer is armed. */
  fireNextTimer(): boolean {
    const [first] = this.active()
      .flatMap((instance) => nextDue(instance.state) ?? [])
      .toSorted(compareInstants);
    if (first === undefined) return false;
    this.moveTo(first);
    return true;
  }

  /** Work that takes its time comes to its end. */
  settle(): void {
    this.drain();
    for (let job = this.jobs[0]; job; job = this.jobs[0]) {
      const [due = job.due] = this.jobs.map((open) => open.due).toSorted(compareInstants);
      this.passTime(Math.max(0, toEpochMs(due) - toEpochMs(this.now)));
    }
  }

  private next(): string | undefined {
    const times = [
      ...this.active().flatMap((instance) => nextDue(instance.state) ?? []),
      ...this.jobs.map(({ due }) => due),
    ];
    return times.toSorted(compareInstants)[0];
  }

  /** Does everything that is due at an instant: work that ends then comes before timers. */
  private moveTo(instant: string): void {
    if (compareInstants(instant, this.now) > 0) this.now = instant;
    const ended = this.jobs.filter(({ due }) => compareInstants(due, this.now) <= 0);
    for (const job of ended) this.endJob(job);
    this.drain();
    for (const instance of this.active()) {
      const due = nextDue(instance.state);
      if (due === undefined || compareInstants(due, this.now) > 0) continue;
      this.input(instance, { kind: 'tick', at: this.now });
      this.drain();
      if (nextDue(instance.state) === due)
        throw new NotPlayable(`a timer that was due at ${due} did not fire`);
    }
  }

  private input(instance: Instance, input: Input): Refusal | undefined {
    this.count();
    const result = step(instance.model, nationalCalendar, instance.state, input);
    this.take(instance, result);
    return result.refusal;
  }

  private take(instance: Instance, { state, events, effects }: StepResult): void {
    instance.state = state;
    this.record.push(...events.map((event) => ({ instance, event })));
    this.toDo.push(...effects.map((effect) => ({ from: instance, effect })));
  }

  private count(): void {
    this.inputs += 1;
    if (this.inputs > mostInputs)
      throw new NotPlayable(`more than ${mostInputs} inputs: it never comes to rest`);
  }

  private drain(): void {
    for (let next = this.toDo.shift(); next; next = this.toDo.shift()) this.perform(next.from, next.effect);
    const waited = this.unclaimed;
    this.unclaimed = [];
    for (const message of waited) if (!this.sendMessage(message)) this.unclaimed.push(message);
  }

  private perform(from: Instance, effect: Effect): void {
    switch (effect.kind) {
      case 'runJob':
        return this.startJob(from, effect);
      case 'cancelJob': {
        const index = this.jobs.findIndex(({ of, job }) => of === from && job === effect.job);
        if (index >= 0) this.jobs.splice(index, 1);
        return;
      }
      case 'startCall':
        this.begin(effect.calledElement, effect.variables, {
          id: effect.caseId,
          parent: { caseId: from.id, call: effect.call },
          ...(effect.message !== undefined && { trigger: { kind: 'message', message: effect.message } }),
        });
        return;
      case 'cancelCall': {
        const called = this.instances.find(({ id }) => id === effect.caseId);
        if (called) this.input(called, this.cancelling('cancelled by its caller'));
        return;
      }
      case 'publishMessage': {
        const { message: name, correlation, variables } = effect;
        const message = { name, ...(correlation !== undefined && { correlation }), variables };
        if (!this.sendMessage(message)) this.unclaimed.push(message);
        return;
      }
      case 'broadcastSignal':
        return this.broadcast(effect, from);
      case 'escalateToParent': {
        const { parent, code } = effect;
        const caller = this.instances.find(({ id }) => id === parent.caseId);
        if (caller) this.input(caller, { kind: 'callEscalated', at: this.now, call: parent.call, code });
        return;
      }
      case 'reportToParent': {
        const { parent, result } = effect;
        const caller = this.instances.find(({ id }) => id === parent.caseId);
        if (caller) this.input(caller, { kind: 'callEnded', at: this.now, call: parent.call, result });
        return;
      }
      case 'findPeople':
      case 'openCase':
        throw new Error(`Expected nothing of our own extension in a public suite, but found ${effect.kind}`);
    }
  }

  private cancelling(reason: string): Input {
    return { kind: 'command', at: this.now, actor: machine, command: { kind: 'cancelCase', reason } };
  }

  private startJob(from: Instance, effect: Effect & { kind: 'runJob' }): void {
    const work = workFor(from, effect, this);
    this.jobs.push(work);
    if (work.due === this.now) this.endJob(work);
  }

  private endJob(work: Work): void {
    this.jobs.splice(this.jobs.indexOf(work), 1);
    if (!byId(work.of.state.jobs, work.job)) return;
    const { run, input } = endOf(work, this.now);
    this.probeRuns.push(run);
    this.input(work.of, input);
  }
}

/** Whether this begins a case of the process. */
export function startsOn(model: ProcessModel, trigger: Trigger): boolean {
  return triggersOf(model).some((own) => JSON.stringify(own) === JSON.stringify(trigger));
}
