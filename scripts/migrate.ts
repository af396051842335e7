/** Brings a production database to the newest schema: a job of its own, with the owner's rights that api and worker lack. */
import { migrate } from '../db/migrate.ts';
import { readMigrationConfig } from '../config.ts';

const { ownerUrl, appPassword } = readMigrationConfig();
await migrate(ownerUrl, { appPassword });
