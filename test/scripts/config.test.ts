import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfig, readMigrationConfig } from '../../config.ts';

const enough = {
  DATABASE_URL: 'postgres://app:secret@db:5432/rectiflow',
  RECTIFLOW_MASTER_KEY_FILE: '/run/secrets/key',
};

test('a development machine needs only a database and a key', () => {
  expect(readConfig(enough)).toMatchObject({
    isProduction: false,
    listen: { host: '127.0.0.1', port: 3000 },
    publicUrl: 'http://localhost:3000',
    temporal: { address: '127.0.0.1:7233', namespace: 'default' },
    isDemonstration: false,
  });
});

test('a setting that is empty counts as not set', () => {
  expect(readConfig({ ...enough, PORT: '', SMTP_URL: '', RECTIFLOW_DEMO: '' })).toMatchObject({
    listen: { port: 3000 },
    smtpUrl: undefined,
    isDemonstration: false,
  });
});

test('all wrong settings are named at once, each with its mend', () => {
  expect(() => readConfig({ PORT: 'many', LOG_LEVEL: 'loud' })).toThrowError(
    /PORT must be a whole number from 1 to 65535[\s\S]*LOG_LEVEL must be one of/,
  );
  expect(() => readConfig({})).toThrowError(/DATABASE_URL is missing: set it to/);
});

test('the value of a setting, which may be a password, is never repeated', () => {
  expect(() => readConfig({ ...enough, SMTP_URL: 'http://user:hunter2@mail' })).toThrowError(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
  );
});

describe('production', () => {
  const production = { ...enough, NODE_ENV: 'production' };

  test('must be told its address and its mail server', () => {
    expect(() => readConfig(production)).toThrowError(/PUBLIC_URL is missing[\s\S]*SMTP_URL is missing/);
  });

  test('starts with them', () => {
    const config = readConfig({
      ...production,
      PUBLIC_URL: 'https://zhenggai.example.cn/',
      SMTP_URL: 'smtp://mail:587',
    });
    expect(config).toMatchObject({ isProduction: true, publicUrl: 'https://zhenggai.example.cn' });
  });

  test('needs a master key', () => {
    expect(() => readConfig({ ...production, RECTIFLOW_MASTER_KEY_FILE: undefined })).toThrowError(
      /RECTIFLOW_MASTER_KEY is missing/,
    );
  });
});

describe('a password in a file', () => {
  function secret(content: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'rectiflow-secret-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'password'), content);
    return join(folder, 'password');
  }

  test('is put into the URL, whatever characters it has', () => {
    const config = readConfig({
      ...enough,
      DATABASE_URL: 'postgres://app@db:5432/rectiflow',
      DATABASE_PASSWORD_FILE: secret('a/b:c@d%\n'),
    });
    expect(decodeURIComponent(new URL(config.databaseUrl).password)).toBe('a/b:c@d%');
  });

  test('that cannot be read is named', () => {
    expect(() => readConfig({ ...enough, DATABASE_PASSWORD_FILE: '/nowhere/password' })).toThrowError(
      /DATABASE_PASSWORD_FILE names \/nowhere\/password, which cannot be read \(ENOENT\)/,
    );
  });

  test('is all that a migration needs beside the owner', () => {
    const settings = {
      DATABASE_OWNER_URL: 'postgres://owner@db:5432/rectiflow',
      DATABASE_OWNER_PASSWORD_FILE: secret('owner'),
      DATABASE_PASSWORD_FILE: secret('app'),
    };
    expect(readMigrationConfig(settings)).toEqual({
      ownerUrl: 'postgres://owner:owner@db:5432/rectiflow',
      appPassword: 'app',
    });
    expect(() => readMigrationConfig({})).toThrowError(/DATABASE_OWNER_URL is missing/);
  });
});
