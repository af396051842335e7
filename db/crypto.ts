/**
 * Encryption of what is personal: a random key for each case (AES-256-GCM), wrapped by the deployment's master key.
 * Destroying a case's key erases its journal and its Temporal history, while the hashes over the ciphertext still verify.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  randomFillSync,
  type KeyObject,
} from 'node:crypto';
import { invariant } from '../errors.ts';

/** 32 bytes. Opaque, so that a case's key cannot be taken for the master key. */
export interface MasterKey {
  readonly kind: 'master';
  readonly bytes: Uint8Array;
}
export interface CaseKey {
  readonly kind: 'case';
  readonly bytes: Uint8Array;
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
/** First byte of everything sealed: another algorithm (SM4-GCM) gets another number. */
const aes256Gcm = 1;

/** The master key as configuration holds it: 64 hex digits, or base64. */
export function readMasterKey(text: string): MasterKey {
  const trimmed = text.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(trimmed)
    ? Buffer.from(trimmed, 'hex')
    : Buffer.from(trimmed, 'base64');
  if (bytes.length !== keyBytes) {
    throw new Error(
      `Expected the master key to be ${keyBytes} bytes in hex or base64, found ${bytes.length}: make one with \`openssl rand -base64 32\``,
    );
  }
  return { kind: 'master', bytes };
}

export const newCaseKey = (): CaseKey => ({ kind: 'case', bytes: randomBytes(keyBytes) });

/** The case's id is bound in: a wrapped key moved to another case's row does not open. */
export const wrapCaseKey = (master: MasterKey, caseId: string, key: CaseKey): Uint8Array =>
  sealWith(master.bytes, key.bytes, `case_key|${caseId}`);

export function unwrapCaseKey(master: MasterKey, caseId: string, wrapped: Uint8Array): CaseKey {
  return { kind: 'case', bytes: openWith(master.bytes, wrapped, `case_key|${caseId}`) };
}

/** `place` says where the result is kept (table, case, row): sealed bytes moved elsewhere do not open. */
export const seal = (key: CaseKey, plain: Uint8Array, place: string): Uint8Array =>
  sealWith(key.bytes, plain, place);

/** Throws when the bytes were changed, moved, or sealed under another key. */
export const open = (key: CaseKey, sealed: Uint8Array, place: string): Uint8Array =>
  openWith(key.bytes, sealed, place);

/** HMAC-SHA256 (32 bytes) under a key made of the master key for this purpose alone: tells whether two texts are one, and no more. */
export function keyedHash(master: MasterKey, purpose: string, text: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', master.bytes, '', purpose, keyBytes));
  return createHmac('sha256', key).update(text).digest();
}

/** Made once for a key: from plain bytes Node would make it at each call, which takes longer than sealing an event. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>();

function prepared(key: Uint8Array): KeyObject {
  let object = keyObjects.get(key);
  if (!object) keyObjects.set(key, (object = createSecretKey(key)));
  return object;
}

/** Random bytes are drawn for many nonces at once: drawing them one by one took as long as the encryption. */
const drawn = Buffer.alloc(nonceBytes * 512);
let used = drawn.length;

function nextNonce(): Uint8Array {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  return drawn.subarray(used, (used += nonceBytes));
}

/** algorithm (1 byte) ‖ nonce (12, random) ‖ ciphertext ‖ tag (16). */
function sealWith(key: Uint8Array, plain: Uint8Array, place: string): Uint8Array {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', prepared(key), nonce);
  cipher.setAAD(Buffer.from(place));
  return Buffer.concat([
    Buffer.of(aes256Gcm),
    nonce,
    cipher.update(plain),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
}

function openWith(key: Uint8Array, sealed: Uint8Array, place: string): Uint8Array {
  invariant(
    sealed[0] === aes256Gcm,
    `Expected bytes sealed by algorithm ${aes256Gcm}, found ${sealed[0]} (${place})`,
  );
  const decipher = createDecipheriv('aes-256-gcm', prepared(key), sealed.subarray(1, 1 + nonceBytes));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    const body = sealed.subarray(1 + nonceBytes, sealed.length - tagBytes);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch (cause) {
    throw new Error(`Expected bytes sealed for ${place} under this key, but they do not open`, { cause });
  }
}
