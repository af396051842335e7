import { contentHash } from '../db/content.ts';
import type { Actor, Command } from '../engine/input.ts';
import type { ActReply } from '../workflows/contract.ts';
import type { Dependencies } from './dependencies.ts';
import { actorOf, type User } from './policy.ts';

/**
 * Sends a person's command to a case. The client's key is the update id: a repeat gets the case's first answer.
 * `template` is the case's; `actor`: who acts, where that is less than all that the person could act as.
 */
export function actOn(
  { instances }: Pick<Dependencies, 'instances'>,
  request: { caseId: string; template: string; user: User; key: string; command: Command; actor?: Actor },
): Promise<ActReply> {
  const { caseId, template, user, key, command } = request;
  return instances.act(caseId, {
    commandId: key,
    digest: contentHash({ command, person: user.person }),
    actor: request.actor ?? actorOf(user, template),
    command,
  });
}
