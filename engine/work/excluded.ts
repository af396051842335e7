import type { PostAtUnit, UserTaskConfig } from '../model.ts';
import { postsAt, texts } from '../posts-at.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';

/** 回避: who is named by the matter itself never acts on it, in whatever capacity. */
export interface Excluded {
  /** Ids of people. */
  people: string[];
  /** Whoever holds one of these. */
  posts: PostAtUnit[];
}

const nobody: Excluded = { people: [], posts: [] };

/** Who is kept out of a step, by its own words and those of the whole case, as the data say now. */
export function excludedOf(run: Run, token: Token): Excluded {
  const { excluded: own } = run.node(token.node).config as Partial<UserTaskConfig>;
  const all = [own, run.model.work?.excluded].filter((each) => each !== undefined);
  if (all.length === 0) return nobody;
  return {
    people: [
      ...new Set(all.flatMap(({ people }) => people.flatMap((text) => texts(run.evaluate(text, token))))),
    ],
    posts: all.flatMap(({ posts }) => posts.flatMap((each) => postsAt(run, token, each))),
  };
}
