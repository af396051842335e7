import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { workflowIdOf } from '../../workflows/contract.ts';

const { EventType } = proto.temporal.api.enums.v1;
const { History } = proto.temporal.api.history.v1;

/** What Temporal's server holds of a case: its events in order, and the bytes as stored. */
export interface StoredHistory {
  kinds: string[];
  bytes: Buffer;
  raw: proto.temporal.api.history.v1.History;
}

/** Reads the newest run of a case, or the run named, as anyone with access to Temporal can. */
export async function readHistory(
  connection: Connection,
  caseId: string,
  runId?: string,
): Promise<StoredHistory> {
  const events = [];
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await connection.workflowService.getWorkflowExecutionHistory({
      namespace: 'default',
      execution: { workflowId: workflowIdOf(caseId), runId },
      nextPageToken,
    });
    events.push(...(page.history?.events ?? []));
    nextPageToken = page.nextPageToken;
  } while (nextPageToken && nextPageToken.length > 0);
  const raw = History.create({ events });
  return {
    kinds: events.map((event) => nameOf(event.eventType!)),
    bytes: Buffer.from(History.encode(raw).finish()),
    raw,
  };
}

/** EVENT_TYPE_WORKFLOW_TASK_STARTED → WorkflowTaskStarted */
function nameOf(type: number): string {
  return EventType[type]!.replace('EVENT_TYPE_', '')
    .toLowerCase()
    .replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
