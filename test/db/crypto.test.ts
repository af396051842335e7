import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newCaseKey, open, readMasterKey, seal, unwrapCaseKey, wrapCaseKey } from '../../db/crypto.ts';
import { loadMasterKey } from '../../db/master-key.ts';

const hex = '00112233445566778899aabbccddeeff'.repeat(2);
const plain = Buffer.from('证人甲');

test('what is sealed opens again, and twice the same text gives other bytes', () => {
  const key = newCaseKey();
  const [once, twice] = [seal(key, plain, 'journal|1'), seal(key, plain, 'journal|1')];
  expect(Buffer.from(open(key, once, 'journal|1')).toString()).toBe('证人甲');
  expect(Buffer.compare(once, twice)).not.toBe(0);
});

test('sealed bytes open in no other place, under no other key, and not with any bit changed', () => {
  const key = newCaseKey();
  const sealed = seal(key, plain, 'journal|1');
  expect(() => open(key, sealed, 'journal|2')).toThrow(/do not open/);
  expect(() => open(newCaseKey(), sealed, 'journal|1')).toThrow(/do not open/);
  for (let byte = 0; byte < sealed.length; byte++) {
    const changed = Buffer.from(sealed);
    changed[byte]! ^= 1;
    expect(() => open(key, changed, 'journal|1'), `byte ${byte}`).toThrow();
  }
});

test("a case's wrapped key does not open as another case's", () => {
  const master = readMasterKey(hex);
  const wrapped = wrapCaseKey(master, 'case-1', newCaseKey());
  expect(() => unwrapCaseKey(master, 'case-2', wrapped)).toThrow();
});

test('the master key is read as hex or base64, and a wrong one is named with its length', () => {
  expect(readMasterKey(hex)).toEqual(readMasterKey(Buffer.from(hex, 'hex').toString('base64')));
  expect(() => readMasterKey('too short')).toThrow(/Expected the master key to be 32 bytes .* found \d/);
});

test('a missing key file is made once, for its owner alone; one that others can read is refused', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'rectiflow-key-')), 'master.key');
  const first = loadMasterKey({ file });
  expect(loadMasterKey({ file })).toEqual(first);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  writeFileSync(file, readFileSync(file));
  chmodSync(file, 0o644);
  expect(() => loadMasterKey({ file })).toThrow(/chmod 600/);
});
