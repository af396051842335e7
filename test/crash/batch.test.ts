import { afterAll, beforeAll, expect, test } from 'vitest';
import { row, shortHeader, workbook } from '../ledger/make-ledger.ts';
import { until } from '../workflows/connect-world.ts';
import { crashAt, type Place } from './gate.ts';
import { logIn, type Staff } from './staff.ts';
import { openStage, type Part, type Stage } from './stage.ts';

let stage: Stage;
let office: Staff;
let tasks: string[];
const items = 6;
beforeAll(async () => {
  stage = await openStage();
  office = await logIn(stage.url, 'chenjianguo');
  const rows = Array.from({ length: items }, (_, index) =>
    row({ 序号: index + 1, 存在问题: `第${index + 1}项问题` }),
  );
  const file = workbook([{ rows: [['青禾县整改台账'], shortHeader, ...rows] }]);
  const preview = await office.upload(`/ledger/previews?name=${encodeURIComponent('台账.xlsx')}`, file);
  await office.post('/ledger/imports', { preview: preview.body.preview });
  tasks = await until(async () => {
    const { body } = await office.get('/tasks');
    return body.items.length === items && body.items.map(({ taskKey }: { taskKey: string }) => taskKey);
  });
}, 180_000);
afterAll(() => stage.end());

/** Runs a batch of comments to its end. */
async function comment(text: string): Promise<string> {
  const planned = await office.post('/batches', { kind: 'comment', text, tasks });
  expect(planned.body.counts).toMatchObject({ total: items, allowed: items });
  const { batch } = planned.body;
  await office.post(`/batches/${batch}/run`, {});
  // Nobody looks at it meanwhile: whoever starts again takes it up by itself.
  await until(async () => {
    const [found] = await stage.sql()`select state from batch where id = ${batch}`.catch(() => []);
    return found?.['state'] === 'done';
  });
  return batch;
}

const acting: Place = { table: 'journal', on: 'insert', when: "new.kind = 'commented'" };
const settling: Place = { table: 'batch_item', on: 'update', when: 'true' };
const crashes: [Part, string, Place][] = [
  ['api', 'a case takes it', acting],
  ['api', 'a case has taken it and its result is about to be written', settling],
  ['worker', 'a case takes it', acting],
  ['postgres', 'a case takes it', acting],
  ['postgres', 'a case has taken it and its result is about to be written', settling],
  ['temporal', 'a case takes it', acting],
];

test.each(crashes)('%s killed while %s: the batch goes on, and each is done once', async (part, _, place) => {
  const batch = await crashAt(stage, { part, place }, () => comment(`${part}：${_}`));
  const { body } = await office.get(`/batches/${batch}`);
  expect(body).toMatchObject({ state: 'done', counts: { done: items, failed: 0, waiting: 0 } });
  for (const task of tasks) {
    const { thread } = (await office.get(`/cases/${task.split(':')[0]!}`)).body;
    expect(thread.filter(({ text }: { text: string }) => text === `${part}：${_}`)).toHaveLength(1);
  }
});
