import type * as Argon2 from '@node-rs/argon2';
import { expect, test, vi } from 'vitest';

const verified: string[] = [];
vi.mock('@node-rs/argon2', async (actual) => {
  const argon2 = await actual<typeof Argon2>();
  return {
    ...argon2,
    verify(stored: string, password: string) {
      verified.push(stored);
      return argon2.verify(stored, password);
    },
  };
});

const { hashPassword, passwordFits } = await import('../../api/passwords.ts');

test('where there is no password, another is compared that costs as much, and never fits', async () => {
  const stored = await hashPassword('right');
  expect(await passwordFits(stored, 'right')).toBe(true);
  expect(await passwordFits(stored, 'wrong')).toBe(false);
  expect(await passwordFits(undefined, 'right')).toBe(false);
  const costs = verified.map((hash) => hash.split('$').slice(0, 4).join('$'));
  expect(costs).toEqual(Array(3).fill('$argon2id$v=19$m=19456,t=2,p=1'));
});
