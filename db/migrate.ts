import { fileURLToPath } from 'node:url';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { appRole, machineRole, openOwner } from './connection.ts';

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any number that nothing else on the server uses for an advisory lock. */
const migrationLock = 7_248_113;

export interface MigrateOptions {
  /** Lets the application log in as itself; without it, it logs in as the owner and takes the role. */
  appPassword?: string;
}

/** Brings the database to the newest schema. May be called by several processes at once, and again at every start. */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<void> {
  const owner = openOwner(ownerUrl);
  try {
    await owner.client`select pg_advisory_lock(${migrationLock})`;
    for (const role of [appRole, machineRole]) await makeRole(owner.client, role);
    await prepareLogin(owner.client, options.appPassword);
    await applyMigrations(owner.orm, { migrationsFolder });
  } finally {
    // Closing the session gives the lock back.
    await owner.close();
  }
}

type Owner = ReturnType<typeof openOwner>['client'];

/** Roles belong to the whole server: another database's migration may make it at the same moment. */
async function makeRole(client: Owner, role: string) {
  await client.unsafe(`
    do $$ begin
      create role ${role} nologin nosuperuser nobypassrls nocreatedb nocreaterole;
    exception when duplicate_object or unique_violation then null;
    end $$`);
  await client.unsafe(`
    do $$ begin
      if not pg_has_role(current_user, '${role}', 'set') then
        grant ${role} to current_user;
      end if;
    end $$`);
}

/** Whoever logs in as the application may act as the machine, and has nothing of it without doing so. */
async function prepareLogin(client: Owner, password?: string) {
  await client.unsafe(`
    do $$ begin
      if not pg_has_role('${appRole}', '${machineRole}', 'set') then
        grant ${machineRole} to ${appRole} with inherit false, set true;
      end if;
    -- Another database's migration has just done so.
    exception when unique_violation or internal_error then null;
    end $$`);
  if (password === undefined) return;
  const [quoted] = await client<{ literal: string }[]>`select quote_literal(${password}) as literal`;
  await client.unsafe(`alter role ${appRole} login password ${quoted!.literal}`);
}
