/** What begins a case of a template from outside: for the delivery of messages and signals. */
import { eq } from 'drizzle-orm';
import type { Trigger } from '../engine/state.ts';
import type { Tx } from './connection.ts';
import { templateTrigger } from './schema/index.ts';

/** Of the version that is published now; those of the version before it go. */
export async function replaceTriggers(
  tx: Tx,
  { tenant, template, triggers }: { tenant: string; template: string; triggers: readonly Trigger[] },
): Promise<void> {
  await tx.delete(templateTrigger).where(eq(templateTrigger.template, template));
  const rows = triggers.flatMap((trigger) => {
    if (trigger.kind === 'event') return [];
    const name = trigger.kind === 'message' ? trigger.message : trigger.signal;
    return [{ tenantId: tenant, template, kind: trigger.kind, name }];
  });
  if (rows.length > 0) await tx.insert(templateTrigger).values(rows).onConflictDoNothing();
}
