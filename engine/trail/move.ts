import { cancelToken } from '../cancel.ts';
import type { CommandRule } from '../command-rule.ts';
import { place } from '../flow.ts';
import type { Refusal } from '../input.ts';
import type { Node, ProcessModel } from '../model.ts';
import { isEventSubProcess } from '../scope.ts';
import type { CaseState, Scope, Token } from '../state.ts';
import { byId } from '../table.ts';
import { refusal } from '../work/not-allowed.ts';
import { isRefusal, refuseOnTask } from '../work/offered.ts';
import type { TrailCommand } from './command.ts';
import { aheadOf, alwaysPasses, forwardIn, type Forward } from './forward.ts';
import { saidOf } from '../work/said.ts';

type Command = TrailCommand & { kind: 'moveTask' };

/** A node to which a task's step can be moved, with what that would end. */
export interface MoveTarget {
  node: string;
  /** Tokens of the same scope that could still come there, among them the task's own or that of a sub-process around it. */
  ends: { token: string; node: string }[];
}

/** 跳转: the step is left undone, and the case goes on at a step further on. */
export const moveTask: CommandRule<Command> = {
  refuse(asked) {
    const { model, state, command, actor } = asked;
    const task = actor.kind === 'system' ? byId(state.tasks, command.task) : refuseOnTask(asked, 'move');
    if (!task)
      return refusal('task-not-open', {
        zh: '任务已办结或已撤销',
        en: `Expected task ${command.task} to be open, but it is not`,
      });
    if (isRefusal(task)) return task;
    const found = findMove(model, state, task.token, command.to);
    return 'code' in found ? found : undefined;
  },
  obey(run, _actor, { task: id, to, ...said }) {
    const task = byId(run.state.tasks, id);
    const move = task && findMove(run.model, run.state, task.token, to);
    if (!move || 'code' in move) return;
    run.emit({ kind: 'stepMoved', task: id, node: task.node, to, ...saidOf(said) });
    // What a step gives up that was to go straight back may come there too.
    for (const { token } of move.ends) run.behaviours.beforeEnding(run, { token });
    const again = findMove(run.model, run.state, task.token, to);
    for (const { token } of ('ends' in again ? again : move).ends) {
      const ending = byId(run.state.tokens, token);
      if (ending) cancelToken(run, ending);
    }
    // One that needs several tokens to start gets them all.
    const { startQuantity = 1 } = run.node(to);
    for (let placed = 0; placed < startQuantity; placed += 1) place(run, move.scope, to);
  },
};

/** All nodes to which a task's step can be moved, the nearest first. */
export function moveTargets(model: ProcessModel, state: CaseState, task: { token: string }): MoveTarget[] {
  return levelsOf(model, state, task.token).flatMap((level) =>
    [...level.ahead].flatMap((node) => {
      const found = check(model, state, level, node);
      return 'code' in found ? [] : [{ node, ends: found.ends }];
    }),
  );
}

interface Level {
  scope: string;
  from: Token;
  forward: Forward;
  ahead: Set<string>;
}

/** The task's own scope and those around it, each with what lies ahead there. */
function levelsOf(model: ProcessModel, { tokens, scopes }: CaseState, token: string): Level[] {
  const levels: Level[] = [];
  for (let from = byId(tokens, token); from;) {
    const scope: Scope | undefined = byId(scopes, from.scope);
    if (!scope || scope.kind === 'compensation') break;
    if (scope.kind !== 'multiInstance') {
      const forward = forwardIn(model, scope.node);
      levels.push({ scope: scope.id, from, forward, ahead: aheadOf(forward, from.node) });
    }
    from = scope.token === undefined ? undefined : byId(tokens, scope.token);
  }
  return levels;
}

function findMove(
  model: ProcessModel,
  state: CaseState,
  token: string,
  to: string,
): Refusal | { scope: string; ends: MoveTarget['ends'] } {
  const level = levelsOf(model, state, token).find(({ ahead }) => ahead.has(to));
  if (!level)
    return refusal('bad-input', {
      zh: '只能跳转到本环节之后的环节',
      en: `Expected a step ahead of this one, in the same process or around its sub-process, but found ${to}`,
    });
  return check(model, state, level, to);
}

function check(
  model: ProcessModel,
  state: CaseState,
  { scope, from, forward, ahead }: Level,
  to: string,
): Refusal | { scope: string; ends: MoveTarget['ends'] } {
  const node = model.nodes[to];
  if (!node || !canBegin(model, node))
    return refusal('bad-input', {
      zh: '该节点不能作为跳转目标',
      en: `Expected a task, sub-process or event that can begin by itself, but found ${to}`,
    });
  const split = [from.node, ...ahead].find((id) => isPassedBeside(model, forward, id, to));
  if (split !== undefined) {
    const { zh = split } = model.nodes[split]?.name ?? {};
    return refusal('bad-input', {
      zh: `“${zh || split}”之后的其他分支不经过该环节，不能跳转`,
      en: `Expected every branch of ${split} to pass ${to}, but one does not: move to a step after the branches meet`,
    });
  }
  const isAhead = (token: Token) =>
    aheadOf(forward, token.node).has(to) || (token.node === to && !token.active);
  const ends = state.tokens.filter(
    (token) => token.scope === scope && (token.id === from.id || isAhead(token)),
  );
  return { scope, ends: ends.map(({ id, node: at }) => ({ token: id, node: at })) };
}

const activity = /(Task|task|ubProcess|transaction|callActivity)$/;
const events = new Set(['endEvent', 'intermediateThrowEvent', 'intermediateCatchEvent']);

/** Joins wait for others, and what follows an event-based gateway or a link begins only from there. */
function canBegin(model: ProcessModel, node: Node): boolean {
  if (node.isForCompensation || isEventSubProcess(node)) return false;
  if (activity.test(node.type)) return true;
  const isRaced = node.incoming.some(
    (flow) => model.nodes[model.flows[flow]?.source ?? '']?.type === 'eventBasedGateway',
  );
  return events.has(node.type) && !isRaced && node.events.every(({ type }) => type !== 'linkEventDefinition');
}

const splits = new Set(['parallelGateway', 'inclusiveGateway', 'complexGateway']);

/** Whether branches part here of which some lead to the target and others past it. */
function isPassedBeside(model: ProcessModel, forward: Forward, id: string, to: string): boolean {
  const node = model.nodes[id];
  if (!node || id === to || node.outgoing.length < 2) return false;
  const isSplit = splits.has(node.type) || !node.type.endsWith('Gateway');
  if (!isSplit || !aheadOf(forward, id).has(to)) return false;
  return (forward.get(id) ?? []).some((next) => !alwaysPasses(forward, next, to));
}
