import type { Refusal } from '../input.ts';
import { peopleNamed, postsNamed } from '../posts-at.ts';
import { variablesSeenBy } from '../variables-seen.ts';
import { standingOn } from './candidate.ts';
import type { VerbConfig } from './model.ts';
import { refusal } from './not-allowed.ts';
import type { Asking } from './turn.ts';

/**
 * Where the template names who may end the whole case or let it stand still (`rf:by`, or `offered="false"`: nobody), these may, their
 * substitutes and no others, whatever permission they hold; whom the matter names is kept out of this too. Undefined is yes, and
 * where the template says nothing. The machine does what a template says.
 */
export function refuseByTemplate(
  { model, state, actor, at = state.at }: Asking,
  config: VerbConfig | undefined,
): Refusal | undefined {
  if (!config?.by || actor.kind === 'system') return undefined;
  const variables = variablesSeenBy(state, undefined);
  const { people, posts } = model.work?.excluded ?? { people: [], posts: [] };
  const standing = standingOn(
    {
      candidates: postsNamed(config.by, variables, at),
      excludedPeople: peopleNamed(people, variables, at),
      excludedPosts: postsNamed(posts, variables, at),
    },
    actor,
  );
  if (typeof standing === 'object') return undefined;
  const { zh, en = zh } = config.because ?? (config.by.length === 0 ? forNobody : forOthers);
  return refusal('not-allowed', { zh, en });
}

const forNobody = {
  zh: '这类事项不能作此操作',
  en: 'Cases of this kind do not offer it to anybody',
};
const forOthers = {
  zh: '这类事项只有指定的岗位可以作此操作',
  en: 'In cases of this kind only the posts that it names may do this',
};
