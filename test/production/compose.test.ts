import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { temporalLimits } from '../../scripts/ground/temporal-limits.ts';
import { temporalServerVersion } from '../../scripts/ground/temporal-on-postgres.ts';
import { copiedIntoImage } from '../support/production-compose.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Service {
  image: string;
  restart: string;
  profiles?: string[];
  command?: string[];
  depends_on?: Record<string, { condition: string }>;
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  networks: string[];
  ports?: string[];
  secrets?: string[];
  stop_grace_period?: string;
  volumes?: string[];
}

const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  secrets: Record<string, { file: string }>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const jobs = services.filter(([, service]) => service.restart.startsWith('on-failure'));
const servers = services.filter(([, service]) => service.restart === 'unless-stopped');

describe('docker-compose.yml', () => {
  test('has every part: database, Temporal with its schema, api, worker, and the optional pages and mailbox', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'api',
      'mail',
      'migrate',
      'postgres',
      'temporal',
      'temporal-namespace',
      'temporal-schema',
      'temporal-ui',
      'worker',
    ]);
    expect(jobs.map(([name]) => name).sort()).toEqual(['migrate', 'temporal-namespace', 'temporal-schema']);
    expect(jobs.length + servers.length).toBe(services.length);
  });

  test('waits for a server to be healthy and for a job to be done', () => {
    for (const name of ['api', 'worker']) expect(compose.services[name]!.healthcheck, name).toBeDefined();
    for (const [name, service] of services) {
      for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
        const other = compose.services[needed];
        expect(other, `${name} needs ${needed}`).toBeDefined();
        const isJob = jobs.some(([job]) => job === needed);
        expect(condition, `${name} needs ${needed}`).toBe(
          isJob ? 'service_completed_successfully' : 'service_healthy',
        );
        if (!isJob) expect(other!.healthcheck, `${needed} is waited for`).toBeDefined();
      }
    }
  });

  test('brings up the api after the database, its tables, Temporal and the namespace', () => {
    const needed = (name: string): string[] => {
      const direct = Object.keys(compose.services[name]!.depends_on ?? {});
      return [...direct, ...direct.flatMap(needed)];
    };
    for (const name of ['api', 'worker']) {
      expect(new Set(needed(name))).toEqual(
        new Set(['postgres', 'migrate', 'temporal-schema', 'temporal', 'temporal-namespace']),
      );
    }
  });

  test('publishes the api, and on loopback only; databases and Temporal have no way out', () => {
    const published = services.filter(([, service]) => service.ports && !service.profiles);
    expect(published.map(([name]) => name)).toEqual(['api']);
    for (const [, service] of services) {
      for (const published of service.ports ?? []) expect(published).toContain('127.0.0.1:');
    }
    expect(compose.networks.data!.internal).toBe(true);
    for (const name of ['postgres', 'temporal']) expect(compose.services[name]!.networks).toEqual(['data']);
  });

  test('holds no secret: each comes from a file that is declared', () => {
    const declared = Object.keys(compose.secrets);
    for (const [name, service] of services) {
      for (const secret of service.secrets ?? []) expect(declared, name).toContain(secret);
      for (const [key, value] of Object.entries(service.environment ?? {})) {
        if (/PASSWORD|PWD|KEY/.test(key)) expect(value, `${name} ${key}`).toMatch(/^\/run\/secrets\//);
        expect(String(value), `${name} ${key}`).not.toMatch(/:\/\/[^/@]*:[^/@]*@/);
      }
    }
    const made = read('deploy/make-secrets.sh');
    for (const secret of declared) expect(made).toContain(secret);
  });

  test('keeps the owner of the tables away from api and worker', () => {
    for (const name of ['api', 'worker']) {
      expect(compose.services[name]!.secrets!.sort()).toEqual(['app_password', 'master_key']);
      expect(
        Object.keys(compose.services[name]!.environment!).filter((key) => key.includes('OWNER')),
      ).toEqual([]);
    }
  });

  test('gives api, worker and database the time to end in good order', () => {
    for (const name of ['api', 'worker', 'postgres', 'temporal']) {
      expect(Number.parseInt(compose.services[name]!.stop_grace_period!), name).toBeGreaterThanOrEqual(30);
    }
  });

  test('pins every image to a version, Temporal to the one that is tested here', () => {
    for (const [name, service] of services) expect(service.image, name).not.toMatch(/^[^:]+(:latest)?$/);
    expect(compose.services.temporal!.image).toBe(`temporalio/server:${temporalServerVersion}`);
    expect(compose.services['temporal-schema']!.image).toBe(
      `temporalio/admin-tools:${temporalServerVersion}`,
    );
  });

  test('mounts only files that are there', () => {
    const mounted = services
      .flatMap(([, service]) => service.volumes ?? [])
      .filter((volume) => volume.startsWith('./'));
    expect(mounted.length).toBeGreaterThan(0);
    for (const volume of mounted) expect(read(volume.split(':')[0]!)).not.toBe('');
  });

  test('explains each setting that it asks for', () => {
    const asked = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+):\?/g)].map((match) => match[1]!);
    for (const name of asked) expect(read('deploy/settings.example')).toMatch(new RegExp(`^${name}=`, 'm'));
  });
});

test("Temporal's limits are those that the benchmark and the tests run with", () => {
  const configured = parse(read('deploy/temporal-dynamic-config.yaml')) as Record<
    string,
    [{ value: number }]
  >;
  const values = Object.fromEntries(Object.entries(configured).map(([key, [{ value }]]) => [key, value]));
  expect(values).toEqual(temporalLimits);
});

describe('the image', () => {
  const stages = read('Dockerfile').split(/^FROM /m);

  test('runs as an unprivileged user, with production packages only', () => {
    expect(stages.at(-1)).toMatch(/^USER node$/m);
    expect(stages.find((stage) => stage.includes('AS packages'))).toContain('npm ci --omit=dev');
    expect(stages.at(-1)).toContain('COPY --from=packages /app/node_modules');
  });

  test('gets every file that it copies or runs while it is built', () => {
    const listed = read('.dockerignore').match(/(?<=^!).+$/gm)!;
    const run = [...read('Dockerfile').matchAll(/^RUN node (scripts\/\S+)$/gm)].map((match) => match[1]!);
    expect(run).not.toEqual([]);
    for (const path of [...copiedIntoImage(), ...run]) expect(listed).toContain(path);
  });

  test('is built from listed folders, so that no secret, data or test can slip in', () => {
    const [first, ...rest] = read('.dockerignore').trim().split('\n');
    expect(first).toBe('*');
    for (const name of ['secrets', '.env', '.data', 'test', 'node_modules', '.git'])
      expect(rest).not.toContain(`!${name}`);
  });
});
