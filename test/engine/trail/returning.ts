import { expect } from 'vitest';
import type { Actor, Refusal } from '../../../engine/input.ts';
import type { JsonObject } from '../../../engine/json.ts';
import type { Node, ProcessModel } from '../../../engine/model.ts';
import type { CaseState } from '../../../engine/state.ts';
import { pastVisits, visitsBefore } from '../../../engine/trail/visits.ts';
import type { Resume, VerbConfig } from '../../../engine/work/model.ts';
import { officer, type CaseUnderTest } from '../../support/given.ts';
import { model, node, user } from '../../support/model.ts';

const verbs: VerbConfig[] = (['return', 'withdraw', 'move'] as const).map((verb) => ({ verb, needs: [] }));

/** Somebody who may also move steps. */
export const mover: Actor = { ...officer, permissions: ['case.move'] } as Actor;

/** A model whose steps can be returned, withdrawn and moved. */
export function trailing(nodes: Node[], flows: string[], parts: Partial<ProcessModel> = {}): ProcessModel {
  return model('process', nodes, flows, { keepsTrail: true, work: { verbs }, ...parts });
}

export const start = node('start', 'startEvent');
export const end = node('end', 'endEvent');

/** These steps one after the other. */
export function inARow(...steps: string[]): ProcessModel {
  const ids = ['start', ...steps, 'end'];
  const flows = ids.slice(1).map((id, index) => `${ids[index]} -> ${id}`);
  return trailing([start, ...steps.map((id) => user(id)), end], flows);
}

/** Nodes of the steps to which an open task can be returned, the newest first; instances with their number from 0. */
export function targets(process: ProcessModel, run: CaseUnderTest, node: string): string[] {
  return visitsBefore(process, run.state, run.task(node)).map(({ node: at, instances = [] }) =>
    [at, ...instances].join(' '),
  );
}

/** Returns the first open task of a node to a visited node (`node` or `node 1` for an instance), `previous` or `initiator`. */
export function tryReturn(
  process: ProcessModel,
  run: CaseUnderTest,
  {
    from,
    to,
    resume = 'forward',
    actor = officer,
  }: { from: string; to: string; resume?: Resume; actor?: Actor },
): Refusal | undefined {
  const task = run.task(from);
  const [node, index] = to.split(' ');
  const visit = visitsBefore(process, run.state, task).find(
    (each) => each.node === node && (index === undefined || each.instances?.[0] === Number(index)),
  );
  const named = visit?.visit ?? to;
  return run.command({ kind: 'returnTask', task: task.id, to: named, resume, reason: 'incomplete' }, actor);
}

export function returns(
  process: ProcessModel,
  run: CaseUnderTest,
  step: { from: string; to: string; resume?: Resume },
): void {
  const refusal = tryReturn(process, run, step);
  if (refusal) throw new Error(`Expected the return to be allowed, but: ${refusal.message}`);
}

/** The newest completed visit of a node, by its token. */
export function lastVisit(run: CaseUnderTest, node: string): string {
  return pastVisits(run.state).find((visit) => visit.node === node)?.visit ?? '';
}

export function tryWithdraw(run: CaseUnderTest, node: string, actor: Actor = officer): Refusal | undefined {
  return run.command({ kind: 'withdrawTask', visit: lastVisit(run, node) }, actor);
}

export function withdraws(run: CaseUnderTest, node: string): void {
  const refusal = tryWithdraw(run, node);
  if (refusal) throw new Error(`Expected the withdrawal to be allowed, but: ${refusal.message}`);
}

/** Completes a step and takes it back: everything must be as it was. */
export function completesAndWithdraws(run: CaseUnderTest, step: string, variables: JsonObject = {}): void {
  const before = structuredClone(substance(run.state));
  run.complete(step, variables);
  withdraws(run, step);
  expect(substance(run.state)).toEqual(before);
}

/** A state without what only ever grows: the number and instant of the last event, ids given, messages known. */
export function substance(state: CaseState): Partial<CaseState> {
  const { seq: _, at: __, counter: ___, messageIds: ____, ...rest } = state;
  return rest;
}

/** Completes whatever is open until the case ends; fails when it does not. */
export function finish(run: CaseUnderTest): void {
  for (let left = 200; run.state.status === 'active' && left > 0; left -= 1) {
    const [task] = run.openTasks();
    if (task === undefined) break;
    run.complete(task);
  }
  if (run.state.status !== 'completed')
    throw new Error(
      `Expected the case to end, but it waits: ${run.openTasks().join(', ')} ${run.incidents().join(', ')}`,
    );
}
