/** The API's way to running cases: opens them and acts on them through Temporal. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type ConnectionLike,
  type DataConverter,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { AppError } from '../errors.ts';
import {
  actUpdate,
  refusalType,
  taskQueue as usualTaskQueue,
  workflowIdOf,
  workflowType,
  type ActRefusal,
  type ActReply,
  type ActRequest,
  type ContentRef,
  type ProcessInstanceInput,
} from '../workflows/contract.ts';

export interface Instances {
  /**
   * Starts the workflow of a case that was reserved (its key is stored). Safe to repeat: a case starts once. Throws
   * `start-indeterminate` when nobody can say whether Temporal took it; anything else thrown means that it did not.
   */
  start(input: ProcessInstanceInput, content: CaseContent): Promise<'started' | 'already'>;
  /** Resolves when the command is committed. Throws the refusal as an AppError with the refusal's code. */
  act(caseId: string, request: ActRequest): Promise<ActReply>;
  /** Where the case's workflow stands, or undefined when Temporal knows (or keeps) none. */
  describe(caseId: string): Promise<InstanceStatus | undefined>;
}

/** Hashes of the contents that a case runs with for ever. */
export interface CaseContent {
  model: string;
  calendar: string;
}

export interface InstanceStatus {
  isRunning: boolean;
  /** Temporal's word, e.g. `RUNNING`, `COMPLETED`, `TERMINATED`. */
  status: string;
  events: number;
}

export interface InstancesOptions {
  connection: ConnectionLike;
  dataConverter: DataConverter;
  namespace?: string;
  taskQueue?: string;
  /** Milliseconds that a caller waits for an answer before being told to ask again with the same key. Default 15,000. */
  patience?: number;
}

/** Answers of Temporal that mean that a start was not taken, so that it may be tried again as if never asked. */
const definiteRefusals = [
  3, // INVALID_ARGUMENT
  5, // NOT_FOUND: no such namespace
  7, // PERMISSION_DENIED
  8, // RESOURCE_EXHAUSTED: refused at the door
  16, // UNAUTHENTICATED
];

/**
 * How long a worker may take for a workflow task, commits apart, which prolong it. Whoever acts on a case while its worker
 * dies waits so long until another takes it up.
 */
const workflowTaskTimeout = '5s';

/** Milliseconds that a caller waits for an answer. */
const usualPatience = 15_000;

export function openInstances({
  connection,
  dataConverter,
  namespace,
  taskQueue,
  patience,
}: InstancesOptions): Instances {
  const { workflow } = new Client({ connection, dataConverter, namespace });
  const within = <T>(call: () => Promise<T>) =>
    connection.withDeadline(Date.now() + (patience ?? usualPatience), call);
  return {
    async start(input, { model, calendar }) {
      const content: ContentRef[] = [{ contentHash: model }, { contentHash: calendar }];
      try {
        await within(() =>
          workflow.start(workflowType, {
            workflowId: workflowIdOf(input.start.case.caseId),
            taskQueue: taskQueue ?? usualTaskQueue,
            workflowIdConflictPolicy: 'FAIL',
            workflowIdReusePolicy: 'REJECT_DUPLICATE',
            workflowTaskTimeout,
            args: [input, ...content],
          }),
        );
        return 'started';
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) return 'already';
        throw startError(error);
      }
    },

    async act(caseId, request) {
      const send = () =>
        within(() =>
          workflow
            .getHandle(workflowIdOf(caseId))
            .executeUpdate<ActReply, [ActRequest, ContentRef?]>(actUpdate, {
              updateId: request.commandId,
              args: withCalendar(request),
            }),
        );
      try {
        const reply = await untilProcessed(send, patience ?? usualPatience);
        // Temporal answers a known update id without looking at what it carries.
        if (reply.digest !== request.digest) throw conflict(request.commandId);
        return reply;
      } catch (error) {
        throw actError(error, caseId);
      }
    },

    async describe(caseId) {
      try {
        const { status, historyLength } = await within(() =>
          workflow.getHandle(workflowIdOf(caseId)).describe(),
        );
        return { isRunning: status.name === 'RUNNING', status: status.name, events: historyLength };
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return undefined;
        throw unavailable(error);
      }
    },
  };
}

/** A recount goes with the calendar that it names: the codec puts its content in. */
const withCalendar = (request: ActRequest): [ActRequest, ContentRef?] =>
  request.command.kind === 'recountDeadlines'
    ? [request, { contentHash: request.command.calendar }]
    : [request];

/**
 * When many Updates reach a case at once, Temporal gives some to a workflow task that ends without them, and refuses them
 * then: nobody has looked at them. Asking again with the same id is safe, as the case remembers what it did.
 */
async function untilProcessed<T>(send: () => Promise<T>, patience: number): Promise<T> {
  const until = Date.now() + patience;
  for (let wait = 10; ; wait = Math.min(2 * wait, 500)) {
    try {
      return await send();
    } catch (error) {
      if (!isUnprocessed(error)) throw error;
      if (Date.now() + wait > until) throw unavailable(error);
      await pause(wait);
    }
  }
}

const isUnprocessed = (error: unknown): boolean =>
  error instanceof WorkflowUpdateFailedError &&
  error.cause instanceof ApplicationFailure &&
  error.cause.type === 'UnprocessedUpdate';

function startError(error: unknown): Error {
  const code = grpcCode(error);
  // Not an answer of Temporal's: it failed here, before anything was sent (a key or content that is not there).
  if (code === undefined && error instanceof Error && error.cause === undefined) return error;
  if (code !== undefined && definiteRefusals.includes(code)) return unavailable(error);
  return new AppError(
    'start-indeterminate',
    'Expected Temporal to say whether it took the start, but it did not answer',
    {
      cause: error,
    },
  );
}

function actError(error: unknown, caseId: string): Error {
  if (error instanceof AppError) return error;
  if (error instanceof WorkflowNotFoundError)
    return new AppError('case-closed', `Expected case ${caseId} to be running, but it has ended`);
  if (error instanceof WorkflowUpdateFailedError) {
    const { cause } = error;
    if (cause instanceof ApplicationFailure && cause.type === refusalType) {
      const refusal = cause.details?.[0] as ActRefusal;
      return new AppError(refusal.code, refusal.message, {
        data: 'data' in refusal ? refusal.data : undefined,
        texts: 'texts' in refusal ? refusal.texts : undefined,
        at: 'at' in refusal ? refusal.at : undefined,
      });
    }
    if (cause instanceof ApplicationFailure && cause.type === 'AcceptedUpdateCompletedWorkflow')
      return new AppError('case-closed', `Expected case ${caseId} to be running, but it ended meanwhile`);
    return error;
  }
  return unavailable(error);
}

const conflict = (commandId: string) =>
  new AppError(
    'idempotency-conflict',
    `Expected command ${commandId} as it was first sent, but its content differs`,
  );

/** Whether it was done or not: the same request with the same key is safe, and gets the answer. */
const unavailable = (cause: unknown) =>
  new AppError(
    'temporarily-unavailable',
    'Expected an answer of Temporal or a worker in time, but there was none',
    { cause },
  );

function grpcCode(error: unknown): number | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if (isGrpcServiceError(at)) return at.code;
  return undefined;
}
