import { contentHash } from '../db/content.ts';
import type { Command } from '../engine/input.ts';
import type { ActReply } from '../workflows/contract.ts';
import type { Dependencies } from './dependencies.ts';
import { actorOf, type User } from './policy.ts';

/** Sends a person's command to a case. The client's key is the update id: a repeat gets the case's first answer. */
export function actOn(
  { instances }: Pick<Dependencies, 'instances'>,
  request: { caseId: string; user: User; key: string; command: Command },
): Promise<ActReply> {
  const { caseId, user, key, command } = request;
  return instances.act(caseId, {
    commandId: key,
    digest: contentHash({ command, person: user.person }),
    actor: actorOf(user),
    command,
  });
}
