import { CaseFault } from '../fault.ts';
import { raiseIncident } from '../incident.ts';
import type { Input } from '../input.ts';
import type { UserTaskConfig } from '../model.ts';
import type { Run } from '../run.ts';
import type { Token, WorkItem } from '../state.ts';
import { byId } from '../table.ts';
import { distinctCandidates } from './candidate.ts';
import { newTask } from './new-task.ts';
import type { Signing } from './model.ts';
import { outcomeFor } from './outcomes.ts';
import { searchPeople } from './people.ts';
import { settlePeople, type Settled } from './policies.ts';
import { openRound } from './round.ts';
import { decideStep } from './step-decision.ts';
import { seatsOf, type Seat } from './seats.ts';
import type { Candidate, Lookup, LookupPlan, PeopleAnswer, PeopleAsk } from './state.ts';

/** A user task begins: with the people whom the case knows, or when the directory has said who they are. */
export function beginStep(run: Run, token: Token): void {
  const { asks, plan, inherited } = searchPeople(run, token);
  run.byMachine('policy', () => {
    for (const { from, to } of inherited) run.emit({ kind: 'heirAsked', node: token.node, from, to });
  });
  if (asks.length > 0) return seek(run, token, { asks, plan });
  const settled = settlePeople(run, token, { plan, answers: [] });
  if (settled.kind === 'nobody') throw nobody(token);
  giveStep(run, token, { settled, asks: [], answers: [] });
}

/** The directory has answered a lookup: the step that asked begins with these people. */
export function receivePeople(run: Run, { lookup: id, answers }: Input & { kind: 'peopleFound' }): void {
  const lookup = run.state.work?.lookups.find((open) => open.id === id);
  if (!lookup) return;
  run.emit({ kind: 'peopleFound', lookup: id, node: lookup.node, answers });
  run.agenda.push({ kind: 'people', token: lookup.token, lookup, answers });
}

/** Goes on with a step whose people were looked for; without answers they are looked for anew. */
export function continueStep(run: Run, { token: id, lookup, answers }: WorkItem & { kind: 'people' }): void {
  const token = byId(run.state.tokens, id);
  if (!token) return;
  if (!lookup || !answers) return beginStep(run, token);
  const { drawnFrom, plan = { sources: [0], supervisors: [], instead: [] } } = lookup;
  if (drawnFrom) {
    const drawn = answers[0]?.[0]?.person;
    const [first] = drawnFrom;
    return give(run, token, [{ candidate: drawnFrom.find(({ person }) => person === drawn) ?? first! }]);
  }
  const settled = settlePeople(run, token, { plan, answers });
  const { asks } = lookup;
  if (settled.kind !== 'nobody') return giveStep(run, token, { settled, asks, answers });
  // Asked again, the directory may know somebody: the old answer would say the same for ever.
  const { code, texts } = nobody(token);
  raiseIncident(run, { token: id, code, texts, retry: [{ kind: 'people', token: id }] });
}

function nobody({ node }: Token): CaseFault {
  return new CaseFault('nobody', {
    zh: `${node} 没有找到任何办理岗位：请补充任职或更正数据后重试`,
    en: `Expected ${node} to be given to at least one post at a unit, but it is given to none`,
  });
}

function seek(
  run: Run,
  token: Token,
  { asks, plan, drawnFrom }: Pick<Lookup, 'asks' | 'drawnFrom'> & { plan?: LookupPlan },
): void {
  const id = run.nextId('l');
  const more = { ...(plan && { plan }), ...(drawnFrom && { drawnFrom }) };
  run.emit({ kind: 'peopleSought', lookup: { id, token: token.id, node: token.node, asks, ...more } });
  run.effect({ kind: 'findPeople', lookup: id, asks, ...(drawnFrom && { pick: 'random' as const }) });
}

interface Found {
  settled: Exclude<Settled, { kind: 'nobody' }>;
  asks: PeopleAsk[];
  answers: PeopleAnswer[];
}

/** What the policies came to, each of which is recorded as what the machine did. */
function giveStep(run: Run, token: Token, { settled, asks, answers }: Found): void {
  const config = run.node(token.node).config as Partial<UserTaskConfig>;
  const decided = settled.kind === 'decided' ? settled.verdict : undefined;
  const outcome = decided && outcomeFor(config, decided)?.key;
  run.byMachine('policy', () => {
    settled.replaced.forEach((replaced, index) => {
      const isLast = index === settled.replaced.length - 1;
      run.emit({
        kind: 'peopleReplaced',
        node: token.node,
        ...replaced,
        ...(decided && isLast && { verdict: decided, token: token.id }),
        ...(outcome !== undefined && isLast && { outcome }),
      });
    });
    if (decided)
      decideStep(run, token, { verdict: decided, variables: {}, ...(outcome !== undefined && { outcome }) });
  });
  if (settled.kind !== 'people') return;
  if (config.pick === 'random') return draw(run, token, settled.people);
  const isByName =
    config.signing?.each === 'person' || settled.replaced.some(({ policy }) => policy === 'nobody');
  const seats = isByName
    ? settled.people.map((candidate) => ({ candidate }))
    : seatsOf(settled.people, { asks, answers });
  give(run, token, seats);
}

/** One by lot: the lot is drawn outside, and recorded. */
function draw(run: Run, token: Token, people: Candidate[]): void {
  const named = people.filter((each): each is Required<Candidate> => each.person !== undefined);
  if (named.length < 2)
    return give(
      run,
      token,
      people.map((candidate) => ({ candidate })),
    );
  const persons = named.map(({ person }) => person);
  seek(run, token, { asks: [{ kind: 'persons', persons }], drawnFrom: named });
}

function give(run: Run, token: Token, seats: Seat[]): void {
  const signing = signingOf(run.node(token.node).config as Partial<UserTaskConfig>);
  if (signing) return openRound(run, token, { signing, seats });
  const candidates = seats.flatMap(({ candidate, people }) => people ?? [candidate]);
  run.emit({ kind: 'taskCreated', task: newTask(run, token, distinctCandidates(candidates)) });
}

/** A chain of heads signs in its order, also where the template says nothing of signing. */
function signingOf({ signing, people = [] }: Partial<UserTaskConfig>): Signing | undefined {
  return signing ?? (people.some(({ kind }) => kind === 'heads') ? { mode: 'sequential' } : undefined);
}
