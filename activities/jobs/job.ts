import type { Db } from '../../db/connection.ts';
import type { JsonObject } from '../../engine/json.ts';

export interface JobRequest {
  caseId: string;
  tenant: string;
  /** Id of the job in its case; with `caseId`, what a repeat has in common. */
  job: string;
  type: string;
  parameters: JsonObject;
  variables: JsonObject;
}

/**
 * What a service task does. It may run twice: whatever it writes is keyed by the case and the job. What it returns becomes
 * variables of the case; a `BpmnError` can be caught on the diagram; any other error is tried again, then an incident.
 */
export interface Job {
  type: string;
  run(request: JobRequest, world: { db: Db }): Promise<JsonObject>;
}
