import { z } from 'zod';
import type { TaskToAct } from '../db/commands.ts';
import type { Command } from '../engine/input.ts';
import type { Verb } from '../engine/work/model.ts';
import { actOn } from './act.ts';
import { readCaseRow } from './case-file.ts';
import { taskOf } from './case-command.ts';
import type { Dependencies } from './dependencies.ts';
import { CaseId, TaskKey, type Label } from './resources/label.shapes.ts';
import type { Permission } from './resources/session.shapes.ts';
import { Acted } from './resources/tasks.shapes.ts';
import { route, type Route, type RouteRequest } from './route.ts';
import { actOnTask, type TaskCommandRule, type TaskRequest } from './task-command.ts';
import { prepareVerb, type Choosing, type Prepared } from './verb-preparing.ts';

/**
 * A verb as its file in `verbs/` declares it: what is its own. What is the same for all is done here, in this order: it is
 * found and may be acted on, what comes with it is there and the case's own, who is chosen may be; then its command goes to
 * the case, which has the last word on whether it is offered, and to this person.
 */
interface VerbOf<B extends object, Act> {
  /** Below the task or the case: `transfer`. */
  path: string;
  summary: Required<Label>;
  /** Default: everyone who is logged in may ask. */
  permission?: Permission;
  body: z.ZodType<B>;
  /** The verb of the template, which says what must come with it. Absent: it needs no leave of a template. */
  verb?: Verb | ((body: B) => Verb);
  choosing?(body: B): Choosing;
  command(act: Act): Command | Promise<Command>;
}

/** Who sends what to which task, prepared. `said`: what every command on a task carries. */
export interface TaskAct<B> extends TaskRequest<B>, Prepared {
  task: TaskToAct;
  said: ReturnType<typeof saidOn>;
  dependencies: Dependencies;
}

interface TaskVerb<B extends object> extends VerbOf<B, TaskAct<B>>, TaskCommandRule {
  /** Throws where it is not this person's: before anything is read. */
  refuse?(request: TaskRequest<B>, task: TaskToAct): void;
}

/** The route of a verb on a task. */
export function taskVerb<B extends object>(declared: TaskVerb<B>): Route {
  return route({
    method: 'post',
    access: accessTo(declared),
    write: 'command',
    params: z.strictObject({ taskKey: TaskKey }),
    reply: Acted,
    path: `/tasks/:taskKey/${declared.path}`,
    summary: declared.summary,
    body: declared.body,
    handle: (request: TaskRequest<B>, dependencies) =>
      actOnTask(
        request,
        dependencies,
        async (task) => {
          const { body } = request;
          declared.refuse?.(request, task);
          const prepared = await prepareVerb(request, dependencies, {
            ...{ of: task.caseId, task: task.task, node: task.node },
            ...askedOf(declared, body),
          });
          const said = saidOn(body, task);
          return { command: await declared.command({ ...request, ...prepared, task, said, dependencies }) };
        },
        declared,
      ),
  });
}

/** Who sends what to which case, prepared. `task`: from which one, where the body names one. */
export interface CaseAct<B> extends RouteRequest<{ caseId: string }, undefined, B>, Prepared {
  task: string | undefined;
  dependencies: Dependencies;
}

/** The route of a verb on a case as a whole, or of what is said about it. */
export function caseVerb<B extends object>(declared: VerbOf<B, CaseAct<B>>): Route {
  return route({
    method: 'post',
    access: accessTo(declared),
    write: 'command',
    params: z.strictObject({ caseId: CaseId }),
    reply: Acted,
    path: `/cases/:caseId/${declared.path}`,
    summary: declared.summary,
    body: declared.body,
    async handle(request: RouteRequest<{ caseId: string }, undefined, B>, dependencies): Promise<Acted> {
      const { body, user, key } = request;
      const { caseId } = request.params;
      // Whoever does not see the case learns nothing of it.
      const of = await request.scoped((tx) => readCaseRow(tx, caseId));
      const task = taskOf(caseId, (body as { taskKey?: string }).taskKey);
      const asked = { of, task, ...askedOf(declared, body) };
      const prepared = await prepareVerb(request, dependencies, asked);
      const command = await declared.command({ ...request, ...prepared, task, dependencies });
      const { version, at } = await actOn(dependencies, { ...of, user, key, command });
      return { caseId, version, at };
    },
  });
}

const accessTo = ({ permission }: { permission?: Permission }) => (permission ? { permission } : 'loggedIn');

const askedOf = <B extends object>(
  { verb, choosing }: Pick<VerbOf<B, never>, 'verb' | 'choosing'>,
  body: B,
) => ({
  verb: typeof verb === 'function' ? verb(body) : verb,
  choosing: choosing?.(body),
});

interface Said {
  generation?: number;
  reason?: string;
  opinion?: string;
  attachments?: string[];
}

/** What every command on a task carries: the version that the page saw, and what was said with it. */
function saidOn(body: object, { task }: TaskToAct): Said & { task: string } {
  const { generation, reason, opinion, attachments } = body as Said;
  return {
    task,
    ...(generation !== undefined && { generation }),
    ...(reason && { reason }),
    ...(opinion && { opinion }),
    ...(attachments?.length && { attachments }),
  };
}
