import type { ProcessModel, UserTaskConfig } from '../model.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { compareInstants, dateOf } from '../time/index.ts';
import { nodeOf } from '../work/added-nodes.ts';
import { distinctCandidates } from '../work/candidate.ts';
import type { Candidate, PeopleAsk } from '../work/state.ts';
import type { Ahead } from './ahead.ts';
import { somebody } from './assumptions.ts';
import { certain } from './way.ts';

interface Known {
  model: ProcessModel;
  state: CaseState;
  /** What was asked of a directory that did not answer, by lookup. */
  asked: ReadonlyMap<string, PeopleAsk[]>;
}

/** The entry of a step of people that newly waits: who, and by when. */
export function aheadOf(
  { model, state, asked }: Known,
  { token, tasks, isDated }: { token: string; tasks: OpenTask[]; isDated: boolean },
): Ahead {
  const node = tasks[0]?.node ?? '';
  const known = nodeOf(model, state, node);
  const config = (known?.config ?? {}) as Partial<UserTaskConfig>;
  const round = state.work?.rounds.find((open) => open.token === token);
  const all = round
    ? round.members.map(({ candidate }) => candidate)
    : tasks.flatMap((task) => task.candidates);
  const chosen = config.people?.find((source) => source.kind === 'chosen');
  const isChosen = chosen === undefined || state.work?.choices?.[node] !== undefined;
  const asks = lookupsOf(all).flatMap((lookup) => asked.get(lookup) ?? []);
  const open = asks.filter((ask) => ask.kind !== 'persons' || !ask.persons.includes(somebody));
  const [first] = state.deadlines
    .filter((deadline) => deadline.token === token)
    .toSorted((a, b) => compareInstants(a.due, b.due));
  const rule = known?.deadlines?.find(({ key }) => key === first?.key)?.rule;
  // A date of the case stands whenever the step begins.
  const isFixed = first?.date !== undefined;
  return {
    kind: 'task',
    node,
    name: known?.name ?? { zh: node },
    ...certain,
    people: distinctCandidates(all.flatMap(nameable)),
    ...(open.length > 0 && { asks: distinctAsks(open) }),
    ...(!isChosen && { chosenBy: chosen.by }),
    ...(config.pick === 'random' && { byLot: true as const }),
    ...(round && { signing: round.signing.mode }),
    ...(isDated && { begins: state.at }),
    ...(first &&
      (isDated || isFixed) && {
        due: { date: first.dueDate, at: first.due, provisional: first.provisional },
      }),
    ...(first && !isDated && !isFixed && rule && { term: rule }),
  };
}

/** Somebody without a name is known by the post, if by anything. */
function nameable({ person, post, unit }: Candidate): Candidate[] {
  if (person !== undefined && !person.startsWith(somebody)) return [{ person, post, unit }];
  return post === '' || unit === '' ? [] : [{ post, unit }];
}

/** The lookups that people without a name stand for. */
function lookupsOf(people: Candidate[]): string[] {
  const found = people.flatMap(({ person }) =>
    person?.startsWith(somebody) ? (person.slice(somebody.length).split('-')[0] ?? []) : [],
  );
  return [...new Set(found)];
}

function distinctAsks(asks: PeopleAsk[]): PeopleAsk[] {
  return [...new Map(asks.map((ask) => [JSON.stringify(ask), ask])).values()];
}

/** What newly waits for something else than people: messages, signals, timers on the way, called cases. */
export function waitsAhead(
  state: CaseState,
  isNew: (id: string) => boolean,
): { id: string; token: string; entry: Ahead }[] {
  const nodeAt = new Map(state.tokens.map(({ id, node }) => [id, node]));
  const onTheWay = <T extends { id: string; token?: string; node: string }>(waiting: T[]) =>
    waiting.flatMap((each) =>
      each.token !== undefined && nodeAt.get(each.token) === each.node && isNew(each.id)
        ? [{ ...each, token: each.token }]
        : [],
    );
  const entry = (kind: Ahead['kind'], node: string, more: Partial<Ahead> = {}): Ahead => ({
    kind,
    node,
    name: { zh: node },
    ...certain,
    people: [],
    ...more,
  });
  return [
    ...onTheWay(state.subscriptions).flatMap(({ id, token, node, awaits }) =>
      awaits.kind === 'condition' ? [] : [{ id, token, entry: entry(awaits.kind, node) }],
    ),
    ...onTheWay(state.timers).map(({ id, token, node, due }) => ({
      id,
      token,
      entry: entry('time', node, { due: { date: dateOf(due), at: due, provisional: false } }),
    })),
    ...onTheWay(state.calls).map(({ id, token, node }) => ({ id, token, entry: entry('call', node) })),
  ];
}
