import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** What of a service can be run without Docker. */
export interface Service {
  command: string[];
  environment: Record<string, string>;
  /** As declared: `CMD` and the words of a command. */
  healthcheck?: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  secrets?: string[];
  stop_grace_period?: string;
}

export interface Compose {
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
}

/** docker-compose.yml with the settings of deploy/settings.example, and `settings` above them, filled in. */
export function readCompose(settings: Record<string, string>): Compose {
  const lines = read('deploy/settings.example').matchAll(/^([A-Z_]+)=(.*)$/gm);
  const env = { ...Object.fromEntries([...lines].map(([, name, value]) => [name, value])), ...settings };
  const raw: unknown = parse(read('docker-compose.yml'), { merge: true });
  return mapTexts(raw, (text) => fillIn(text, env)) as Compose;
}

/** `${NAME:-default}` and `${NAME:?why}`, as compose does it. */
function fillIn(text: string, env: Record<string, string | undefined>): string {
  return text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = env[name] || (kind === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`Expected ${name} among the settings: ${rest}`);
    return value;
  });
}

/** The same value with every string in it changed. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]));
}

/** What the last stage of the Dockerfile copies from the project: files and folders. */
export function copiedIntoImage(): string[] {
  const last = read('Dockerfile')
    .split(/^FROM /m)
    .at(-1)!;
  return [...last.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources]) => sources!.split(' '));
}

/** Milliseconds of `30s`. */
export const graceOf = (service: Service): number => Number.parseInt(service.stop_grace_period!, 10) * 1000;
