import { z } from 'zod';
import type { TaskToAct } from '../db/commands.ts';
import type { Command } from '../engine/input.ts';
import type { Verb } from '../engine/work/model.ts';
import type { Said } from '../engine/work/said.ts';
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
import type { ReasonField } from './verb-words.ts';

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
  /** The field that is its reason, where what people say is one. Default `reason`. */
  reasonIn?: ReasonField;
  command(act: Act): Command | Promise<Command>;
}

/** Who sends what to which task, prepared. `said`: what every command on a task carries. */
export interface TaskAct<B> extends TaskRequest<B>, Prepared {
  task: TaskToAct;
  said: Said & { task: string; generation?: number };
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
          const { generation, for: principal } = body as { generation?: number; for?: string };
          const seen = generation === undefined ? {} : { generation };
          const said = { task: task.task, ...seen, ...saidIn(body) };
          const command = await declared.command({ ...request, ...prepared, task, said, dependencies });
          return { command, for: principal };
        },
        declared,
      ),
  });
}

type CaseRequest<B> = RouteRequest<{ caseId: string; [more: string]: string }, undefined, B>;

/** Who sends what to which case, prepared. `task`: from which one, where the body names one. `said`: what came with it. */
export interface CaseAct<B> extends CaseRequest<B>, Prepared {
  task: string | undefined;
  said: Said;
  dependencies: Dependencies;
}

interface CaseVerb<B extends object> extends VerbOf<B, CaseAct<B>> {
  /** What else its path names. */
  params?: Record<string, z.ZodType<string>>;
  /** Key of the task from which it is done: its step says what it asks for. Default: `taskKey` of the body. */
  from?(body: B): string | undefined;
}

/** The route of a verb on a case as a whole, or of what is said about it. */
export function caseVerb<B extends object>(declared: CaseVerb<B>): Route {
  return route({
    method: 'post',
    access: accessTo(declared),
    write: 'command',
    params: z.strictObject({ caseId: CaseId, ...declared.params }),
    reply: Acted,
    path: `/cases/:caseId/${declared.path}`,
    summary: declared.summary,
    body: declared.body,
    async handle(request: CaseRequest<B>, dependencies): Promise<Acted> {
      const { body, user } = request;
      const { caseId } = request.params;
      // Whoever does not see the case learns nothing of it.
      const of = await request.scoped((tx) => readCaseRow(tx, caseId));
      const from = declared.from ? declared.from(body) : (body as { taskKey?: string }).taskKey;
      const task = taskOf(caseId, from);
      const asked = { of, task, ...askedOf(declared, body) };
      const prepared = await prepareVerb(request, dependencies, asked);
      const said = saidIn(body);
      const command = await declared.command({ ...request, ...prepared, task, said, dependencies });
      const { version, at } = await actOn(dependencies, { ...of, user, key: request.key, command });
      return { caseId, version, at };
    },
  });
}

const accessTo = ({ permission }: { permission?: Permission }) => (permission ? { permission } : 'loggedIn');

const askedOf = <B extends object>(
  { verb, choosing, reasonIn }: Pick<VerbOf<B, never>, 'verb' | 'choosing' | 'reasonIn'>,
  body: B,
) => ({
  verb: typeof verb === 'function' ? verb(body) : verb,
  choosing: choosing?.(body),
  reasonIn,
});

/** What was said with it, as every command carries it: what was not is not there. */
function saidIn(body: object): Said {
  const { reason, opinion, attachments } = body as Said;
  return {
    ...(reason && { reason }),
    ...(opinion && { opinion }),
    ...(attachments?.length && { attachments }),
  };
}
