const prime = 0x0000000001000000000000000000013bn;
const offset = 0x6c62272e07bb014262b821756295c58dn;
const mask = (1n << 128n) - 1n;

/**
 * The id of a case that is called, from its caller's id and the call: a UUID of version 8 (RFC 9562, 5.8), the same
 * whenever it is asked for. The 128-bit FNV-1a hash spreads well; nobody gains by finding two calls with the same.
 */
export function calledCaseId(caller: string, call: string): string {
  let hash = offset;
  for (const char of `${caller}/${call}`) {
    hash = ((hash ^ BigInt(char.codePointAt(0) ?? 0)) * prime) & mask;
  }
  const hex = hash.toString(16).padStart(32, '0');
  const variant = ((parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
