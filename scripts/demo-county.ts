import { readConfig } from '../config.ts';
import { openDatabase } from '../db/connection.ts';
import { demonstration } from '../definitions/demo/index.ts';
import { demonstrationPassword } from '../definitions/demo/password.ts';
import { shippedPackages } from '../definitions/index.ts';
import { loadCounty } from './county.ts';

/** Who is worth logging in as, with what each shows. */
const guides = [
  {
    post: 'rectification-office',
    unit: 'bureau',
    zh: '导入台账、交办、初审',
    en: 'imports the ledger, assigns, checks',
  },
  {
    post: 'safety-officer',
    unit: 'school-no1',
    zh: '签收、编制方案、整改',
    en: 'signs for, plans, carries out',
  },
  {
    post: 'principal',
    unit: 'school-no1',
    zh: '责任领导，审批延期',
    en: 'responsible leader, approves extensions',
  },
  { post: 'acceptance-team', unit: 'bureau', zh: '现场验收', en: 'on-site acceptance' },
  { post: 'deputy-director', unit: 'bureau', zh: '批准销号、督办', en: 'approves the write-off, supervises' },
];

/** Loads the demonstration's counties, and says who can log in. Safe to repeat. */
export async function loadDemoCounty(env: NodeJS.ProcessEnv): Promise<string[]> {
  const db = openDatabase(readConfig(env).databaseUrl, { connections: 2, name: 'demonstration' });
  try {
    const packages = await shippedPackages();
    const at = new Date().toISOString();
    for (const county of demonstration.tenants) {
      await loadCounty(db, county, { packages, password: demonstrationPassword, at });
    }
  } finally {
    await db.close();
  }
  return whoCanLogIn();
}

function whoCanLogIn(): string[] {
  const [county] = demonstration.tenants;
  if (!county) return [];
  const lines = guides.flatMap(({ post, unit, zh, en }) => {
    const held = county.holdings.find((holding) => holding.post === post && holding.unit === unit);
    const person = county.people.find(({ id }) => id === held?.person);
    return person ? [`  ${person.login.padEnd(14)} ${person.name}  ${zh} / ${en}`] : [];
  });
  return [
    `可登录的账号（密码都是 ${demonstrationPassword}） / Accounts (the password of all is ${demonstrationPassword}):`,
    ...lines,
  ];
}
