import { beforeAll, test } from 'vitest';
import { speaksEnglish } from '../support/browser-page-checks.ts';
import {
  decide,
  openCase,
  openTask,
  press,
  reads,
  sees,
  seesAfterReloading,
  showSection,
  write,
  type Staff,
} from '../support/browser-staff.ts';
import { routineIn } from '../support/browser-routine.ts';
import { inspected, inspection } from '../support/browser-template.ts';
import { hasMail, openVerb, pickPerson, sendDialog } from '../support/browser-verbs.ts';
import { openBrowserWorld } from '../support/browser-world.ts';

/** What nobody foresaw: a task, an item and a unit more; who is told, who is urged; and a handler who leaves. */
const item = '一中南门';
const world = await openBrowserWorld('2026-09-16T09:00:00+08:00');
const routine = routineIn(world);
let caseId = '';

beforeAll(async () => {
  await routine.publish('chenjianguo', inspection);
  caseId = await routine.open('chenjianguo', 'inspection', { ...inspected, place: item });
});

/** Its own page, whatever a list shows first. */
async function openItem({ page }: Staff): Promise<void> {
  await page.goto(`/cases/${caseId}`);
  await page.getByRole('heading', { level: 1 }).filter({ hasText: item }).waitFor();
}

test('a handler adds a task that no diagram foresaw: it is asked for, done and recorded like the rest', async () => {
  const author = await world.staff('maqiang');
  await openTask(author, '编制方案', item);
  const dialog = await openVerb(author, '增加任务');
  await dialog.getByRole('button', { name: '增加任务', exact: true }).click();
  await reads(dialog, /请填写此项[\s\S]*请选择人员/);
  await dialog.getByLabel(/^任务名称/).fill('核对经费');
  await pickPerson(dialog, '由谁办理', ['唐军', '青禾县第一中学 分管安全副校长']);
  await dialog.getByLabel('要做什么').fill('核对门禁设备的预算');
  await dialog.getByRole('combobox', { name: /^使用的表单/ }).selectOption({ label: '办理意见' });
  await dialog.getByLabel('办理期限').fill('2026-09-18');
  await sendDialog(dialog, '增加任务');
  await openItem(author);
  await showSection(author, '流程与步骤');
  const onDiagram = (staff: Staff, state: string) =>
    staff.page
      .getByRole('group', { name: /^流程图/ })
      .getByRole('link', { name: `打开“核对经费”（${state}）`, exact: true });
  await onDiagram(author, '办理中').press('Enter');
  await author.page.getByRole('heading', { name: '核对经费', level: 1 }).waitFor();

  const vice = await world.staff('tangjun');
  await openTask(vice, '核对经费', item);
  await sees(vice, '核对门禁设备的预算');
  await reads(vice.page.getByRole('region', { name: '办理期限' }), '2026年9月18日');
  await write(vice, { 意见: '预算足够' });
  await decide(vice, '提交');
  await openCase(vice, item);
  await reads(
    vice.page.getByRole('region', { name: '办理记录' }),
    /“核对经费”\s+唐军 · 青禾县第一中学 分管安全副校长[\s\S]*“核对经费”交由唐军.*办理\s+马强/,
  );
  await showSection(vice, '流程与步骤');
  await reads(
    vice.page.getByRole('table', { name: '步骤表' }).getByRole('row', { name: /核对经费/ }),
    /由马强在“编制方案”增加[\s\S]*已完成[\s\S]*唐军/,
  );
  await onDiagram(vice, '已完成').click();
  await vice.page.getByRole('heading', { name: '核对经费', level: 1 }).waitFor();
});

test('an item within the item is begun, and each leads to the other', async () => {
  const author = await world.staff('maqiang');
  await openTask(author, '编制方案', item);
  const dialog = await openVerb(author, '增加子事项');
  await dialog.getByRole('button', { name: '增加子事项', exact: true }).click();
  await reads(dialog, '请填写此项');
  await dialog.getByLabel(/^事项名称/).fill('更换门禁');
  await dialog.getByLabel(/^问题来源/).fill('学校自查');
  await dialog.getByLabel(/^具体地点/).fill('一中传达室');
  await dialog.getByLabel(/^隐患类别/).selectOption({ label: '门卫' });
  await dialog.getByLabel(/^存在的问题或隐患/).fill('门禁失灵');
  await dialog.getByLabel(/^责任单位/).selectOption({ label: '青禾县第一中学' });
  await dialog.getByLabel('限期整改', { exact: true }).check();
  await sendDialog(dialog, '增加子事项');
  await openItem(author);
  await reads(author.page.getByRole('region', { name: '办理记录' }), /发起“更换门禁”/);
  await showSection(author, '流程与步骤');
  await author.page.getByRole('link', { name: '打开“更换门禁”（办理中）', exact: true }).click();
  await reads(author.page.getByRole('region', { name: '基本情况' }), '一中传达室');
  await openItem(author);
  await showSection(author, '参与和抄送');
  await author.page.getByRole('link', { name: /更换门禁/ }).click();
  await reads(author.page.getByRole('region', { name: '基本情况' }), '一中传达室');
  await showSection(author, '参与和抄送');
  await author.page.getByRole('link', { name: '上级事项' }).click();
  await reads(author.page.getByRole('region', { name: '当前任务' }), '编制方案');
  const office = await world.staff('chenjianguo');
  await openTask(office, '分类交办', '更换门禁');
});

test('another unit takes part from now on: before, it does not find the item', async () => {
  const second = await world.staff('wuchunhua');
  await second.page.goto(`/cases/${caseId}`);
  await reads(second.page.getByRole('main'), /没有找到|不存在/);
  const author = await world.staff('maqiang');
  await openItem(author);
  const dialog = await openVerb(author, '增加参与单位');
  await dialog.getByRole('button', { name: '增加参与单位', exact: true }).click();
  await reads(dialog, '请填写此项');
  await dialog.getByRole('combobox', { name: /^单位/ }).selectOption({ label: '青禾县第二中学' });
  await dialog.getByRole('radio', { name: /^知情单位/ }).check();
  await dialog.getByLabel(/^理由/).fill('两校共用一条路');
  await sendDialog(dialog, '增加参与单位');
  await showSection(author, '参与和抄送');
  await reads(author.page.getByRole('region', { name: '参与单位' }), /知情单位\s+青禾县第二中学/);
  await openItem(second);
  await reads(
    second.page.getByRole('region', { name: '办理记录' }),
    /青禾县第二中学加入办理\s+马强[\s\S]*两校共用一条路/,
  );
});

test('a copy is read once it is opened, and whoever sent it sees when', async () => {
  const office = await world.staff('chenjianguo');
  await openItem(office);
  const dialog = await openVerb(office, '抄送');
  await pickPerson(dialog, '抄送给谁', ['高志远', '青禾县教育局 局长']);
  await dialog.getByLabel(/^附言/).fill('请知悉');
  await sendDialog(dialog, '抄送');
  await showSection(office, '参与和抄送');
  const copies = office.page.getByRole('region', { name: '抄送' });
  await reads(copies, /高志远[\s\S]*未阅/);
  const director = await world.staff('gaozhiyuan');
  await director.page.goto('/?view=copies');
  const copy = director.page.getByRole('main').getByRole('link').filter({ hasText: item });
  await reads(copy, /未阅[\s\S]*陈建国于 2026年9月16日.* 抄送/);
  await hasMail(director, 'gaozhiyuan', '抄送');
  await director.page.goto('/?view=copies');
  await copy.click();
  await director.page.getByRole('heading', { level: 1 }).filter({ hasText: item }).waitFor();
  await seesAfterReloading(office, /高志远[\s\S]*已阅[\s\S]*；2026年9月16日 周三 09:0\d 已阅/);
});

test('handlers are urged, but not too often: it says when again', async () => {
  const colleague = await world.staff('sunyuting');
  await openItem(colleague);
  const late = await openVerb(colleague, '催办');
  const office = await world.staff('chenjianguo');
  await openItem(office);
  const dialog = await openVerb(office, '催办');
  await reads(dialog, /编制方案 · 青禾县第一中学 安全办主任\s+还没有催办过/);
  await dialog.getByLabel(/^催办的话/).fill('请本周内提交');
  await sendDialog(dialog, '催办');
  await hasMail(office, 'maqiang', '催办');
  await late.getByRole('button', { name: '催办', exact: true }).click();
  await reads(late, '刚刚催办过，请稍后再催');
  await openItem(office);
  await press(office, '更多');
  await reads(
    office.page.getByRole('dialog', { name: '其他操作' }).getByRole('button', { name: /^催办/ }),
    /现在不能：刚刚催办过，2026年9月16日 10:0\d 起可以再催/,
  );
});

test('a handler leaves: the tasks that name them move in one batch, looked at first, with a result for each', async () => {
  const office = await world.staff('chenjianguo');
  await office.page.goto('/');
  const author = await world.staff('maqiang');
  await openTask(author, '编制方案', item);
  const hand = await openVerb(author, '转办');
  await pickPerson(hand, '交给谁', ['唐军', '青禾县第一中学 分管安全副校长']);
  await hand.getByLabel(/^理由/).fill('请分管领导起草');
  await sendDialog(hand, '转办');

  const principal = await world.staff('zhouguodong');
  const { page } = principal;
  await page.goto('/staff-move');
  await press(principal, '预览');
  await reads(page.getByRole('main'), /请选择人员[\s\S]*请选择人员[\s\S]*请填写此项/);
  const form = page.getByRole('main');
  await pickPerson(form, '离任人员', ['唐军', '青禾县第一中学 分管安全副校长']);
  await pickPerson(form, '接收人员', ['马强', '青禾县第一中学 安全办主任']);
  await form.getByLabel(/^理由/).fill('调任县教育局');
  await press(principal, '预览');
  await reads(form, /可以办理 1 项，不能办理 0 项[\s\S]*编制方案/);
  await press(principal, '确认执行（1 项）');
  await reads(form, /成功 1 项，失败 0 项，共 1 项[\s\S]*已办理/);

  const vice = await world.staff('tangjun');
  await vice.page.goto('/');
  await sees(vice, '没有待办任务');
  await openTask(author, '编制方案', item);
  await openItem(author);
  await reads(
    author.page.getByRole('region', { name: '办理记录' }),
    /离职转办：“编制方案”移交给马强.*\s+周国栋[\s\S]*调任县教育局/,
  );
});

test('whoever reads English finds all of it in English', async () => {
  const author = await world.staff('maqiang');
  await speaksEnglish(author, [
    `/cases/${caseId}`,
    ...['people', 'steps'].map((section) => `/cases/${caseId}?show=${section}`),
    '/?view=copies',
  ]);
  const principal = await world.staff('zhouguodong');
  await speaksEnglish(principal, ['/staff-move', '/batches']);
});
