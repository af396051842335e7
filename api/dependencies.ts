import type { Logger } from 'pino';
import type { Db } from '../db/connection.ts';
import type { Keys } from '../db/keys.ts';
import type { OpenedCases } from '../db/opened-cases.ts';
import type { Instances } from './instances.ts';

/** What the composition root opens and every handler is given. */
export interface Dependencies {
  db: Db;
  keys: Keys;
  instances: Instances;
  opened: OpenedCases;
  /** The host's time; the clock of a demonstration is added per tenant (`api/tenant-clock.ts`). */
  now(): Date;
  /** Starts work that outlives the request (imports, the clock); it is resumed at the next start if the process dies. */
  background: Background;
  settings: ApiSettings;
  log: Logger;
}

export interface Background {
  /** Runs it unless a task of that name runs already in this process. A failure is logged. */
  run(name: string, task: () => Promise<void>): void;
  /** True from the moment the process is asked to end: long work stops at the next step. */
  isStopping(): boolean;
  stop(): void;
  /** Settles when nothing runs any more: for shutdown and tests. */
  idle(): Promise<void>;
}

export interface ApiSettings {
  /** Origins of our own pages, e.g. `http://localhost:3000`. */
  origins: string[];
  /** Cookies are `Secure` with the `__Host-` prefix, and HSTS is sent: anything but plain http in development. */
  isSecure: boolean;
  isDemonstration: boolean;
  deploymentName: { zh: string; en: string };
  /** Shown on the log-in page of a demonstration; null everywhere else. */
  demonstrationPassword: string | null;
  sessionIdleMinutes: number;
  sessionHours: number;
  /** How many proxies in front are trusted to say who calls; 0: none. */
  trustedProxies: number;
  /** At most so many log-in attempts a minute from one address, and writes a minute by one person. */
  logInsPerMinute: number;
  writesPerMinute: number;
  /** ISO 8601 duration that a message waits for its receiver when it says nothing else. */
  messageTimeToLive: string;
  /** Folder of the built pages; null: none are served. */
  pages: string | null;
}
