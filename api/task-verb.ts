import { z } from 'zod';
import type { TaskToAct } from '../db/commands.ts';
import type { Command } from '../engine/input.ts';
import type { Verb } from '../engine/work/model.ts';
import type { Candidate } from '../engine/work/state.ts';
import { checkAttachments } from './attachments.ts';
import type { Dependencies } from './dependencies.ts';
import { TaskKey } from './resources/label.shapes.ts';
import { Acted } from './resources/tasks.shapes.ts';
import type { TaskRequest } from './task-command.ts';
import { prepareVerb, type Choosing } from './verb-preparing.ts';

/** The declaration of every route that sends one command to a task. */
export const onTask = {
  method: 'post',
  access: 'loggedIn',
  write: 'command',
  params: z.strictObject({ taskKey: TaskKey }),
  reply: Acted,
} as const;

interface Said {
  generation?: number;
  reason?: string;
  opinion?: string;
  attachments?: string[];
}

/** What every command on a task carries: the version that the page saw, and what was said with it. */
export function saidOn({ body }: { body: object }, { task }: TaskToAct): Said & { task: string } {
  const { generation, reason, opinion, attachments } = body as Said;
  return {
    task,
    ...(generation !== undefined && { generation }),
    ...(reason && { reason }),
    ...(opinion && { opinion }),
    ...(attachments?.length && { attachments }),
  };
}

/** The same where no verb of the template is prepared, which looks at the files that come with it: they must be the case's. */
export async function checkedSaidOn(
  { body, language, scoped }: TaskRequest<object>,
  { keys }: Pick<Dependencies, 'keys'>,
  task: TaskToAct,
): Promise<ReturnType<typeof saidOn>> {
  const { attachments: given } = body as Said;
  const { caseId } = task;
  if (given?.length) await scoped((tx) => checkAttachments(tx, keys, { caseId, given, language }));
  return saidOn({ body }, task);
}

interface OfferedAct {
  task: TaskToAct;
  verb: Verb;
  choosing?: Choosing;
  commandFor(people: Candidate[]): Command;
}

/** A command for a verb of the template, once it is prepared. */
export function offered<B extends object>(
  { scoped, user, language, body }: TaskRequest<B>,
  { keys }: Pick<Dependencies, 'keys'>,
  { task: { caseId, task, node }, verb, choosing, commandFor }: OfferedAct,
): Promise<{ command: Command }> {
  return scoped(async (tx) => {
    const asked = { user, language, body, caseId, verb, task, node, choosing };
    const { people } = await prepareVerb(tx, keys, asked);
    return { command: commandFor(people) };
  });
}
