import { calledCaseId } from '../called-case-id.ts';
import { raiseIncident } from '../incident.ts';
import type { Label, Texts } from '../json.ts';
import type { LadderStep } from '../model.ts';
import { postsBy } from '../posts-at.ts';
import type { Run } from '../run.ts';
import type { Deadline } from './state.ts';
import { byId } from '../table.ts';
import { moveTask } from '../trail/move.ts';
import { giveTask } from '../work/verbs/hand-over.ts';
import { configOf } from './config.ts';
import { evaluatorOf, stepConfig, tasksOf } from './ladder.ts';

interface Acting {
  step: string;
  action: NonNullable<LadderStep['action']>;
}

/**
 * What a ladder does by itself when its step is reached: never a decision on the matter, which is for people. Recorded as
 * the machine's. What can not be done is an incident with the reason, and the clock runs on.
 */
export function actByItself(run: Run, deadline: Deadline, { step, action }: Acting): void {
  const acted = { kind: 'ladderActed', deadline: deadline.id, node: deadline.node, step } as const;
  const why = inBoth(named(run, deadline, step));
  switch (action.kind) {
    case 'transfer': {
      const to = postsBy(evaluatorOf(run, deadline.token), action.to);
      const tasks = tasksOf(run.state, deadline);
      if (to.length === 0)
        return fail(
          run,
          deadline,
          { ...acted, did: 'transfer' },
          { zh: '没有可转交的岗位', en: 'Expected a post to transfer to, but found none' },
        );
      run.emit({ ...acted, did: 'transfer', to, tasks: tasks.map(({ id }) => id) });
      for (const task of tasks) giveTask(run, task, to, { verb: 'assign', reason: why, cause: 'supervisor' });
      return;
    }
    case 'goTo': {
      const target = action.node;
      const moves = tasksOf(run.state, deadline).map(
        ({ id }) => ({ kind: 'moveTask', task: id, to: target, reason: why }) as const,
      );
      const refused =
        moves.length === 0
          ? { zh: '没有可移动的待办任务', en: 'Expected an open task to move from, but found none' }
          : moves.map((move) => refusalOf(run, move)).find((reason) => reason !== undefined);
      if (refused !== undefined) return fail(run, deadline, { ...acted, did: 'goTo', target }, refused);
      run.emit({ ...acted, did: 'goTo', target });
      // One move may take other tasks with it.
      for (const move of moves) if (byId(run.state.tasks, move.task)) moveTask.obey(run, machine, move);
      return;
    }
    case 'startCase': {
      const seen = evaluatorOf(run, deadline.token);
      const id = calledCaseId(run.state.caseId, `${deadline.id}-${step}-${run.state.seq}`);
      const variables = Object.fromEntries(action.inputs.map(({ target, source }) => [target, seen(source)]));
      run.emit({ ...acted, did: 'startCase', case: id, template: action.template });
      run.effect({ kind: 'openCase', id, template: action.template, variables, link: 'supervises' });
      return;
    }
  }
}

/** Of which deadline and step people read, by the names that the template gives them. */
function named(run: Run, deadline: Deadline, key: string): Texts {
  const clock: Label = configOf(run.model, deadline)?.name ?? { zh: deadline.key };
  const step: Label = stepConfig(run, deadline, key)?.name ?? { zh: key };
  return {
    zh: `期限“${clock.zh}”：${step.zh}`,
    en: `deadline “${clock.en ?? clock.zh}”: ${step.en ?? step.zh}`,
  };
}

const inBoth = ({ zh, en }: Texts): string => `${zh} / ${en}`;

const machine = { kind: 'system', name: 'ladder' } as const;

/** Why the case can not go there now, by the rule that holds for people too. */
function refusalOf(run: Run, command: Parameters<typeof moveTask.obey>[2]): Texts | undefined {
  const { model, state, at } = run;
  return moveTask.refuse({ model, state, actor: machine, at, command })?.texts;
}

type Acted = Parameters<Run['emit']>[0] & { kind: 'ladderActed' };

function fail(run: Run, deadline: Deadline, acted: Acted, why: Texts): void {
  run.emit({ ...acted, reason: inBoth(why) });
  const of = named(run, deadline, acted.step);
  raiseIncident(run, {
    token:
      deadline.token !== undefined && byId(run.state.tokens, deadline.token) ? deadline.token : undefined,
    code: 'ladder-failed',
    texts: {
      zh: `${why.zh}：${of.zh}，这一步未能按模板执行`,
      en: `${why.en}: ${of.en}; this step could not do what the template says`,
    },
    retry: [],
  });
}
