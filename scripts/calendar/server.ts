import { randomUUID } from 'node:crypto';
import type { Batch, CalendarPreview } from '../../api/resources/batches.shapes.ts';
import type { Calendars } from '../../api/resources/calendars.shapes.ts';
import { Trouble } from '../ground/trouble.ts';
import type { YearFile } from './year-file.ts';

/** The server as somebody with the right to edit the calendar uses it: what pages can do, and no more. */
export interface CalendarServer {
  /** The calendar in force. */
  current(): Promise<Calendars>;
  /** What the year would move; nothing is changed. */
  preview(file: YearFile): Promise<CalendarPreview>;
  /** Publishes the year in place of what `version` has of it. */
  publish(file: YearFile, version: string): Promise<Calendars>;
  /** Counts every open deadline again by the newest calendar. */
  recount(): Promise<Batch>;
}

/** Logs in; throws Trouble with the server's own words when it refuses. */
export async function openServer(url: string, login: string, password: string): Promise<CalendarServer> {
  if (!URL.canParse(url))
    throw new Trouble(
      `--url 应为 http://127.0.0.1:3000 这样的地址，现在是“${url}”`,
      `--url must be an address such as http://127.0.0.1:3000, found "${url}"`,
    );
  const ask = async (
    method: string,
    path: string,
    { body, cookie = '' }: { body?: object; cookie?: string },
  ) => {
    const answer = await fetch(new URL(`/api${path}`, url), {
      method,
      headers: {
        'accept-language': 'zh',
        ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
        ...(cookie && { cookie }),
      },
      ...(body && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new Trouble(
        `无法连接 ${url}：请确认系统正在运行`,
        `No answer from ${url}: see that the server runs`,
        { cause },
      );
    });
    if (answer.ok) return answer;
    throw new Trouble(
      `服务器拒绝了：${await reasonIn(answer)}`,
      `The server refused ${method} ${path} (${answer.status})`,
    );
  };
  const session = await ask('POST', '/session', { body: { login, password } });
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const json = async <T>(method: string, path: string, body?: object): Promise<T> =>
    (await ask(method, path, { cookie, ...(body && { body }) })).json() as Promise<T>;
  const dataOf = ({ off, work, basis }: YearFile['calendar']) => ({ off, work, ...(basis && { basis }) });
  return {
    current: () => json('GET', '/calendars'),
    preview: ({ year, calendar }) => json('POST', `/calendars/${year}/preview`, dataOf(calendar)),
    publish: ({ year, calendar }, version) =>
      json('PUT', `/calendars/${year}`, { version, published: true, ...dataOf(calendar) }),
    async recount() {
      const planned = await json<Batch>('POST', '/calendars/recounts', {});
      return planned.counts.allowed === 0
        ? planned
        : json<Batch>('POST', `/batches/${planned.batch}/run`, {});
    },
  };
}

/** What is wrong in the server's own words, and where; of anything else its beginning. */
async function reasonIn(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const { title, detail, errors = [] } = JSON.parse(text) as Partial<SaidNo>;
    return [title, detail, ...errors.map(({ message }) => message)].filter(Boolean).join('；');
  } catch {
    return `${answer.status} ${text.slice(0, 200)}`;
  }
}

interface SaidNo {
  title: string;
  detail: string;
  errors: { message: string }[];
}
