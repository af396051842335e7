/** Wrong passwords in a row before the login is locked, whether an account has it or not. */
export const freeAttempts = 5;

/**
 * How long a login is locked after so many failures in a row: one minute at the fifth, doubling with each further
 * one, at most a day. A lock-out grows instead of lasting for ever, or anyone could shut out anyone by name.
 */
export function lockedForMilliseconds(failures: number): number {
  if (failures < freeAttempts) return 0;
  const minute = 60_000;
  return Math.min(minute * 2 ** (failures - freeAttempts), 24 * 60 * minute);
}
