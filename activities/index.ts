/** What workflows may ask of the world (workflows/contract.ts, CaseActivities), made once in the worker from what it opened. */
import { commitBatch, type Batch } from '../db/commit.ts';
import type { Db } from '../db/connection.ts';
import type { Keys } from '../db/keys.ts';
import { failing } from './failures.ts';
import { findPeople, type PeopleRequest } from './find-people.ts';
import { runJob } from './jobs/index.ts';
import type { JobRequest } from './jobs/job.ts';
import {
  openLinkedCase,
  startCall,
  type CalledCaseTitle,
  type CalledCaseUnits,
  type CallRequest,
  type CaseStart,
  type OpenCaseRequest,
} from './start-call.ts';

export interface ActivityWorld {
  db: Db;
  keys: Keys;
  /** Starts the workflow of a reserved case; safe to repeat. */
  startCase(start: CaseStart): Promise<unknown>;
  titleOf: CalledCaseTitle;
  unitsOf: CalledCaseUnits;
  now?(): Date;
  /** How many timers of cases may ring in one second; absent: what two cores do. */
  timersPerSecond?: number;
}

export function createActivities({
  db,
  keys,
  startCase,
  titleOf,
  unitsOf,
  now = () => new Date(),
  timersPerSecond,
}: ActivityWorld) {
  return {
    commit: failing((batch: Batch) => commitBatch(db, keys, { ...batch, timersPerSecond })),
    runJob: failing((request: JobRequest) => runJob(request, { db })),
    startCall: failing((request: CallRequest) =>
      startCall(request, { db, keys, startCase, titleOf, unitsOf, now }),
    ),
    findPeople: (request: PeopleRequest) => findPeople(request, { db }),
    openCase: failing((request: OpenCaseRequest) =>
      openLinkedCase(request, { db, keys, startCase, titleOf, unitsOf, now }),
    ),
  };
}
