import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { isTaken } from '../../scripts/ground/free-port.ts';
import { explain, portTaken, requireFreeSpace, saysDiskFull } from '../../scripts/ground/trouble.ts';

test('a taken port is told with another one to take, in Chinese and in English', () => {
  expect(explain(portTaken(3000)).split('\n')).toEqual([
    '端口 3000 已被占用：请结束占用它的程序，或换一个端口：PORT=3001 npm start。',
    'Port 3000 is taken: end the program that uses it, or choose another: PORT=3001 npm start.',
  ]);
});

test('a port counts as taken while somebody listens on it', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  expect(await isTaken((server.address() as AddressInfo).port, '0.0.0.0')).toBe(true);
});

test('a disk with too little space is refused before anything is written', async () => {
  await expect(requireFreeSpace(tmpdir(), Number.MAX_SAFE_INTEGER)).rejects.toThrowError(/disk is full/);
  await requireFreeSpace(tmpdir(), 1);
});

test.each([
  'ERROR:  could not extend file "base/1/2": No space left on device',
  'database or disk is full (13)',
  "ENOSPC: no space left on device, write '/x'",
])('"%s" is a full disk', (said) => {
  expect(saysDiskFull(said)).toBe(true);
  expect(explain(new Error(said))).toMatch(/^磁盘已满.*\nThe disk is full/);
});
