import type { PostAtUnit } from '../model.ts';
import type { Candidate, PeopleAnswer, PeopleAsk } from './state.ts';

/** Who has one voice: a person, or whoever holds a post. `people`: of those who hold it only these, as a policy left them. */
export interface Seat {
  candidate: Candidate;
  people?: Candidate[];
}

interface Asked {
  asks: PeopleAsk[];
  answers: PeopleAnswer[];
}

/**
 * Posts stay posts, so that a new holder finds the task, also where a policy had to know who holds them now: only what a
 * policy took out is gone. A post that nobody holds keeps its seat, since others cannot speak for it: it waits to be
 * assigned. Posts of which a policy took everyone out have no seat any more.
 */
export function seatsOf(people: Candidate[], { asks, answers }: Asked): Seat[] {
  const posts = postsAsked({ asks, answers });
  const left = new Set(people.map(({ person }) => person));
  const seats: Seat[] = [];
  const placed = new Set<PostAtUnit>();
  const place = ({ post, holders }: AskedPost) => {
    if (placed.has(post)) return;
    placed.add(post);
    const rest = holders.filter(({ person }) => left.has(person));
    if (rest.length === holders.length) seats.push({ candidate: post });
    else if (rest.length > 0) seats.push({ candidate: post, people: rest });
  };
  for (const each of people) {
    const held = posts.filter(({ holders }) => holders.some(({ person }) => person === each.person));
    if (held.length === 0) seats.push({ candidate: each });
    else held.forEach(place);
  }
  posts.forEach(place);
  return seats;
}

interface AskedPost {
  post: PostAtUnit;
  holders: PeopleAnswer;
}

function postsAsked({ asks, answers }: Asked): AskedPost[] {
  return asks.flatMap((ask, index) =>
    ask.kind === 'holders'
      ? ask.posts.map((post) => ({
          post,
          holders: (answers[index] ?? []).filter(
            (each) => each.post === post.post && each.unit === post.unit,
          ),
        }))
      : [],
  );
}
