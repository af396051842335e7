import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readYearFile } from '../../scripts/calendar/year-file.ts';
import { notices } from '../definitions/calendars/notices.ts';

const read = (text: string, year?: number) => {
  const found = readYearFile(text, year);
  return found.ok ? found.file : found.problems.map(({ zh }) => zh).join('\n');
};

describe('the file of a year', () => {
  const days = { off: ['2027-01-02', '2027-01-01'], work: ['2027-01-09'], basis: '国办发明电〔2026〕9号' };

  test('is the notice, or JSON with its year, or JSON by year', () => {
    expect(read(notices[2026]!)).toMatchObject({ year: 2026, calendar: { published: true } });
    const expected = { year: 2027, calendar: { off: ['2027-01-01', '2027-01-02'], work: ['2027-01-09'] } };
    expect(read(JSON.stringify({ year: 2027, ...days }))).toMatchObject(expected);
    expect(read(JSON.stringify({ 2027: days }))).toMatchObject(expected);
    expect(read(JSON.stringify({ years: { 2026: days, 2027: days } }), 2027)).toMatchObject(expected);
  });

  test('is refused when its year is not certain, or its days are none', () => {
    expect(read(JSON.stringify({ 2026: days, 2027: days }))).toContain('--year');
    expect(read(JSON.stringify({ year: 2027, ...days }), 2026)).toContain('2027年');
    expect(read(JSON.stringify({ year: 2027, off: 'x', work: [] }))).toContain('JSON 应为');
    expect(read('{')).toContain('JSON');
    expect(read(JSON.stringify({ year: 2027, off: ['2027-01-01', '2027-02-30'], work: [] }))).toContain(
      '2027-02-30',
    );
    expect(read(JSON.stringify({ year: 2027, off: [], work: [] }))).toContain('2027-01-01');
  });
});

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rectiflow-calendar-'));
  const file = join(folder, 'notice.txt');
  const asked: string[] = [];
  let server: Server;

  beforeAll(async () => {
    writeFileSync(file, notices[2026]!);
    const answers: Record<string, object> = {
      'POST /api/session': {},
      'GET /api/calendars': { version: '3' },
      'POST /api/calendars/2026/preview': {
        workingDays: 248,
        counts: { cases: 2, deadlines: 5, moved: 1, settled: 3, shown: 1 },
        problems: [],
        moves: [
          { number: '整改〔2026〕1号', name: { zh: '整改时限' }, from: '2026-10-06', to: '2026-10-08' },
          { number: '整改〔2026〕2号', name: { zh: '整改时限' }, from: '2026-10-09', to: '2026-10-09' },
        ],
      },
      'PUT /api/calendars/2026': { version: '4' },
      'POST /api/calendars/recounts': { batch: 'b1', counts: { allowed: 1, waiting: 0, done: 0 } },
      'POST /api/batches/b1/run': { counts: { total: 1, allowed: 1, waiting: 0, done: 1 } },
    };
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const place = `${request.method} ${request.url}`;
        asked.push(place);
        if (place.startsWith('PUT')) asked.push(Buffer.concat(chunks).toString());
        const isStranger = Buffer.concat(chunks).toString().includes('stranger');
        const answer = isStranger ? undefined : answers[place];
        response.writeHead(answer ? 200 : 404, {
          'content-type': 'application/json',
          'set-cookie': 's=1; Path=/',
        });
        const no = { title: '用户名或密码不正确', detail: '请检查后重新输入。' };
        response.end(JSON.stringify(answer ?? no));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const calendar = (...args: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      const { port } = server.address() as AddressInfo;
      asked.length = 0;
      execFile(
        process.execPath,
        [
          join(import.meta.dirname, '../../scripts/calendar.ts'),
          ...args,
          '--url',
          `http://127.0.0.1:${port}`,
        ],
        { env: { ...process.env, RECTIFLOW_PASSWORD: 'x', NODE_OPTIONS: '' } },
        (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), out: stdout + stderr }),
      );
    });

  test('shows what was read and what would move, and changes nothing unless told to', async () => {
    const { code, out } = await calendar('import', file, '--login', 'admin');
    expect(code).toBe(0);
    expect(out).toContain(
      '春节：2026-02-15（周日）至2026-02-23（周一）；上班 2026-02-14（周六）、2026-02-28（周六）',
    );
    expect(out).toContain('整改〔2026〕1号 整改时限：2026-10-06 → 2026-10-08');
    expect(out).toContain('整改〔2026〕2号 整改时限：2026-10-09 不再暂定');
    expect(out).toContain('没有更改');
    expect(asked).toEqual(['POST /api/session', 'GET /api/calendars', 'POST /api/calendars/2026/preview']);
  });

  test('publishes on --yes, over the version that was seen, and has every deadline counted again', async () => {
    const { code, out } = await calendar('import', file, '--login', 'admin', '--yes');
    expect(code).toBe(0);
    expect(out).toContain('1 个事项正在重新计算');
    expect(asked.slice(3)).toEqual([
      'PUT /api/calendars/2026',
      expect.stringContaining('"version":"3","published":true'),
      'POST /api/calendars/recounts',
      'POST /api/batches/b1/run',
    ]);
  });

  test('says how it is used to whoever asks', async () => {
    const { code, out } = await calendar('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/^npm run calendar -- import FILE/);
  });

  test('asks nobody about a file that it can not read', async () => {
    const { code, out } = await calendar('import', join(folder, 'none.txt'), '--login', 'admin');
    expect(code).toBe(1);
    expect(out).toContain('none.txt');
    expect(asked).toEqual([]);
  });

  test('says what is wrong with how it was called, and what the server has against it, in words', async () => {
    const wrong = async (...args: string[]) => {
      const { code, out } = await calendar(...args);
      expect(out).not.toMatch(/^\s+at /m);
      return `${code} ${out.split('\n')[0]}`;
    };
    expect(await wrong('read')).toBe('2 缺少文件 / The file is missing');
    expect(await wrong('import', file)).toBe('2 import 需要 --login 账号 / import needs --login NAME');
    expect(await wrong('read', file, '--year', '二七')).toContain('--year 应为年份，现在是“二七”');
    expect(await wrong('read', file, '--quick')).toContain(
      "不认识的参数 / Unknown argument: Unknown option '--quick'",
    );
    const { code, out } = await calendar('import', file, '--login', 'stranger');
    expect(code).toBe(1);
    expect(out).toContain('服务器拒绝了：用户名或密码不正确；请检查后重新输入。');
  });
});
