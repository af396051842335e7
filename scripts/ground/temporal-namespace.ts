import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from '@temporalio/client';

/** How long Temporal keeps a closed workflow: the journal in Postgres is the archive, so this is short. */
const retention = { seconds: 30 * 24 * 3600 };

/** `ALREADY_EXISTS` and `NOT_FOUND` of gRPC. */
const alreadyExists = 6;
const notFound = 5;

/**
 * Resolves when the server answers for this namespace, with its retention set; registers the namespace if there is none.
 * `stillWorthWaiting` is asked between attempts.
 */
export async function prepareNamespace(
  address: string,
  namespace: string,
  stillWorthWaiting: () => boolean,
): Promise<boolean> {
  for (; stillWorthWaiting(); await wait(100)) {
    let connection: Connection | undefined;
    try {
      connection = await Connection.connect({ address, connectTimeout: '2s' });
      await ensureNamespace(connection, namespace);
      return true;
    } catch {
      // Not up yet, or up without its namespace in the cache: asked again.
    } finally {
      await connection?.close();
    }
  }
  return false;
}

async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  const { workflowService } = connection;
  try {
    await workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: retention as never },
    });
  } catch (error) {
    if ((error as { code?: number }).code !== notFound) throw error;
    await workflowService
      .registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention as never })
      .catch((reason: { code?: number }) => {
        if (reason.code !== alreadyExists) throw reason;
      });
  }
  // Registration reaches the frontend's cache some seconds later: until then every start would be refused.
  await workflowService.describeNamespace({ namespace });
  await workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
}
