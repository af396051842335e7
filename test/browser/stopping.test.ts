import { beforeAll, expect, test } from 'vitest';
import {
  decide,
  field,
  holds,
  openCase,
  openTask,
  press,
  reads,
  sees,
  showSection,
  write,
} from '../support/browser-staff.ts';
import { routineIn } from '../support/browser-routine.ts';
import { inspected, inspection } from '../support/browser-template.ts';
import { speaksEnglish } from '../support/browser-page-checks.ts';
import { hasMail, openVerb, sendByHand, sendDialog } from '../support/browser-verbs.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** Items that stand still, end before their time or are refused, and what becomes of them. */
const held = '一中食堂';
const mistaken = '一中操场';
const again = '一中宿舍';
const voted = '一中北门';
const refused = '一中西门';
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');
const routine = routineIn(world);
const cases = new Map<string, string>();
const of = (place: string) => routine.of(() => cases.get(place)!);

beforeAll(async () => {
  await routine.publish('chenjianguo', inspection);
  for (const place of [held, mistaken, again])
    cases.set(place, await routine.open('chenjianguo', 'rectification-item', { ...inspected, place }));
  for (const place of [voted, refused])
    cases.set(place, await routine.open('chenjianguo', 'inspection', { ...inspected, place }));
});

test('two items are assigned to the school', async () => {
  for (const place of [held, mistaken]) await of(place).done('sunyuting', 'classify', { outcome: 'assign' });
});

test('an item stands still by whoever has the permission; nobody can go on, and everybody reads why', async () => {
  const school = await world.staff('maqiang');
  await openTask(school, '签收', held);
  const officer = await world.desk({ login: 'maqiang' });
  await openCase(officer, held);
  await press(officer, '更多');
  const list = officer.page.getByRole('dialog', { name: '其他操作' });
  await reads(list, '评论');
  expect(await list.getByRole('button', { name: /^(挂起|作废)/ }).count()).toBe(0);
  await officer.page.keyboard.press('Escape');
  for (const verb of ['suspend', 'void'])
    expect(await sendByHand(officer, verb, { reason: '试' })).toMatchObject({ status: 403 });

  const office = await world.staff('chenjianguo');
  await openCase(office, held);
  const dialog = await openVerb(office, '挂起');
  await dialog.getByRole('button', { name: '挂起', exact: true }).click();
  await reads(dialog, '请填写此项');
  await dialog.getByLabel(/^理由/).fill('公安机关已立案');
  await sendDialog(dialog, '挂起');
  await sees(office, '本事项已挂起', '公安机关已立案');

  await press(school, '签收');
  await sees(school, '事项已挂起，恢复后方可办理');
  await openTask(school, '签收', held);
  await sees(school, '已挂起', '恢复之前不能办理。', '事项已挂起，恢复后方可办理');
  expect(await school.page.getByRole('button', { name: '提出异议', exact: true }).count()).toBe(0);
  await school.page.goto('/');
  await reads(school.page.getByRole('link').filter({ hasText: held }), '已挂起');
  await hasMail(office, 'maqiang', '事项已挂起');
});

test('it goes on where it stood, and its handlers are told', async () => {
  const office = await world.staff('chenjianguo');
  await openCase(office, held);
  const dialog = await openVerb(office, '恢复');
  await sendDialog(dialog, '恢复');
  await hasMail(office, 'maqiang', '事项已恢复');
  const school = await world.staff('maqiang');
  await openTask(school, '签收', held);
  await decide(school, '签收');
  await openCase(office, held);
  await reads(
    office.page.getByRole('region', { name: '办理记录' }),
    /恢复事项[\s\S]*挂起事项\s+陈建国[\s\S]*公安机关已立案/,
  );
});

test('a handler lets their own step stand still, and takes it up again', async () => {
  const school = await world.staff('maqiang');
  await openTask(school, '编制方案', voted);
  const dialog = await openVerb(school, '挂起');
  await dialog.getByLabel(/^理由/).fill('等待鉴定结论');
  await sendDialog(dialog, '挂起');
  await sees(school, '恢复之前不能办理。');
  // It stays in the list, with its date: nobody else takes it up again.
  await school.page.goto('/');
  await reads(school.page.getByRole('link').filter({ hasText: voted }), /已挂起[\s\S]*2026年9月22日/);
  await openTask(school, '编制方案', voted);
  await sendDialog(await openVerb(school, '恢复'), '恢复');
  await write(school, { 意见: '加装道闸' });
  await decide(school, '提交方案');
});

test('an item registered by mistake is declared void: it leaves the lists, and its record stays', async () => {
  const school = await world.staff('maqiang');
  await openTask(school, '签收', mistaken);
  const deputy = await world.staff('linxiaowen');
  await openCase(deputy, mistaken);
  const dialog = await openVerb(deputy, '作废');
  await dialog.getByRole('button', { name: '作废', exact: true }).click();
  await reads(dialog, '请填写此项');
  await dialog.getByLabel(/^理由/).fill('与另一项重复登记');
  await sendDialog(dialog, '作废');
  await reads(deputy.page.getByRole('region', { name: '当前进展' }), '已作废');
  await reads(
    deputy.page.getByRole('region', { name: '办理记录' }),
    /事项作废，记录保留\s+林晓雯[\s\S]*与另一项重复登记/,
  );

  await press(school, '签收');
  await sees(school, '您的提交没有生效', '该任务已取消，无需办理。');
  await school.page.goto('/');
  await sees(school, refused);
  expect(await school.page.getByText(mistaken).count()).toBe(0);
  await hasMail(deputy, 'maqiang', '事项已作废');
  await hasMail(deputy, 'chenjianguo', '事项已作废');
});

test('who began an item recalls it before it is signed for, and begins it anew with what it held', async () => {
  const colleague = await world.staff('sunyuting');
  await openCase(colleague, again);
  await press(colleague, '更多');
  const list = colleague.page.getByRole('dialog', { name: '其他操作' });
  await reads(list.getByRole('button', { name: /^撤销(?!事项)/ }), '现在不能：只有发起人可以撤销');
  await colleague.page.keyboard.press('Escape');

  const office = await world.staff('chenjianguo');
  await openCase(office, again);
  const dialog = await openVerb(office, '撤销');
  await dialog.getByLabel(/^理由/).fill('责任单位登记有误');
  await sendDialog(dialog, '撤销');
  await reads(office.page.getByRole('region', { name: '当前进展' }), '已撤销');
  await press(office, '重新发起');
  await holds(office, '具体地点', again);
  await holds(office, '存在的问题或隐患', inspected.problem);
  await sees(office, /内容为基础，原事项保持不变/);
  await field(office.page, '责任单位').selectOption({ label: '青禾县第二中学' });
  await press(office, '提交并启动');
  await office.page.getByRole('heading', { level: 1 }).filter({ hasText: again }).waitFor();
  await reads(office.page.getByRole('region', { name: '当前进展' }), /重新发起自：青禾整改〔2026〕3号/);
  await showSection(office, '参与和抄送');
  await reads(office.page.getByRole('region', { name: '参与单位' }), '青禾县第二中学');
});

test('a meeting without a quorum decides nothing: who stands aside is missing from it', async () => {
  await of(voted).done('zhaoweimin', 'review', { outcome: 'agree' });
  const director = await world.staff('gaozhiyuan');
  await openTask(director, '会商表决', voted);
  const round = director.page.getByRole('region', { name: '表决情况' });
  await reads(round, /参加表决不少于 75%[\s\S]*共 4 人：同意 0，不同意 0，弃权 0，未表态 4/);
  await decide(director, '赞成');
  const legal = await world.staff('xiangnan');
  await openTask(legal, '会商表决', voted);
  const first = await openVerb(legal, '回避');
  await first.getByRole('button', { name: '回避', exact: true }).click();
  await reads(first, '请填写此项');
  await first.getByLabel(/^理由/).fill('亲属在该校任职');
  await sendDialog(first, '回避');
  const deputy = await world.staff('linxiaowen');
  await openTask(deputy, '会商表决', voted);
  await reads(deputy.page.getByRole('region', { name: '表决情况' }), /共 3 人：同意 1[\s\S]*已回避/);
  const second = await openVerb(deputy, '回避');
  await second.getByLabel(/^理由/).fill('分管该校');
  await sendDialog(second, '回避');
  const office = await world.staff('chenjianguo');
  await openTask(office, '重新召集', voted);
  await openCase(office, voted);
  await reads(
    office.page.getByRole('region', { name: '办理记录' }),
    /“会商表决”未达到法定人数（同意 1、反对 0、弃权 0，共 2）[\s\S]*回避“会商表决”，退出共同办理\s+林晓雯[\s\S]*分管该校[\s\S]*回避“会商表决”，退出共同办理\s+向南[\s\S]*亲属在该校任职/,
  );
});

test('a refused item ends with its reason, and is begun anew from what it held', async () => {
  await of(refused).done('maqiang', 'plan', { outcome: 'submit', values: { opinion: '加装门禁' } });
  const section = await world.staff('zhaoweimin');
  await openTask(section, '方案审核', refused);
  await decide(section, '不同意', '措施与问题无关');
  const office = await world.staff('chenjianguo');
  await openCase(office, refused);
  await reads(office.page.getByRole('region', { name: '当前进展' }), '已办结 · 不予通过');
  await reads(office.page.getByRole('region', { name: '办理记录' }), '措施与问题无关');
  await press(office, '重新发起');
  await holds(office, '具体地点', refused);
  await press(office, '提交并启动');
  await office.page.getByRole('heading', { level: 1 }).filter({ hasText: refused }).waitFor();
  const school = await world.staff('maqiang');
  await openTask(school, '编制方案', refused);
});

test('whoever reads English finds all of it in English', async () => {
  const office = await world.staff('chenjianguo');
  await speaksEnglish(office, [
    `/cases/${cases.get(held)}`,
    `/cases/${cases.get(mistaken)}`,
    `/cases/${cases.get(voted)}`,
  ]);
});
