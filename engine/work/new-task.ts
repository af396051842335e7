import { postsAt } from '../posts-at.ts';
import type { Run } from '../run.ts';
import type { OpenTask, Token } from '../state.ts';
import { excludedOf } from './excluded.ts';
import { initiatorsOf } from './heirs.ts';
import { keptOutOf } from './memory.ts';
import { configOf, noQuorum } from './outcomes.ts';
import type { Candidate } from './state.ts';

/** A task of a step for these candidates: whoever of them acts first does it. */
export function newTask(run: Run, token: Token, candidates: Candidate[]): OpenTask {
  const { form, stage, outcomes = [], excludedUnits = [], policies = {} } = configOf(run, token);
  const { people, posts: excludedPosts } = excludedOf(run, token);
  // Who may not pass their own request may not do so in the place of whoever does it either.
  const initiators = (policies.whenInitiator ?? 'self') === 'self' ? [] : initiatorsOf(run.state.work);
  const excludedPeople = [...new Set([...keptOutOf(policies, run.state.work), ...people, ...initiators])];
  const excluded = excludedUnits.flatMap((unit) => postsAt(run, token, { post: 'any', unit }));
  // No diagram names it: the task brings its own name for whoever reads the tasks alone.
  const isAdded = run.state.work?.addedNodes?.[token.node] !== undefined;
  const returned = run.state.trail?.returned?.[token.id];
  return {
    id: run.nextId('t'),
    token: token.id,
    node: token.node,
    createdAt: run.at,
    candidates,
    excludedUnits: excluded.map(({ unit }) => unit),
    ...(excludedPeople.length > 0 && { excludedPeople }),
    ...(excludedPosts.length > 0 && { excludedPosts }),
    ...(form !== undefined && { form }),
    ...(stage !== undefined && { stage }),
    outcomes: outcomes.map(({ key }) => key).filter((key) => key !== noQuorum),
    generation: 1,
    ...(returned && { returned }),
    ...(isAdded && { added: { name: run.node(token.node).name, by: '', kind: 'task' as const } }),
  };
}
