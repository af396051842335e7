import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { Board } from '../../api/resources/board.shapes.ts';
import { addressOf, type Cell } from '../../web/pages/board/board-links.ts';
import { openItem, openOffice, openTask, type Client, type Office } from './office.ts';

/** Every number of the board against the list that its link opens: the same cases, no more and no fewer. */
let office: Office;
let bureau: Client;
beforeAll(async () => {
  office = await openOffice();
  bureau = await office.as('chenjianguo');
  const sample = readFileSync(
    new URL('../../definitions/rectification-item/samples/bureau-ledger.xlsx', import.meta.url),
  );
  const { body } = await bureau.upload('/ledger/previews?name=a.xlsx', sample);
  await bureau.post('/ledger/imports', { preview: body.preview });
  await office.dependencies.background.idle();
  const assigned = await openItem(office);
  await bureau.post(`/tasks/${await openTask(bureau, assigned.caseId, 'classify')}/complete`, {
    outcome: 'assign',
    values: { rectificationClass: 'rectifyByDate', responsibleUnit: 'school-no1', dueDate: '2026-09-21' },
  });
  const cancelled = await openItem(office, { problem: '重复登记的问题' });
  await bureau.post(`/cases/${cancelled.caseId}/cancel`, { reason: '重复登记' });
  // A case of another template's kind, in no stage and of no unit, that failed somewhere: rows that a view must not lose.
  const odd = await openItem(office, { problem: '没有责任单位的问题' });
  await office.database.asOwner`
    update "case" set responsible_unit = null, stage = null, open_incidents = 1 where case_id = ${odd.caseId}`;
  const late = await openItem(office, { problem: '已逾期的问题' });
  const near = await openItem(office, { problem: '即将到期的问题' });
  await office.database.asOwner`
    update "case" set due = '2026-09-15T10:00:00Z', due_date = '2026-09-15' where case_id = ${late.caseId}`;
  const still = await openItem(office, { problem: '中止计时的问题' });
  await office.database.asOwner`
    update "case" set due = null, due_date = '2026-09-15', clock_stopped_at = now() where case_id = ${still.caseId}`;
  const supervised = await openItem(office, { problem: '有环节在督办的问题' });
  await office.database.asOwner`
    update "case" set due = '2026-10-17T10:00:00Z', due_date = '2026-10-17', colour = 'red' where case_id = ${supervised.caseId}`;
  await office.database.asOwner`
    update "case" set due = '2026-09-17T10:00:00Z', due_date = '2026-09-17' where case_id = ${near.caseId}`;
});

interface Numbered {
  cell: Cell;
  count: number;
}

function cellsOf(board: Board, template: string): Numbered[] {
  const at = { template, dueWithin: board.dueWithin };
  const figures = ['open', 'overdue', 'dueSoon', 'stopped', 'supervised', 'closed', 'incidents'] as const;
  const counted = (counts: Board['totals'], unit?: string): Numbered[] =>
    figures.map((figure) => ({ cell: { ...at, figure, unit }, count: counts[figure] }));
  const staged = (stages: Board['stages'], unit?: string): Numbered[] =>
    stages.flatMap(({ stage, open, overdue }) => [
      { cell: { ...at, figure: 'open', unit, stage }, count: open },
      { cell: { ...at, figure: 'overdue', unit, stage }, count: overdue },
    ]);
  return [
    ...counted(board.totals),
    ...staged(board.stages),
    ...board.units.flatMap((row) => [...counted(row, row.unit.unit), ...staged(row.stages, row.unit.unit)]),
  ];
}

async function countBehind(client: Client, address: string): Promise<number> {
  let count = 0;
  let cursor = '';
  do {
    const { body } = await client.get(`${address}&limit=200${cursor && `&cursor=${cursor}`}`);
    count += body.items.length;
    cursor = body.next ?? '';
  } while (cursor);
  return count;
}

test.each([
  ['the office', 'chenjianguo', ''],
  ['the office, of one template', 'chenjianguo', 'rectification-item'],
  ['a school', 'maqiang', ''],
])('each number that %s sees opens as many cases', async (_who, login, template) => {
  const client = await office.as(login);
  const board: Board = (await client.get(`/board${template && `?template=${template}`}`)).body;
  const cells = cellsOf(board, template);
  expect(cells.length).toBeGreaterThan(6);
  for (const { cell, count } of cells) {
    const address = addressOf(cell);
    expect({ address, count: await countBehind(client, address) }).toEqual({ address, count });
  }
});

test('the board of the office has something of everything, so that the comparison says something', async () => {
  const board: Board = (await bureau.get('/board')).body;
  for (const count of Object.values(board.totals)) expect(count).toBeGreaterThan(0);
  expect(board.units.map(({ unit }) => unit.unit)).toContain('');
  expect(board.stages.map(({ stage }) => stage)).toContain(null);
});

test('of cases of all templates together each stage has its name, and each case its unit', async () => {
  const teacher = await office.as('tianrui');
  const opened = await teacher.post('/cases', {
    template: 'bullying-case',
    values: {
      ...{ schoolUnit: 'school-no1', schoolStage: 'junior', channel: 'student', firstReceiver: '田蕊' },
      ...{ discoveredAt: '2026-09-16T08:40:00+08:00', acts: ['exclusion'], narrative: '被同学孤立' },
    },
  });
  expect(opened.status).toBe(201);
  const { body } = await teacher.get('/board');
  const board = body as Board;
  const names = board.stages.map(({ name }) => name.zh);
  expect(names).toContain('制止保护');
  expect(names.filter((name) => /^[a-z]/i.test(name))).toEqual([]);
  const school = board.units.find(({ unit }) => unit.unit === 'school-no1');
  expect(school?.stages.map(({ name }) => name.zh)).toContain('制止保护');
});

test('a case with several clocks and none of its own goes by the first that ends', async () => {
  const teacher = await office.as('tianrui');
  const { body: opened } = await teacher.post('/cases', {
    template: 'mandatory-report',
    values: {
      ...{
        situation: 'violenceSuspected',
        reportUnit: 'school-no1',
        isInDanger: false,
        facts: '身上多处伤痕',
      },
      ...{ discoveredAt: '2026-09-16T08:40:00+08:00', reporterName: '某教师', reporterContact: '—' },
    },
  });
  const { body } = await teacher.get(`/cases/${opened.caseId}`);
  const first = (body.deadlines as { due: string }[]).map(({ due }) => due).toSorted()[0];
  expect([body.dueDate, body.deadlines.length > 1]).toEqual(['2026-09-16', true]);
  expect(body.due ?? first).toBe(first);
});
