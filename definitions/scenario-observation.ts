import type { EngineEvent } from '../engine/event.ts';
import type { Json } from '../engine/json.ts';
import type { CaseState } from '../engine/state.ts';
import type { Deadline } from '../engine/clock/state.ts';
import { fromEpochMs } from '../engine/time/index.ts';
import { nameOf, writtenAs } from './scenario-directory.ts';
import type { Expectation } from './scenario-shape.ts';

/** The same things as an expectation names, as they are in the case; lists that are sets are sorted. */
export function observe(
  expected: Expectation,
  { state, events }: { state: CaseState; events: EngineEvent[] },
): { [K in keyof Expectation]-?: Json } {
  const { deadlines, tasks, work } = state;
  const root = state.scopes.find(({ parent }) => parent === undefined);
  const running = (key: string) => deadlines.find((deadline) => deadline.key === key);
  const history = ladderHistory(events);
  const at = (node: string) => tasks.filter((task) => task.node === node);
  const written = (wanted: typeof tasks) =>
    wanted.flatMap(({ candidates }) => candidates.map(writtenAs)).toSorted();
  return {
    status: state.status,
    outcome: state.outcome ?? '',
    tasks: tasks.map(({ node }) => node).toSorted(),
    candidates: pick(expected.candidates, (node) => (at(node)[0]?.candidates ?? []).map(nameOf).toSorted()),
    handlers: pick(expected.handlers, (node) => written(at(node).filter(({ waits }) => waits === undefined))),
    waiting: pick(expected.waiting, (node) => written(at(node).filter(({ waits }) => waits !== undefined))),
    rounds: pick(expected.rounds, (node, wanted) => {
      const last = events.findLast((event) => event.kind === 'roundClosed' && event.node === node);
      return last === undefined ? null : same(wanted, last as unknown as Record<string, Json>);
    }),
    timers: pick(expected.timers, (node) => state.timers.find((timer) => timer.node === node)?.due ?? null),
    dueDates: pick(expected.dueDates, (key) => running(key)?.dueDate ?? null),
    originalDueDates: pick(expected.originalDueDates, (key) => running(key)?.originalDueDate ?? null),
    deadlines: pick(expected.deadlines, (key, wanted) => {
      const deadline = running(key);
      if (!deadline) return null;
      return same(wanted ?? { dueDate: '' }, seen(deadline, history.colours.get(deadline.id)));
    }),
    ladder: pick(expected.ladder, (key) => history.reached.get(key) ?? []),
    told: pick(expected.told, (name) => history.told.get(name) ?? []),
    documents: pick(expected.documents, (name) => history.documents.get(name) ?? null),
    acted: pick(expected.acted, (name) => history.acted.get(name) ?? null),
    opened: [],
    requests: (state.clockRequests ?? [])
      .map(({ deadline, what }) => `${history.keys.get(deadline) ?? deadline} ${what}`)
      .toSorted(),
    copies: (work?.copies ?? []).map(({ to }) => writtenAs(to)).toSorted(),
    questions: (work?.questions ?? []).map(({ to }) => writtenAs(to)).toSorted(),
    suspended: work?.suspended !== undefined,
    calls: state.calls.map(({ node }) => node).toSorted(),
    sent: events.flatMap((event) => (event.kind === 'messageSent' ? [event.message] : [])),
    variables: pick(expected.variables, (name) => root?.variables[name] ?? null),
    incidents: state.incidents.map(({ code }) => code),
  };
}

/** What the expectation says, in the order in which it is compared: tasks and people are sets, steps of a ladder are not. */
export function inOrder(what: string, value: Json): Json {
  if (sets.has(what)) return (value as string[]).toSorted();
  if (what === 'timers') {
    return Object.fromEntries(
      Object.entries(value as Record<string, string>).map(([node, at]) => [
        node,
        fromEpochMs(Date.parse(at)),
      ]),
    );
  }
  if (!setsByName.has(what)) return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, string[]>).map(([key, list]) => [key, list.toSorted()]),
  );
}

const sets = new Set(['tasks', 'requests', 'copies', 'questions', 'calls']);
const setsByName = new Set(['candidates', 'handlers', 'waiting', 'told']);

function pick<T>(names: Record<string, T> | undefined, find: (name: string, wanted: T) => Json): Json {
  return Object.fromEntries(Object.entries(names ?? {}).map(([name, wanted]) => [name, find(name, wanted)]));
}

/** Of `found`, what `wanted` names. */
function same(wanted: object, found: Record<string, Json>): Json {
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, found[name] ?? null]));
}

function seen(deadline: Deadline, colour: string | undefined): Record<string, Json> {
  const { dueDate, originalDueDate, provisional, passed, extensions, cycle = 1, suspended } = deadline;
  return {
    dueDate,
    originalDueDate,
    provisional,
    passed,
    extensions,
    cycle,
    suspended: suspended?.why ?? null,
    colour: colour ?? null,
  };
}

/** What the ladders did so far; steps by `deadline/step`. */
function ladderHistory(events: EngineEvent[]) {
  const keys = new Map<string, string>();
  const reached = new Map<string, string[]>();
  const told = new Map<string, string[]>();
  const documents = new Map<string, string>();
  const acted = new Map<string, string>();
  const colours = new Map<string, string>();
  for (const event of events) {
    if (event.kind === 'deadlineSet') keys.set(event.deadline.id, event.deadline.key);
    if (!('deadline' in event) || typeof event.deadline !== 'string') continue;
    const key = keys.get(event.deadline) ?? event.deadline;
    if (event.kind === 'deadlineStepReached') {
      reached.set(key, [...(reached.get(key) ?? []), event.step.key]);
      told.set(`${key}/${event.step.key}`, event.tell.map(nameOf).toSorted());
      if (event.step.colour) colours.set(event.deadline, event.step.colour);
    }
    if (event.kind === 'documentDue') documents.set(`${key}/${event.step}`, event.document);
    if (event.kind === 'ladderActed') acted.set(`${key}/${event.step}`, event.did);
  }
  return { keys, reached, told, documents, acted, colours };
}
