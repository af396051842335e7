import { expect, test } from 'vitest';
import { contentHash, readContent, writeContent } from '../../db/content.ts';
import { freshDatabase } from '../support/database.ts';

const { db, asOwner } = await freshDatabase();

test('content is found under the hash of its canonical JSON, whatever the order of its keys', async () => {
  const hash = await writeContent(db, 'model', { b: 1, a: { d: 2, c: 3 } });
  expect(await writeContent(db, 'model', { a: { c: 3, d: 2 }, b: 1 })).toBe(hash);
  expect(contentHash({ a: { c: 3, d: 2 }, b: 1 })).toBe(hash);
  expect(await readContent(db, hash)).toEqual({ a: { c: 3, d: 2 }, b: 1 });
});

test('content that is not what its hash says is refused by name', async () => {
  const hash = contentHash({ forged: true });
  await asOwner`insert into content values (${hash}, 'model', ${Buffer.from('{"forged":false}')})`;
  await expect(readContent(db, hash)).rejects.toThrow(
    new RegExp(`Expected content ${hash}, but what is stored`),
  );
});

test('content that is not there is named', async () => {
  await expect(readContent(db, 'f'.repeat(64))).rejects.toMatchObject({ code: 'not-found' });
});
