import type { EngineEvent } from '../event.ts';
import type { Json } from '../json.ts';
import type { CaseState } from '../state.ts';
import { byId } from '../table.ts';
import type { Change, SidePart } from './state.ts';

/** What hangs on steps without belonging to a token: rounds, choices, who did what. Changed by other subjects' rules. */
const parts: SidePart[] = [
  ...(['handlers', 'handlersIn', 'choices', 'urged', 'rounds', 'lookups', 'questions'] as const),
  'clockRequests',
  'endedClocks',
];

/** Events after which something in these parts may be different. */
const changing = new Set<EngineEvent['kind']>([
  ...(['taskCompleted', 'taskCancelled', 'taskChanged', 'signerRemoved'] as const),
  ...(['roundOpened', 'roundClosed', 'roundMemberAdded', 'roundMemberRemoved'] as const),
  ...([
    'peopleSought',
    'peopleFound',
    'peopleReplaced',
    'taskCreated',
    'peopleChosen',
    'asked',
    'answered',
    'urged',
  ] as const),
  ...(['scopeOpened', 'scopeClosed', 'elementCompleted', 'elementCancelled', 'tokensConsumed'] as const),
  ...(['deadlineClosed', 'clockRequested', 'clockRequestDecided'] as const),
]);

type Entries = Map<string, string>;

/** How these parts are before an event that may change them; called after it, the answer says what it changed. */
export function watchSides(
  state: CaseState,
  event: EngineEvent,
): ((after: CaseState) => Change[]) | undefined {
  if (!changing.has(event.kind)) return undefined;
  const concerned = concernedBy(state, event);
  const before = parts.map((part) => entriesOf(state, part, concerned));
  const passed = state.work?.passed?.map((entry) => JSON.stringify(entry));
  return (after) => [
    ...parts.flatMap((part, index) => changesOf(part, before[index], entriesOf(after, part, concerned))),
    ...passedSince(passed, after),
  ];
}

function changesOf(part: SidePart, before: Entries | undefined, after: Entries | undefined): Change[] {
  const isFirst = before === undefined;
  const keys = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
  return keys.flatMap((key): Change[] => {
    const was = before?.get(key);
    if (was === after?.get(key)) return [];
    return [{ of: 'side', part, key, before: was === undefined ? null : (JSON.parse(was) as Json), isFirst }];
  });
}

function passedSince(before: string[] | undefined, { work }: CaseState): Change[] {
  const added = (work?.passed ?? []).slice(before?.length ?? 0);
  return added.length === 0 ? [] : [{ of: 'passed', added, isFirst: before === undefined }];
}

/** Tokens, and ids of rounds and lookups, that an event may concern: a case may have very many of the others. */
function concernedBy({ tasks }: CaseState, event: EngineEvent): Set<string | undefined> {
  const found = new Set<string | undefined>();
  if ('tokens' in event) for (const token of event.tokens) found.add(token);
  if ('token' in event && typeof event.token === 'string') found.add(event.token);
  if ('task' in event)
    found.add(typeof event.task === 'object' ? event.task.token : byId(tasks, event.task ?? '')?.token);
  if ('round' in event) found.add(typeof event.round === 'object' ? event.round.id : event.round);
  if ('lookup' in event) found.add(typeof event.lookup === 'object' ? event.lookup.id : event.lookup);
  return found;
}

function entriesOf(
  state: CaseState,
  part: SidePart,
  concerned: Set<string | undefined>,
): Entries | undefined {
  const found = partOf(state, part);
  if (found === undefined) return undefined;
  const entries = Array.isArray(found)
    ? (found as { id: string; token?: string }[])
        .filter(({ id, token }) => token === undefined || concerned.has(token) || concerned.has(id))
        .map((each) => [each.id, each] as const)
    : Object.entries(found);
  return new Map(entries.map(([key, value]) => [key, JSON.stringify(value)]));
}

function partOf(state: CaseState, part: SidePart): object | undefined {
  if (part === 'clockRequests') return state.clockRequests;
  return part === 'endedClocks' ? state.clocks?.ended : state.work?.[part];
}
