import { beforeAll, describe, expect, test } from 'vitest';
import { importRows } from './browser-ledger.ts';
import { chineseWords, faults, settled, sidewaysScroll, untranslated } from './browser-page-checks.ts';
import { openCase, openTask, press, type Staff } from './browser-staff.ts';
import { openBrowserWorld, type BrowserWorld } from './browser-world.ts';

const item = '校门口无防撞设施';

/** Addresses of all pages by name; those that depend on an item are found once there is one. */
const addresses: Record<string, string> = {
  'my tasks': '/',
  'what is done': '/?view=done',
  'what I began': '/?view=started',
  'copied to me': '/?view=copies',
  task: '',
  board: '/board',
  ledger: '/ledger',
  'ledger import': '/ledger/import',
  'import result': '',
  cases: '/cases',
  'new case': '/cases/new/rectification-item',
  case: '',
  organisation: '/organisation',
  calendars: '/calendars',
  'what falls due': '/due',
  batches: '/batches',
  'one batch': '',
  substitutes: '/substitutions',
  'work of a leaver': '/staff-move',
  templates: '/templates',
  'template editor': '/templates/rectification-item/edit',
  'template versions': '/templates/rectification-item',
  mailbox: '/mailbox',
  help: '/help',
  'no page': '/nowhere',
};

/** Every page on a phone and on a desk, in one language: two files do it, so that each stays short. */
export async function testEveryPage(language: 'zh' | 'en'): Promise<BrowserWorld> {
  const world = await openBrowserWorld();
  const heading = language === 'zh' ? '我的待办' : 'My tasks';

  beforeAll(async () => {
    const office = await world.staff('chenjianguo');
    const path = () => new URL(office.page.url()).pathname;
    await importRows(office, { 存在问题: item }, { 序号: 2, 责任单位: '二中' });
    addresses['import result'] = path();
    await openTask(office, '分类交办', item);
    addresses['task'] = path();
    await openCase(office, item);
    addresses['case'] = path();
    await office.page.goto('/');
    await press(office, '批量办理');
    await office.page.getByRole('checkbox', { name: new RegExp(item) }).check();
    await press(office, '批量催办');
    await office.page.getByRole('dialog').getByRole('button', { name: '预览' }).click();
    await office.page.getByRole('heading', { name: '批量催办', level: 1 }).waitFor();
    addresses['one batch'] = path();
    if (language === 'en') {
      // Kept with the person: every desk at which they sit down later has it.
      const kept = office.page.waitForResponse((answer) => answer.url().endsWith('/api/me'));
      await office.page.getByRole('button', { name: 'English' }).click();
      await kept;
    }
  });

  describe.each([360, 1440])('at %i pixels', (width) => {
    let office: Staff;
    beforeAll(async () => {
      office = await world.desk({ login: 'chenjianguo', width, height: width < 720 ? 740 : 900 });
      await office.page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    });

    test.each(Object.keys(addresses))(
      '%s fits, can be read by everyone, and is all in one language',
      async (name) => {
        await office.page.goto(addresses[name]!);
        await settled(office);
        expect(await sidewaysScroll(office), 'pixels to scroll sideways').toBe(0);
        expect(await faults(office)).toEqual([]);
        expect(await untranslated(office)).toEqual([]);
        if (language === 'en') expect(await chineseWords(office)).toEqual([]);
      },
    );
  });
  return world;
}
