import type { CaseState } from '../state.ts';
import type { Candidate, RoundMember, WorkState } from './state.ts';

/** Those who were chosen for a step, some of whom are not given it yet. */
export const chosenFor = ({ work }: Pick<CaseState, 'work'>, node: string): Candidate[] =>
  work?.choices?.[node] ?? [];

/** Whether a member of a round is still to be asked. */
export const isToBeAsked = ({ task, decision, removed }: RoundMember): boolean =>
  task === undefined && decision === undefined && !removed;

/** The steps for which somebody was chosen by name, or in which they are still to be asked among those who sign one after the other. */
export function namedAhead({ work }: Pick<CaseState, 'work'>, person: string): string[] {
  const isThem = (candidate: Candidate) => candidate.person === person;
  // What people added has begun as they added it: nothing of it is still to come.
  const isAdded = (node: string) => work?.addedNodes?.[node] !== undefined;
  const chosen = Object.entries(work?.choices ?? {}).flatMap(([node, people]) =>
    people.some(isThem) && !isAdded(node) ? [node] : [],
  );
  const seated = (work?.rounds ?? []).flatMap(({ node, members }) =>
    members.some((member) => isToBeAsked(member) && isThem(member.candidate)) ? [node] : [],
  );
  return [...new Set([...chosen, ...seated])];
}

/** The same people with another in the place of one; who is among them already is not there twice. */
export function withInstead(
  people: readonly Candidate[],
  from: string,
  to: Required<Candidate>,
): Candidate[] {
  const isThere = people.some(({ person }) => person === to.person);
  return people.flatMap((each) => (each.person !== from ? [each] : isThere ? [] : [to]));
}

/** The rounds of a step that are open. */
export const roundsOf = (work: WorkState | undefined, node: string) =>
  (work?.rounds ?? []).filter((round) => round.node === node);
