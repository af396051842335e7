import type { Moment } from '../db/work-list.ts';
import type { User } from './policy.ts';

/** The tenant's now and today: the host's, but for a demonstration whose clock was moved. */
export const momentOf = (user: User, now: Date): Moment => ({
  now: new Date(now.getTime() + user.clockOffset).toISOString(),
  today: user.today,
});
