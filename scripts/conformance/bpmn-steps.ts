import { canonicalJson } from '../../engine/canonical-json.ts';
import type { Actor } from '../../engine/input.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { BpmnStep, ExecutionFilter } from './bpmn-case.ts';
import { findTasks, inOrder, taskMisses, type SeenTask } from './bpmn-tasks.ts';
import { NotPlayable, type Instance } from './bpmn-instance.ts';
import type { World } from './bpmn-world.ts';
import { byId } from '../../engine/table.ts';

/** Plays the steps of one case, and keeps what came out otherwise than wanted. */
export class Play {
  readonly misses: string[] = [];
  /** Tasks whose completion was refused, as the case wants: its trace still lists the attempt. */
  readonly refusedTasks: string[] = [];
  private readonly lists = new Map<string, SeenTask[]>();
  private readonly world: World;

  private readonly mayFail: boolean;

  constructor(world: World, { mayFail }: { mayFail: boolean }) {
    this.world = world;
    this.mayFail = mayFail;
  }

  play(step: BpmnStep, number: number): void {
    const at = `step ${number} (${step.op}): `;
    const incidents = this.incidents();
    const wantsError = 'expect_error' in step && step.expect_error === true;
    const refused = this.perform(step);
    const raised = this.incidents().filter((incident) => !incidents.includes(incident));
    if (wantsError && refused.length > 0 && step.op === 'complete_task')
      this.refusedTasks.push(this.taskOf(step.task)?.task.node ?? '');
    if (wantsError && refused.length === 0 && raised.length === 0)
      this.misses.push(`${at}a refusal or an incident was wanted, but it was done`);
    if (!wantsError) {
      this.misses.push(...refused.map((text) => at + text));
      if (!isCheck(step) && !this.mayFail) this.misses.push(...raised.map((text) => `${at}incident ${text}`));
    }
  }

  /** What was refused, or is not as expected. */
  private perform(step: BpmnStep): string[] {
    const { world } = this;
    switch (step.op) {
      case 'start': {
        if (step.expect_error && !world.knows(step.process)) return ['no such process may be run'];
        world.begin(step.process, step.variables, {
          alias: step.as,
          ...(step.business_key !== undefined && { businessKey: step.business_key }),
        });
        return [];
      }
      case 'start_by_message': {
        const before = world.instances.length;
        if (!world.sendMessage({ name: step.message, variables: step.variables }, []))
          return [`no process starts on the message '${step.message}'`];
        const begun = world.instances[before];
        if (begun) begun.alias = step.as;
        return [];
      }
      case 'tasks': {
        const tasks = inOrder(findTasks(world, step.filter), step.order, step.expect.at);
        this.lists.set(step.as, tasks);
        return taskMisses(tasks, step.expect, step.order !== undefined);
      }
      case 'complete_task':
        return this.complete(this.taskOf(step.task), step.variables ?? {});
      case 'complete_all':
        return (this.lists.get(step.tasks) ?? []).flatMap((task) => this.complete(task, {}));
      case 'claim_task':
        return this.claim(this.taskOf(step.task), step.user);
      case 'message':
        return this.message(step);
      case 'signal':
        return this.signal(step);
      case 'trigger':
        return this.trigger(step.execution, step.variables ?? {});
      case 'set_variables':
        world.command(this.instance(step.instance), { kind: 'setVariables', variables: step.variables });
        return [];
      case 'variable': {
        const instance = this.instance(step.instance);
        const root = instance.state.scopes.find(({ parent }) => parent === undefined);
        const value = root?.variables[step.name] ?? null;
        return canonicalJson(value) === canonicalJson(step.expect.value as never)
          ? []
          : [`${step.name} = ${JSON.stringify(step.expect.value)} wanted, found ${JSON.stringify(value)}`];
      }
      case 'instances': {
        const { process, instance } = step.filter;
        const found = world
          .active()
          .filter(({ model }) => process === undefined || model.process === process)
          .filter((running) => instance === undefined || world.named(instance) === running);
        return counted(step.expect.count, found.length, 'running instances');
      }
      case 'waiting_at':
        return counted(step.expect.count, this.waiting(step.filter).length, 'waiting places');
      case 'active_elements': {
        const { state } = this.instance(step.instance);
        const found = state.tokens
          .filter((token) => token.active && !token.owns.some((id) => byId(state.scopes, id)))
          .map(({ node }) => node);
        return found.toSorted().join() === step.expect.elements.toSorted().join()
          ? []
          : [`${step.expect.elements.join(', ')} wanted, found ${found.join(', ')}`];
      }
      case 'ended': {
        const { state } = this.instance(step.instance);
        return state.status === 'active' ? [`its end was wanted, but it waits: ${waits(state)}`] : [];
      }
      case 'not_ended': {
        const { status } = this.instance(step.instance).state;
        return status === 'active' ? [] : [`a running instance was wanted, but it is ${status}`];
      }
      case 'history': {
        const found = world.record.filter(
          ({ instance, event }) =>
            event.kind === 'elementCompleted' &&
            (step.element === undefined || event.node === step.element) &&
            (step.instance === undefined || world.named(step.instance) === instance),
        );
        return counted(step.expect.count, found.length, 'completions');
      }
      case 'fire_next_timer':
        return world.fireNextTimer() ? [] : ['a timer was wanted, but none is armed'];
      case 'advance_time':
        world.passTime(step.ms);
        return [];
      case 'delete_instance': {
        const refusal = world.command(this.instance(step.instance), {
          kind: 'cancelCase',
          reason: 'deleted',
        });
        return refusal ? [refusal.message] : [];
      }
      case 'settle':
        world.settle();
        return [];
      case 'deploy':
        return [];
    }
  }

  private instance(alias: string): Instance {
    const instance = this.world.named(alias);
    if (!instance) throw new NotPlayable(`no instance '${alias}' was started`);
    return instance;
  }

  private taskOf({ ref, index = 0 }: { ref: string; index?: number | undefined }): SeenTask | undefined {
    return this.lists.get(ref)?.[index];
  }

  private complete(seen: SeenTask | undefined, variables: JsonObject): string[] {
    if (!seen) return ['the task to complete is not there'];
    const { instance, task } = seen;
    const command = { kind: 'completeTask', task: task.id, variables } as const;
    const refusal = this.world.command(instance, command, personFor(seen));
    return refusal ? [refusal.message] : [];
  }

  private claim(seen: SeenTask | undefined, user: string | null): string[] {
    if (!seen) return ['the task to claim is not there'];
    const kind = user === null ? 'releaseTask' : 'claimTask';
    const refusal = this.world.command(seen.instance, { kind, task: seen.task.id }, personFor(seen));
    return refusal ? [refusal.message] : [];
  }

  private message(step: BpmnStep & { op: 'message' }): string[] {
    const { name, business_key: key, variables = {} } = step;
    if (name === null) return ['a message without a name'];
    const alias = step.instance ?? step.execution?.instance;
    const isAddressed = alias !== undefined || key !== undefined || step.execution !== undefined;
    const to = this.world
      .active()
      .filter((instance) => alias === undefined || this.world.named(alias) === instance)
      .filter((instance) => key === undefined || instance.businessKey === key);
    const taken = isAddressed
      ? to.some((instance) => awaits(instance, name)) && this.world.sendMessage({ name, variables }, to)
      : this.world.sendMessage({ name, variables }, to);
    return taken ? [] : [`nobody takes the message '${name}'`];
  }

  /** Addressed to the case that waits for it there, or heard by all. */
  private signal({ name, execution, variables = {} }: BpmnStep & { op: 'signal' }): string[] {
    const to = execution && this.waiting(execution).map(({ instance }) => instance);
    if (!to) this.world.broadcast({ signal: name, variables });
    else this.world.broadcast({ signal: name, variables }, undefined, to);
    return [];
  }

  /** Another engine lets a caller push a waiting execution on: here a message for whatever it waits for. */
  private trigger(filter: ExecutionFilter, variables: JsonObject): string[] {
    if (filter.element !== undefined && this.isConditional(filter.element)) return [];
    const open = this.waiting(filter).find(({ message }) => message !== undefined);
    if (!open?.message) return ['nothing waits there'];
    return this.world.sendMessage({ name: open.message, variables }, [open.instance])
      ? []
      : ['what waits there did not take it'];
  }

  /** A condition is watched here: to ask whether it holds now changes nothing. */
  private isConditional(element: string): boolean {
    return this.world.instances.some(({ model }) =>
      model.nodes[element]?.events.some(({ type }) => type === 'conditionalEventDefinition'),
    );
  }

  private waiting(filter: ExecutionFilter): { instance: Instance; node: string; message?: string }[] {
    return this.world
      .active()
      .filter((instance) => filter.instance === undefined || this.world.named(filter.instance) === instance)
      .flatMap((instance) => {
        const { subscriptions, tokens, timers } = instance.state;
        const open = subscriptions.map(({ node, awaits }) => ({
          instance,
          node,
          ...(awaits.kind === 'message' && { message: awaits.message }),
          ...(awaits.kind === 'signal' && { signal: awaits.signal }),
        }));
        if (filter.signal_name !== undefined)
          return open.filter(({ signal, node }) => signal === filter.signal_name && isAt(node));
        if (filter.message_name !== undefined)
          return open.filter(({ message, node }) => message === filter.message_name && isAt(node));
        const places = tokens.map(({ node }) => ({ instance, node }));
        const events = [...open, ...timers.map(({ node }) => ({ instance, node }))];
        const messages = open.filter(({ node }) => isAt(node));
        if (messages.length > 0) return messages;
        return [
          ...places,
          ...events.filter(({ node }) => !places.some((place) => place.node === node)),
        ].filter(({ node }) => isAt(node));
      });

    function isAt(node: string): boolean {
      return filter.element === undefined || node === filter.element;
    }
  }

  /** What went wrong: faults that wait for a person, and cases that an error has ended, but those whose caller hears of it. */
  private incidents(): string[] {
    return this.world.instances.flatMap(({ id, alias, state }) => [
      ...state.incidents
        .filter(({ code }) => code !== 'stuck')
        .map((incident) => `${id} ${incident.id} at ${incident.node}: ${incident.message}`),
      ...(state.status === 'failed' && alias !== undefined ? [`${id} failed: ${state.outcome ?? ''}`] : []),
    ]);
  }
}

function isCheck({ op }: BpmnStep): boolean {
  return op === 'tasks' || op === 'ended' || op === 'not_ended' || op === 'waiting_at' || op === 'instances';
}

function counted(wanted: number, found: number, what: string): string[] {
  return wanted === found ? [] : [`${wanted} ${what} wanted, found ${found}`];
}

function awaits({ state }: Instance, message: string): boolean {
  return state.subscriptions.some(({ awaits }) => awaits.kind === 'message' && awaits.message === message);
}

function personFor({ task }: SeenTask): Actor {
  return { kind: 'person', person: 'someone', posts: task.candidates };
}

function waits({ tasks, timers, subscriptions, jobs, calls, incidents, tokens }: Instance['state']): string {
  const things = [tasks, timers, subscriptions, jobs, calls, incidents].flatMap((list) =>
    Object.values<{ node: string }>(list).map(({ node }) => node),
  );
  return things.join(', ') || tokens.map(({ node }) => `held at ${node}`).join(', ');
}
