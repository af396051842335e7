import { randomUUID } from 'node:crypto';
import { demonstrationPassword } from '../../definitions/demo/password.ts';
import { until } from '../workflows/connect-world.ts';

export interface Answer {
  status: number;
  // The shapes stand in api/resources; a test asserts what matters to it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** Someone at a browser that repeats what got no answer, under the same key, as our pages do. */
export interface Staff {
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, key?: string): Promise<Answer>;
  upload(path: string, file: Uint8Array): Promise<Answer>;
}

export async function logIn(url: string, login: string): Promise<Staff> {
  const { headers } = await insist(() =>
    fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ login, password: demonstrationPassword }),
    }),
  );
  const cookie = headers.getSetCookie()[0]!.split(';')[0]!;
  const ask = async (
    method: string,
    path: string,
    more: { body?: BodyInit; type?: string; key?: string } = {},
  ) => {
    const response = await insist(() =>
      fetch(`${url}/api${path}`, {
        method,
        headers: {
          cookie,
          origin: url,
          ...(more.type && { 'content-type': more.type }),
          ...(more.key && { 'idempotency-key': more.key }),
        },
        body: more.body,
      }),
    );
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) } satisfies Answer;
  };
  return {
    get: (path) => ask('GET', path),
    post: (path, body, key = randomUUID()) =>
      ask('POST', path, { body: JSON.stringify(body), type: 'application/json', key }),
    upload: (path, file) =>
      ask('POST', path, {
        body: new Uint8Array(file),
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        key: randomUUID(),
      }),
  };
}

/** Again until there is an answer that is not an outage. */
const insist = (send: () => Promise<Response>): Promise<Response> =>
  until(async () => {
    const response = await send().catch(() => undefined);
    return response && response.status < 500 ? response : undefined;
  });
