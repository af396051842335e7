/**
 * Everything that a deployment can set, read from the environment once. Only api/server.ts and worker/index.ts call this;
 * all other code is handed what it needs. A wrong or missing setting stops the process at its start, named, with the mend.
 */
import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { z } from 'zod';

/** Empty means "not set": docker compose passes on an empty string for a variable that nobody has set. */
const text = z.preprocess((value) => (value === '' ? undefined : value), z.string().optional());

const wholeNumber = (from: number, to: number, byDefault: number) =>
  text
    .transform((value) => (value === undefined ? byDefault : Number(value)))
    .refine((value) => Number.isInteger(value) && value >= from && value <= to, {
      message: `must be a whole number from ${from} to ${to}`,
    });

/**
 * A case that falls out of a worker's memory is read and stepped anew when it is needed: twice the work. One takes some 200 KB of
 * it, of which an eighth of the machine's, or of what its container may have, is for cases.
 */
function casesThatFit(): number {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  return Math.min(20_000, Math.max(500, Math.floor(memory / 8 / 200_000)));
}

const url = (protocols: string[]) =>
  text.refine((value) => value === undefined || protocols.includes(protocolOf(value)), {
    message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const switchedOn = text
  .refine((value) => value === undefined || value === '0' || value === '1', { message: 'must be 0 or 1' })
  .transform((value) => value === '1');

const postgresUrl = url(['postgres:', 'postgresql:']);

const environment = z
  .object({
    NODE_ENV: text.transform((value) => value ?? 'development'),
    DATABASE_URL: postgresUrl.refine((value) => value !== undefined, {
      message: 'is missing: set it to postgres://user:password@host:5432/database of the application',
    }),
    DATABASE_PASSWORD_FILE: text,
    TEMPORAL_ADDRESS: text
      .transform((value) => value ?? '127.0.0.1:7233')
      .refine((value) => /^[^\s:/]+:\d+$/.test(value), {
        message: 'must be host:port, for instance 127.0.0.1:7233',
      }),
    TEMPORAL_NAMESPACE: text.transform((value) => value ?? 'default'),
    HOST: text.transform((value) => value ?? '127.0.0.1'),
    PORT: wholeNumber(1, 65_535, 3000),
    PUBLIC_URL: url(['http:', 'https:']),
    TRUSTED_PROXIES: wholeNumber(0, 10, 0),
    RECTIFLOW_MASTER_KEY: text,
    RECTIFLOW_MASTER_KEY_FILE: text,
    RECTIFLOW_DEMO: switchedOn,
    HEARTBEAT_FILE: text,
    SMTP_URL: url(['smtp:', 'smtps:']),
    SMTP_PASSWORD_FILE: text,
    MAIL_FROM: text.transform((value) => value ?? 'Rectiflow <rectiflow@localhost>'),
    MESSAGE_TIME_TO_LIVE: text
      .transform((value) => value ?? 'P30D')
      .refine(
        (value) => /^P(?=[0-9T])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/.test(value),
        {
          message: 'must be an ISO 8601 duration, for instance P30D or PT12H',
        },
      ),
    TIMERS_PER_SECOND: wholeNumber(1, 10_000, 25),
    CASES_IN_MEMORY: wholeNumber(10, 100_000, casesThatFit()),
    LOG_LEVEL: text
      .transform((value) => value ?? 'info')
      .pipe(
        z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
          message: 'must be one of fatal, error, warn, info, debug, trace, silent',
        }),
      ),
  })
  .superRefine((env, context) => {
    const refuse = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message, input: undefined });
    const isProduction = env.NODE_ENV === 'production';
    if (!env.RECTIFLOW_MASTER_KEY && !env.RECTIFLOW_MASTER_KEY_FILE) {
      refuse(
        'RECTIFLOW_MASTER_KEY',
        'is missing, and so is RECTIFLOW_MASTER_KEY_FILE: make a key with `openssl rand -base64 32` and set one of the two',
      );
    }
    if (isProduction && !env.PUBLIC_URL) {
      refuse(
        'PUBLIC_URL',
        'is missing: set it to the address that staff use, for instance https://zhenggai.example.gov.cn',
      );
    }
    if (isProduction && !env.SMTP_URL && !env.RECTIFLOW_DEMO) {
      refuse(
        'SMTP_URL',
        'is missing: set it to the mail server, for instance smtp://user:password@mail.example.gov.cn:587',
      );
    }
  });

export interface Config {
  isProduction: boolean;
  /** The application's own role. */
  databaseUrl: string;
  temporal: { address: string; namespace: string };
  listen: { host: string; port: number };
  /** Origin of our pages as staff see it, without a slash at the end. */
  publicUrl: string;
  /** How many proxies in front are trusted to say who calls. */
  trustedProxies: number;
  /** One of the two is there: the key itself (hex or base64), or a file that holds it. */
  masterKey: { text?: string; file?: string };
  /** A deployment for trying things out: its supervisors can move the clock. */
  isDemonstration: boolean;
  /** Where the worker shows that it is at work; undefined: nowhere. */
  heartbeatFile: string | undefined;
  /** Undefined: the development mailbox. */
  smtpUrl: string | undefined;
  mailFrom: string;
  /** How long a message waits for whoever takes it (ISO 8601 duration), when it says nothing else. */
  messageTimeToLive: string;
  /** How many timers of cases that are due together may ring in one second. */
  timersPerSecond: number;
  /** How many cases the worker keeps in memory; another is replayed from its history when it is needed. */
  casesInMemory: number;
  logLevel: string;
}

/** Thrown with every setting that is wrong, one a line. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(`The settings do not allow a start:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const it = parse(environment, env);
  return {
    isProduction: it.NODE_ENV === 'production',
    databaseUrl: withPassword(it.DATABASE_URL!, 'DATABASE_PASSWORD_FILE', it.DATABASE_PASSWORD_FILE),
    temporal: { address: it.TEMPORAL_ADDRESS, namespace: it.TEMPORAL_NAMESPACE },
    listen: { host: it.HOST, port: it.PORT },
    publicUrl: new URL(it.PUBLIC_URL ?? `http://localhost:${it.PORT}`).origin,
    trustedProxies: it.TRUSTED_PROXIES,
    masterKey: { text: it.RECTIFLOW_MASTER_KEY, file: it.RECTIFLOW_MASTER_KEY_FILE },
    isDemonstration: it.RECTIFLOW_DEMO,
    heartbeatFile: it.HEARTBEAT_FILE,
    smtpUrl: it.SMTP_URL && withPassword(it.SMTP_URL, 'SMTP_PASSWORD_FILE', it.SMTP_PASSWORD_FILE),
    mailFrom: it.MAIL_FROM,
    messageTimeToLive: it.MESSAGE_TIME_TO_LIVE,
    timersPerSecond: it.TIMERS_PER_SECOND,
    casesInMemory: it.CASES_IN_MEMORY,
    logLevel: it.LOG_LEVEL,
  };
}

/** What the migration needs: the owner's rights, which api and worker never have. */
export interface MigrationConfig {
  ownerUrl: string;
  /** The password that the application's role is given. */
  appPassword: string;
}

const migrationEnvironment = z.object({
  DATABASE_OWNER_URL: postgresUrl.refine((value) => value !== undefined, {
    message: 'is missing: set it to postgres://owner:password@host:5432/database of the owner of the tables',
  }),
  DATABASE_OWNER_PASSWORD_FILE: text,
  DATABASE_PASSWORD_FILE: text.refine((value) => value !== undefined, {
    message: "is missing: set it to the file that holds the password of the application's role",
  }),
});

export function readMigrationConfig(env: NodeJS.ProcessEnv = process.env): MigrationConfig {
  const it = parse(migrationEnvironment, env);
  return {
    ownerUrl: withPassword(
      it.DATABASE_OWNER_URL!,
      'DATABASE_OWNER_PASSWORD_FILE',
      it.DATABASE_OWNER_PASSWORD_FILE,
    ),
    appPassword: readSecret('DATABASE_PASSWORD_FILE', it.DATABASE_PASSWORD_FILE!),
  };
}

function parse<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>, env: NodeJS.ProcessEnv) {
  // Zod skips the checks of a key that is absent, but not of one that is undefined.
  const known = Object.keys(schema.shape).map((name) => [name, env[name]]);
  const parsed = schema.safeParse(Object.fromEntries(known));
  if (parsed.success) return parsed.data;
  // Never the value itself: it may hold a password.
  throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
}

/** A password in a file stays out of the environment, which `docker inspect` shows. */
function withPassword(url: string, setting: string, file: string | undefined): string {
  if (!file) return url;
  const complete = new URL(url);
  complete.password = encodeURIComponent(readSecret(setting, file));
  return complete.href;
}

function readSecret(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new ConfigError([
      `${setting} names ${file}, which cannot be read (${reason}): check the file and its owner`,
    ]);
  }
}

function protocolOf(value: string): string {
  return URL.canParse(value) ? new URL(value).protocol : '';
}
