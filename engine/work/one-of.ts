import type { PostAtUnit } from '../model.ts';

/** Whether this post at a unit is one of those. */
export const isOneOf = (posts: readonly PostAtUnit[], { post, unit }: PostAtUnit): boolean =>
  posts.some((each) => each.post === post && each.unit === unit);
