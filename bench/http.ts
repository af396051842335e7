/** Just enough of a browser: kept connections, a cookie for each session, a key for each write. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export interface Session {
  get<T>(path: string): Promise<T>;
  /** Fails when the answer is not a success. */
  post<T>(path: string, body: object): Promise<T>;
}

interface Answer {
  status: number;
  cookie: string | undefined;
  body: string;
}

export function openHttp(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const { hostname, port, origin } = new URL(url);
  let addresses = 0;

  function send(
    method: string,
    path: string,
    { headers, body }: { headers: Record<string, string>; body?: string },
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        { agent, hostname, port, method, path: `/api${path}`, headers: { origin, ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              cookie: response.headers['set-cookie']?.[0]?.split(';')[0],
              body: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });
  }

  async function post(path: string, body: object, headers: Record<string, string>): Promise<Answer> {
    const text = JSON.stringify(body);
    const answer = await send('POST', path, {
      headers: {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(text)),
        'idempotency-key': randomUUID(),
        ...headers,
      },
      body: text,
    });
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${answer.body.slice(0, 500)}`);
    return answer;
  }

  return {
    /** Waits for a server that still starts. Each log-in comes from an address of its own. */
    async logIn(login: string, password: string): Promise<Session> {
      const address = `10.1.${Math.floor(addresses / 250)}.${(addresses++ % 250) + 1}`;
      const headers = { 'x-forwarded-for': address };
      for (;;) {
        const ready = await send('GET', '/session', { headers }).catch(() => undefined);
        if (ready?.status === 200) break;
        await wait(100);
      }
      const { cookie } = await post('/session', { login, password }, headers);
      if (!cookie) throw new Error(`Expected a cookie for ${login}, found none`);
      const own = { ...headers, cookie };
      return {
        async get<T>(path: string) {
          const { status, body } = await send('GET', path, { headers: own });
          if (status >= 300) throw new Error(`GET ${path}: ${status} ${body.slice(0, 500)}`);
          return JSON.parse(body) as T;
        },
        post: async <T>(path: string, body: object) => JSON.parse((await post(path, body, own)).body) as T,
      };
    },
    close: () => agent.destroy(),
  };
}
