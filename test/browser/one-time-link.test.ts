import { beforeAll, expect, test } from 'vitest';
import { routineIn } from '../support/browser-routine.ts';
import {
  chineseWords,
  faults,
  settled,
  sidewaysScroll,
  untranslated,
} from '../support/browser-page-checks.ts';
import {
  choose,
  openCase,
  openTask,
  press,
  reads,
  sees,
  seesAfterReloading,
  wholeRecord,
  write,
  type Staff,
} from '../support/browser-staff.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** A transfer letter to the police, who have no account: the officer in charge gives them a link, and they sign on a phone. */
const subject = '南门外占道经营';
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');
const routine = routineIn(world);
let caseId: string;
/** Milliseconds; reached only when a test fails. */
const patience = 45_000;
const shots = process.env['ONE_TIME_LINK_SHOTS'];

beforeAll(async () => {
  caseId = await routine.open('zhaoweimin', 'hand-off', {
    ...{ documentKind: 'transferLetter', subject, content: '放学时学生李某某被三轮车擦碰' },
    ...{ legalBasis: '县政府职责分工', requirements: '依法整治', contact: '赵为民 0354-6622110' },
    ...{ issuerUnit: 'bureau', issuerPost: 'safety-section', leadUnit: 'police', leadByPaper: true },
    urgency: 'urgent',
  });
});

/** Of whoever looks at what this story looks like: ONE_TIME_LINK_SHOTS=<folder>. */
async function shot(staff: Staff, name: string): Promise<void> {
  if (shots) await staff.page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

async function makeLink(officer: Staff, button: string): Promise<string> {
  const before = officer.page.getByLabel('链接地址');
  const old = (await before.isVisible()) ? await before.inputValue() : '';
  await press(officer, button);
  await expect.poll(async () => before.inputValue().catch(() => old), { timeout: patience }).not.toBe(old);
  return before.inputValue();
}

/** Another browser, in which nobody is logged in. */
async function phone(address: string): Promise<Staff> {
  const agency = await world.desk({ width: 360, height: 780 });
  await agency.page.goto(address);
  return agency;
}

async function isWellMade(staff: Staff): Promise<void> {
  await settled(staff);
  expect(await sidewaysScroll(staff)).toBeLessThanOrEqual(0);
  expect(await faults(staff)).toEqual([]);
  expect(await untranslated(staff)).toEqual([]);
}

test('the officer makes a link, and sees it this once, with its code', async () => {
  // A list that was read before does not show it.
  await expect
    .poll(() => routine.of(() => caseId).tasksOf('zhaoweimin'), { timeout: patience })
    .toEqual(['registerReceipt']);
  const officer = await world.staff('zhaoweimin');
  await openTask(officer, '登记纸质回执', subject);
  await sees(officer, /没有账号。可以给对方一个一次性链接，由其本人办理“签收”/);
  const address = await makeLink(officer, '生成一次性链接');
  expect(address).toMatch(/^http:\/\/localhost:\d+\/sign#[\w-]{43}$/);
  await sees(officer, '链接已生成，只显示这一次', '对方尚未使用');
  await officer.page.getByRole('img', { name: /二维码/ }).waitFor();
  await isWellMade(officer);
  await shot(officer, 'made-1440');
  await officer.page.reload();
  await sees(officer, '对方尚未使用');
  expect(await officer.page.getByLabel('链接地址').count()).toBe(0);
});

test('the agency opens it without a login on a phone, and reads the cover and nothing of the matter', async () => {
  const officer = await world.staff('zhaoweimin');
  await openTask(officer, '登记纸质回执', subject);
  const agency = await phone(await makeLink(officer, '重新生成（原链接作废）'));
  await sees(agency, '青禾县公安局', '赵为民 0354-6622110', '移送函');
  await shot(agency, 'open-360');
  await isWellMade(agency);
  const said = await agency.page.locator('body').innerText();
  for (const secret of ['李某某', '占道', '职责分工']) expect(said).not.toContain(secret);
  expect(await agency.context.cookies()).toEqual([]);

  await press(agency, '确认提交');
  await sees(agency, /有 5 处需要补充或改正/, '请选择办理结果');
  await shot(agency, 'missing-360');
  await choose(agency, '办理结果', '已签收');
  await write(agency, { '单位（部门）': '治安大队', 姓名: '王警官', 职务: '民警', 联系电话: '0354-110' });
  await agency.page.getByLabel(/^回执文号/).fill('公收5号');
  await shot(agency, 'filled-360');
  await press(agency, '确认：已签收');
  await sees(agency, '提交成功', '签收：已签收', '反馈办理结果', /也可以以后再打开本链接/);
  await isWellMade(agency);
  await shot(agency, 'signed-360');

  // A second use shows what was done.
  const again = await phone(agency.page.url());
  await sees(again, '签收：已签收', /经一次性链接/);
});

test('the officer is told, and reads in the record whose act it was', async () => {
  const officer = await world.staff('zhaoweimin');
  await openTask(officer, '登记复函', subject);
  await sees(officer, /对方已办理“签收”：已签收/);
  await shot(officer, 'used-1440');
  await openCase(officer, subject);
  const record = await wholeRecord(officer);
  await reads(record, /青禾县公安局经一次性链接办理“签收”，办理人：治安大队 王警官（民警，电话 0354-110）/);
  await reads(record, /为青禾县公安局生成一次性链接，用于“签收”/);
  await shot(officer, 'record-1440');
  // To whom a mail of a strict case went is not looked for.
  await officer.page.goto('/mailbox?q=对方已经链接办理');
  await seesAfterReloading(officer, /对方已经链接办理/);
});

test('both pages are whole on a phone and on a desk, and the agency reads its page in English', async () => {
  const officer = await world.desk({ login: 'zhaoweimin', width: 360, height: 780 });
  await openTask(officer, '登记复函', subject);
  const address = await makeLink(officer, '重新生成（原链接作废）');
  await isWellMade(officer);
  await shot(officer, 'made-360');
  await officer.page.emulateMedia({ media: 'print' });
  await sees(officer, '青禾县公安局：请扫码办理“反馈办理结果”');
  await shot(officer, 'print');
  const agency = await world.desk();
  await agency.page.goto(address);
  await sees(agency, '反馈办理结果');
  await isWellMade(agency);
  await shot(agency, 'open-1440');
  await press(agency, 'English');
  await sees(agency, 'Give feedback', 'Replied', 'Transfer letter');
  await isWellMade(agency);
  expect(await chineseWords(agency)).toEqual([]);
  await shot(agency, 'open-en-1440');
});

test('a link that was revoked or never was is answered alike; in English too', async () => {
  const officer = await world.staff('zhaoweimin');
  await openTask(officer, '登记复函', subject);
  const address = await makeLink(officer, '重新生成（原链接作废）');
  const agency = await phone(address);
  await sees(agency, '反馈办理结果');
  await press(officer, '作废链接');
  await officer.page.getByRole('button', { name: '生成一次性链接', exact: true }).waitFor();
  await seesAfterReloading(
    agency,
    /链接无效、已过期或已作废。请按来函上的联系方式，向交办单位索取新的链接。/,
  );
  await shot(agency, 'revoked-360');
  const wrong = await phone(`${world.url}/sign#${'A'.repeat(43)}`);
  await sees(wrong, /链接无效、已过期或已作废/);
  await press(wrong, 'English');
  await sees(wrong, /This link is not valid, has expired or was revoked/);
  await (await phone(`${world.url}/sign`)).page.getByText('链接不完整').waitFor();
});
