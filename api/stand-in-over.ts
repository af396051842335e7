import type { Tx } from '../db/connection.ts';
import { personOn } from '../db/holders.ts';
import { substitutionsOver } from '../db/substitutions.ts';
import { addDays } from '../engine/time/civil-date.ts';
import { dateOf } from '../engine/time/instant.ts';
import { dateInWords } from './date-words.ts';
import { personName, readPeople } from './names.ts';
import { refusalOfTask, type TaskTarget, type User } from './policy.ts';
import type { Label } from './resources/label.shapes.ts';

/**
 * Why somebody can no longer do what they could as a substitute: for whom, and until when; null where they never could. Who
 * was at it when the substitution ended is told so, and not only that none of their posts does the step.
 */
export async function standInOver(tx: Tx, user: User, task: TaskTarget): Promise<Label | null> {
  for (const over of await substitutionsOver(tx, user.person, user.today)) {
    const { principal, templates, units } = over;
    if (templates && !templates.includes(task.template)) continue;
    const then = await personOn(tx, principal, user.today);
    const posts = (then?.posts ?? []).filter(({ unit }) => units?.includes(unit) ?? true);
    const way = { person: principal, posts, templates, units: [], through: [] };
    if (refusalOfTask({ ...user, standsInFor: [way] }, task) !== undefined) continue;
    const { name } = personName(await readPeople(tx, [principal]), principal);
    const last = over.validTo === null ? undefined : addDays(over.validTo, -1);
    const ended = over.endedAt === null ? undefined : dateOf(over.endedAt);
    const day = dateInWords([last, ended].filter((each) => each !== undefined).sort()[0] ?? user.today);
    return {
      zh: `您代${name}办理已于${day.zh}结束，这项任务由其本人办理；您填写过的内容仍在下方，可以复制`,
      en: `You acted for ${name} until ${day.en}: they do this task themselves. What you had filled in is still below, to copy`,
    };
  }
  return null;
}
