import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { demonstrationPassword } from '../../definitions/demo/password.ts';
import type { StoryTemplate } from './browser-template.ts';
import type { BrowserWorld } from './browser-world.ts';

/** What is sent to complete a step: its answer and form, as the page sends them. */
export interface Answer {
  outcome: string;
  values?: Record<string, unknown>;
  reason?: string;
}

/** The staff of a county without a browser: they take the steps of a story that are not what it is about. */
export interface Routine {
  /** Publishes a template that a story needs beside the shipped ones. */
  publish(login: string, template: StoryTemplate): Promise<void>;
  /** Opens a case of this template by hand, and gives its id. */
  open(login: string, template: string, values: Record<string, unknown>): Promise<string>;
  /** One case; its id is asked for at each step, since a story knows it only once its case is there. */
  of(caseId: () => string): CaseRoutine;
  /** The demonstration's clock moves to an instant (ISO), finer than the page's days; waits until every case knows. */
  moveClock(login: string, to: string): Promise<void>;
}

export interface CaseRoutine {
  /** Completes the open step (BPMN id) of the case as this person, as soon as it is in their list. */
  done(login: string, node: string, answer: Answer): Promise<void>;
  /** BPMN ids of what this person has to do in the case. */
  tasksOf(login: string): Promise<string[]>;
}

/** Milliseconds; reached only when a test fails. */
const patience = 30_000;

interface TaskLine {
  node: string;
  taskKey: string;
  caseId: string;
}

export function routineIn(world: BrowserWorld): Routine {
  const cookies = new Map<string, Promise<string>>();

  const cookieOf = (login: string) => {
    const known = cookies.get(login) ?? logIn(world.url, login);
    cookies.set(login, known);
    return known;
  };

  async function send<Reply>(
    login: string,
    path: string,
    body?: object,
    method = body ? 'POST' : 'GET',
  ): Promise<Reply> {
    const answer = await fetch(`${world.url}/api${path}`, {
      method,
      headers: {
        cookie: await cookieOf(login),
        'accept-language': 'zh-CN',
        ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${login} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Reply;
  }

  return {
    async publish(login, { key, name, like, xml }) {
      type Draft = { revision: number };
      const from = { kind: 'template', key: like };
      const { revision } = await send<Draft>(login, '/templates', { key, name, from });
      const saved = await send<Draft>(login, `/templates/${key}/draft`, { xml, revision }, 'PUT');
      await send(login, `/templates/${key}/versions`, { revision: saved.revision });
    },

    async open(login, template, values) {
      return (await send<{ caseId: string }>(login, '/cases', { template, values })).caseId;
    },

    async moveClock(login, to) {
      await send(login, '/clock', { to: new Date(to).toISOString() });
      const isTold = async () =>
        (await send<{ advance: { state: string } }>(login, '/clock')).advance.state !== 'running';
      await expect.poll(isTold, { timeout: patience, message: 'every case is told' }).toBe(true);
    },

    of(caseId) {
      const open = async (login: string) =>
        (await send<{ items: TaskLine[] }>(login, '/tasks')).items.filter((task) => task.caseId === caseId());
      return {
        async done(login, node, { outcome, values = {}, reason }) {
          const find = async () => (await open(login)).find((task) => task.node === node)?.taskKey;
          const message = `${node} is in the list of ${login}`;
          await expect.poll(find, { timeout: patience, message }).toBeDefined();
          await send(login, `/tasks/${await find()}/complete`, {
            outcome,
            values,
            ...(reason && { reason }),
          });
        },
        tasksOf: async (login) => (await open(login)).map(({ node }) => node).toSorted(),
      };
    },
  };
}

async function logIn(url: string, login: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: demonstrationPassword }),
  });
  if (!answer.ok) throw new Error(`Expected ${login} to log in, but: ${await answer.text()}`);
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}
