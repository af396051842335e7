import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lockData } from '../../scripts/ground/data-lock.ts';
import { identify } from '../../scripts/ground/process-identity.ts';

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rectiflow-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a data folder in use is refused, with who uses it and what to do', () => {
  const folder = dataFolder();
  const release = lockData(folder);
  expect(() => lockData(folder)).toThrowError(new RegExp(`process ${process.pid}.*RECTIFLOW_DATA=`));
  release();
  lockData(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a killed process does not count', async () => {
  const folder = dataFolder();
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const identity = identify(other.pid!);
  writeFileSync(join(folder, 'start.lock'), JSON.stringify(identity));
  expect(() => lockData(folder)).toThrowError(/Another instance/);
  other.kill('SIGKILL');
  await once(other, 'exit');
  lockData(folder)();
});

test('the lock of an earlier process with our number does not count', () => {
  const folder = dataFolder();
  writeFileSync(join(folder, 'start.lock'), JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));
  lockData(folder)();
});

test('a lock that is not whole does not count', () => {
  const folder = dataFolder();
  writeFileSync(join(folder, 'start.lock'), '{"pid":');
  lockData(folder)();
});
