/**
 * `node scripts/add-county.ts FILE.json`: puts the counties of an organisation file into a deployment, with the templates
 * and the calendar that ship with the product. The file has the form of definitions/demo/organisation.json. Everyone gets
 * a first password of their own, written to a file beside it that its owner alone can read. A county that is there
 * already keeps everything; only newer shipped templates are published.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError, readConfig } from '../config.ts';
import { openDatabase } from '../db/connection.ts';
import { countyOf, Organisation } from '../definitions/county.ts';
import { shippedPackages } from '../definitions/index.ts';
import { loadCounty } from './county.ts';

async function addCounties(file: string | undefined): Promise<void> {
  if (file === undefined) throw new Error('用法 / Usage: node scripts/add-county.ts FILE.json');
  const organisation = readOrganisation(file);
  const counties = organisation.tenants.map((tenant) => countyOf(organisation, tenant));
  const packages = await shippedPackages();
  const db = openDatabase(readConfig().databaseUrl, { connections: 2, name: 'add-county' });
  try {
    for (const county of counties) {
      const passwords: string[] = [];
      const password = (login: string) => {
        const first = randomBytes(9).toString('base64url');
        passwords.push(`${login},${first}`);
        return first;
      };
      const isNew = await loadCounty(db, county, { packages, password, at: new Date().toISOString() });
      if (!isNew) {
        console.log(`${county.id}：已存在，保持不变 / is there already and keeps what it has`);
        continue;
      }
      const list = `${file}.${county.id}.passwords.csv`;
      writeFileSync(list, `login,password\n${passwords.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
      console.log(
        `${county.id}：已建立，${county.people.length} 个账号的初始密码在 ${list} / added; first passwords are in that file`,
      );
    }
  } finally {
    await db.close();
  }
}

function readOrganisation(file: string): z.infer<typeof Organisation> {
  const parsed = Organisation.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`${file} 有误 / is not as expected:\n${z.prettifyError(parsed.error)}`);
}

addCounties(process.argv[2]).catch((error: unknown) => {
  const isOurs = error instanceof ConfigError || error instanceof Error;
  console.error(isOurs ? error.message : error);
  process.exitCode = 1;
});
