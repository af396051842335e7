import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { demonstrationPassword } from '../../definitions/demo/password.ts';
import type { BrowserWorld } from './browser-world.ts';

/** What is sent to complete a step: its answer and form, as the page sends them. */
export interface Answer {
  outcome: string;
  values?: Record<string, unknown>;
  reason?: string;
}

/** The staff of a county without a browser: they take the steps of a story that are not what it is about. */
export interface Routine {
  /** Completes the open step (BPMN id) of the case as this person, once it is theirs. */
  done(login: string, node: string, answer: Answer): Promise<void>;
  /** BPMN ids of what this person has to do in the case. */
  tasksOf(login: string): Promise<string[]>;
}

/** Milliseconds; reached only when a test fails. */
const patience = 30_000;

/** `caseId` is asked for at each step: a story knows it only once its case is there. */
export function routineIn(world: BrowserWorld, caseId: () => string): Routine {
  const cookies = new Map<string, Promise<string>>();

  const cookieOf = (login: string) => {
    const known = cookies.get(login) ?? logIn(world.url, login);
    cookies.set(login, known);
    return known;
  };

  async function send(login: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${world.url}/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        cookie: await cookieOf(login),
        'accept-language': 'zh-CN',
        ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${login} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }

  async function openTasks(login: string): Promise<{ node: string; taskKey: string; caseId: string }[]> {
    const { items } = (await send(login, '/tasks')) as {
      items: { node: string; taskKey: string; caseId: string }[];
    };
    return items.filter((task) => task.caseId === caseId());
  }

  return {
    async done(login, node, { outcome, values = {}, reason }) {
      const find = async () => (await openTasks(login)).find((task) => task.node === node)?.taskKey;
      await expect
        .poll(find, { timeout: patience, message: `${node} is in the list of ${login}` })
        .toBeDefined();
      await send(login, `/tasks/${await find()}/complete`, { outcome, values, ...(reason && { reason }) });
    },
    tasksOf: async (login) => (await openTasks(login)).map(({ node }) => node).toSorted(),
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
