import type { UserTaskConfig } from '../model.ts';
import { postsAt } from '../posts-at.ts';
import type { Run } from '../run.ts';
import type { Token } from '../state.ts';
import { distinctCandidates } from './candidate.ts';
import { excludedOf } from './excluded.ts';
import { initiatorsOf } from './heirs.ts';
import { keptOutOf } from './memory.ts';
import { isOneOf } from './one-of.ts';
import { stepsBefore } from './previous.ts';
import type { Candidate, LookupPlan, PeopleAnswer } from './state.ts';

/** What a policy did about the people of a step; recorded as the machine's. */
export interface Replaced {
  policy: 'nobody' | 'initiator' | 'repeated';
  did: string;
  people: Candidate[];
}

/** Who does a step in the end, or how it ends without anybody; `nobody`: somebody must look. */
export type Settled = { replaced: Replaced[] } & (
  | { kind: 'people'; people: Candidate[] }
  | { kind: 'decided'; verdict: 'pass' | 'reject' }
  | { kind: 'nobody' }
);

interface Found {
  plan: LookupPlan;
  answers: PeopleAnswer[];
}

/**
 * The template's policies over the people who were found, one after the other: nobody is there, the initiator is among
 * them, somebody comes again. Who belongs to an excluded unit, took part in what the step reviews, or is
 * named as kept out, is not asked.
 */
export function settlePeople(run: Run, token: Token, { plan, answers }: Found): Settled {
  const config = run.node(token.node).config as Partial<UserTaskConfig>;
  const excluded = (config.excludedUnits ?? [])
    .flatMap((unit) => postsAt(run, token, { post: 'any', unit }))
    .map(({ unit }) => unit);
  const named = excludedOf(run, token);
  const holdOut = (plan.excluded ?? []).flatMap((ask) => answers[ask] ?? []).map(({ person }) => person);
  const keptOut = [...keptOutOf(config.policies ?? {}, run.state.work), ...named.people, ...holdOut];
  const allowed = (people: Candidate[]) =>
    distinctCandidates(people).filter(
      ({ person, post, unit }) =>
        !isOneOf(named.posts, { post, unit }) &&
        (person === undefined || (!excluded.includes(unit) && !keptOut.includes(person))),
    );
  const answered = (asks: number[]) => allowed(asks.flatMap((ask) => answers[ask] ?? []));
  const found = allowed(
    plan.sources.flatMap((source): Candidate[] => (Array.isArray(source) ? source : (answers[source] ?? []))),
  );
  const step = { run, token, config, replaced: [] };
  const someone =
    found.length > 0
      ? peopleOf(found, [])
      : whenNobody(step, { supervisors: answered(plan.supervisors), allowed });
  const others = whenInitiator(step, someone, answered(plan.instead));
  return whenRepeated(step, others);
}

interface Step {
  run: Run;
  token: Token;
  config: Partial<UserTaskConfig>;
}

const peopleOf = (people: Candidate[], replaced: Replaced[]): Settled => ({
  kind: 'people',
  people,
  replaced,
});

interface Instead {
  supervisors: Candidate[];
  allowed(people: Candidate[]): Candidate[];
}

function whenNobody({ run, token, config }: Step, { supervisors, allowed }: Instead): Settled {
  const { whenNobody: policy = 'supervisor' } = config.policies ?? {};
  const did = (what: string, people: Candidate[]): Replaced[] => [{ policy: 'nobody', did: what, people }];
  if (policy === 'pass' || policy === 'reject')
    return { kind: 'decided', verdict: policy, replaced: did(policy, []) };
  if (policy === 'incident') return { kind: 'nobody', replaced: [] };
  const [what, instead] =
    policy === 'supervisor'
      ? (['supervisor', supervisors] as const)
      : (['posts', allowed(policy.posts.flatMap((post) => postsAt(run, token, post)))] as const);
  return instead.length > 0 ? peopleOf(instead, did(what, instead)) : { kind: 'nobody', replaced: [] };
}

/** Passing one's own request is skipped, or somebody above does it. With no head there is nobody to ask, and it passes. */
function whenInitiator({ run, config }: Step, before: Settled, above: Candidate[]): Settled {
  const { whenInitiator: policy = 'self' } = config.policies ?? {};
  const initiators = initiatorsOf(run.state.work);
  const isTheirs = ({ person }: Candidate) => person !== undefined && initiators.has(person);
  if (before.kind !== 'people' || policy === 'self' || initiators.size === 0) return before;
  const rest = before.people.filter((each) => !isTheirs(each));
  if (rest.length === before.people.length) return before;
  const instead = policy === 'skip' ? [] : above.filter((each) => !isTheirs(each)).slice(0, 1);
  if (policy === 'superior' && instead.length === 0 && rest.length === 0)
    return { kind: 'nobody', replaced: before.replaced };
  const people = distinctCandidates([...instead, ...rest]);
  const replaced = [...before.replaced, { policy: 'initiator', did: policy, people } as const];
  return people.length > 0 ? peopleOf(people, replaced) : { kind: 'decided', verdict: 'pass', replaced };
}

/** Who agreed before need not agree again. After a return everybody decides anew. */
function whenRepeated({ run, token, config }: Step, before: Settled): Settled {
  const { whenRepeated: policy = 'again' } = config.policies ?? {};
  const { passed = [] } = run.state.work ?? {};
  const isRedone = run.state.trail?.wasReturned === true;
  if (before.kind !== 'people' || policy === 'again' || isRedone) return before;
  const near = policy === 'consecutive' ? new Set(stepsBefore(run.model, token.node)) : undefined;
  const agreed = new Set(passed.filter(({ node }) => near?.has(node) ?? true).map(({ person }) => person));
  const rest = before.people.filter(({ person }) => person === undefined || !agreed.has(person));
  if (rest.length === before.people.length) return before;
  const gone = before.people.filter((each) => !rest.includes(each));
  const replaced = [
    ...before.replaced,
    { policy: 'repeated', did: policy, people: rest.length > 0 ? rest : gone } as const,
  ];
  return rest.length > 0 ? peopleOf(rest, replaced) : { kind: 'decided', verdict: 'pass', replaced };
}
