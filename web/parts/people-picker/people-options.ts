import type { CandidateChoice } from '../../../api/resources/work.shapes.ts';
import type { PersonChoice } from '../../../api/resources/people.shapes.ts';
import type { Label } from '../../../engine/json.ts';

/** One line of the list: a person in one of their capacities, or a post with whoever holds it. */
export interface PeopleOption {
  key: string;
  choice: CandidateChoice;
  /** Absent for a post. */
  person?: string;
  unitName: Label;
  postName: Label;
}

export const optionKey = ({ post, unit, person }: CandidateChoice) => `${person ?? ''}@${post}@${unit}`;

/**
 * A person who holds two posts is two lines, because the capacity stands in the record. The posts themselves follow,
 * each once: work given to a post stays with it when its holder changes.
 */
export function optionsOf(people: PersonChoice[], withPosts: boolean): PeopleOption[] {
  const inPerson = people.flatMap(({ person, posts }) =>
    posts.map(({ post, unit, postName, unitName }) => {
      const choice = { post, unit, person: person.person };
      return { key: optionKey(choice), choice, person: person.name, postName, unitName };
    }),
  );
  if (!withPosts) return inPerson;
  const posts = new Map<string, PeopleOption>();
  for (const { choice, postName, unitName } of inPerson) {
    const post = { post: choice.post, unit: choice.unit };
    posts.set(optionKey(post), { key: optionKey(post), choice: post, postName, unitName });
  }
  return [...inPerson, ...posts.values()];
}
