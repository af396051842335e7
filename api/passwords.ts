import { hash, verify } from '@node-rs/argon2';

/**
 * argon2id with the second recommended option of RFC 9106 made lighter as OWASP's Password Storage Cheat Sheet allows:
 * 19 MiB, 2 passes, 1 lane. About 20 ms on a server's core, which two cores can bear at the log-in rate limit.
 * The parameters stand in each hash, so raising them here touches new passwords only.
 */
/** `Algorithm.Argon2id`: an ambient const enum that single-file compilation cannot read. */
const argon2id = 2;
const parameters = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 };

export const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize('NFC'), parameters);

/** Hash of a random password nobody knows: an unknown login costs the same time as a wrong password. */
let nobody: Promise<string> | undefined;

/** True when it fits. With `stored` undefined it takes as long and is false. */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(crypto.randomUUID());
  const fits = await verify(stored ?? (await nobody), password.normalize('NFC'));
  return stored !== undefined && fits;
}
