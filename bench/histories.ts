import { Connection } from '@temporalio/client';

/** What Temporal keeps of a case, on average. */
export interface HistorySize {
  events: number;
  bytes: number;
}

/** Asks for at most `sample` of the workflows, taken evenly. All of them had ended. */
export async function historySize(
  address: string,
  workflowIds: readonly string[],
  sample = 40,
): Promise<HistorySize> {
  const every = Math.max(1, Math.floor(workflowIds.length / sample));
  const asked = workflowIds.filter((_, index) => index % every === 0).slice(0, sample);
  const connection = await Connection.connect({ address });
  try {
    const found = await Promise.all(
      asked.map(async (workflowId) => {
        const { workflowExecutionInfo } = await connection.workflowService.describeWorkflowExecution({
          namespace: 'default',
          execution: { workflowId },
        });
        return {
          events: Number(workflowExecutionInfo?.historyLength ?? NaN),
          bytes: Number(workflowExecutionInfo?.historySizeBytes ?? NaN),
        };
      }),
    );
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    return { events: mean(found.map((one) => one.events)), bytes: mean(found.map((one) => one.bytes)) };
  } finally {
    await connection.close();
  }
}
