import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { openInstances, type Instances } from '../../api/instances.ts';
import { newCaseKey, type CaseKey } from '../../db/crypto.ts';
import { contentHash } from '../../db/content.ts';
import type { JsonObject } from '../../engine/json.ts';
import type { Actor, Command } from '../../engine/input.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createCaseWorker } from '../../worker/case-worker.ts';
import { createDataConverter } from '../../worker/data-converter.ts';
import type { ActRequest, CaseActivities, ProcessInstanceInput } from '../../workflows/contract.ts';
import { MemoryJournal } from './memory-journal.ts';
import { calendar } from './process.ts';
import { readHistory } from './history.ts';

const quiet = new DefaultLogger('ERROR');
Runtime.install({ logger: quiet });

export type World = Awaited<ReturnType<typeof connectWorld>>;

export interface WorldOptions extends Partial<Omit<CaseActivities, 'commit'>> {
  /** Of every case; each has its own when none is given. */
  key?: CaseKey;
  /** Contents known from the start, by hash. */
  contents?: Map<string, unknown>;
}

export const officer: Actor = {
  kind: 'person',
  person: 'p1',
  posts: [{ post: 'safety-officer', unit: 'school' }],
  permissions: ['case.cancel'],
};

/** Temporal as it is, a worker of our own on a task queue of its own, and a journal in memory behind it. */
export async function connectWorld(
  address: string,
  { key, contents = new Map(), ...more }: WorldOptions = {},
) {
  const taskQueue = `test-${randomBytes(6).toString('hex')}`;
  const journal = new MemoryJournal();
  const keys = new Map<string, CaseKey>();
  const dataConverter = createDataConverter({
    async keyOf(caseId) {
      if (!keys.has(caseId)) keys.set(caseId, key ?? newCaseKey());
      return keys.get(caseId)!;
    },
    async contentOf(hash) {
      if (!contents.has(hash)) throw new Error(`Expected content ${hash}, but it is not there`);
      return contents.get(hash);
    },
  });
  const connection = await Connection.connect({ address });
  const workerConnection = await NativeConnection.connect({ address });
  const instances: Instances = openInstances({ connection, dataConverter, taskQueue });
  const bundle = await bundleWorkflows(join(tmpdir(), 'rectiflow-test-bundle'), quiet);
  const activities: CaseActivities = {
    commit: journal.commit,
    runJob: async () => ({}),
    startCall: async () => undefined,
    findPeople: async ({ asks }) => asks.map(() => []),
    openCase: async () => undefined,
    ...more,
  };
  let running: { worker: Worker; ended: Promise<void> } | undefined;

  const put = (content: unknown): string => {
    const hash = contentHash(content);
    contents.set(hash, content);
    return hash;
  };

  const world = {
    address,
    taskQueue,
    contents,
    connection,
    dataConverter,
    /** As an operator, or another part of the platform, reaches a case. */
    client: new Client({ connection, dataConverter }).workflow,
    instances,
    journal,
    activities,
    async startWorker(): Promise<void> {
      const worker = await createCaseWorker({
        connection: workerConnection,
        bundle,
        dataConverter,
        // Looked up at each call, so that a test can exchange them while the worker runs.
        activities: {
          commit: (batch) => activities.commit(batch),
          runJob: (request) => activities.runJob(request),
          startCall: (request) => activities.startCall(request),
          findPeople: (request) => activities.findPeople(request),
          openCase: (request) => activities.openCase(request),
        },
        taskQueue,
      });
      running = { worker, ended: worker.run() };
    },
    async stopWorker(): Promise<void> {
      running?.worker.shutdown();
      await running?.ended;
      running = undefined;
    },
    async close(): Promise<void> {
      await world.stopWorker();
      await Promise.all([connection.close(), workerConnection.close()]);
    },
    /** Starts a case of this process and returns its id. */
    async begin(model: ProcessModel, given: Beginning = {}): Promise<string> {
      const caseId = given.caseId ?? randomUUID();
      await instances.start(startOf(caseId, given), { model: put(model), calendar: put(calendar) });
      return caseId;
    },
    put,
    /** Sends a command as the officer, or as whoever is named. */
    act(caseId: string, command: Command, by: Partial<ActRequest> = {}) {
      const request: ActRequest = {
        commandId: randomUUID(),
        digest: contentHash({ command, person: 'p1' }),
        actor: officer,
        command,
        ...by,
      };
      return instances.act(caseId, request);
    },
    history: (caseId: string, runId?: string) => readHistory(connection, caseId, runId),
    /** The same once no workflow task is open: the journal is written before Temporal hears of it. */
    settledHistory: (caseId: string) =>
      until(async () => {
        const history = await readHistory(connection, caseId);
        const task = history.kinds.findLast((kind) =>
          /^WorkflowTask(Scheduled|Started|Completed)$/.test(kind),
        );
        return task === 'WorkflowTaskCompleted' && history;
      }),
    /** Id of the one open task on this node, as the journal has it. */
    taskOn(caseId: string, node: string): string {
      const created = journal
        .events(caseId)
        .findLast((event) => event.kind === 'taskCreated' && event.task.node === node);
      if (created?.kind !== 'taskCreated') throw new Error(`Expected a task on ${node}, but there is none`);
      return created.task.id;
    },
    complete(caseId: string, node: string, variables: JsonObject = {}, by: Partial<ActRequest> = {}) {
      return world.act(caseId, { kind: 'completeTask', task: world.taskOn(caseId, node), variables }, by);
    },
  };
  return world;
}

export interface Beginning {
  caseId?: string;
  variables?: JsonObject;
  isDemonstration?: boolean;
  continueAfter?: ProcessInstanceInput['continueAfter'];
  parent?: { caseId: string; call: string };
}

export function startOf(caseId: string, given: Beginning = {}): ProcessInstanceInput {
  return {
    isDemonstration: given.isDemonstration ?? false,
    continueAfter: given.continueAfter,
    start: {
      at: new Date().toISOString(),
      actor: officer,
      variables: given.variables ?? {},
      case: {
        caseId,
        tenant: 'county',
        templateKey: 'test',
        templateVersion: 1,
        number: 'T-1',
        title: 'a case',
        units: [{ unit: 'school', role: 'responsible' }],
        parent: given.parent,
      },
    },
  };
}

/** Resolves when the condition holds; asks it again every few milliseconds. The test's own limit ends a wait in vain. */
export async function until<T>(
  condition: () => T | Promise<T>,
): Promise<Exclude<NonNullable<T>, false | ''>> {
  for (;;) {
    const value = await condition();
    if (value) return value as Exclude<NonNullable<T>, false | ''>;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
