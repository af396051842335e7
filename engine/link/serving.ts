import { evaluate } from '../feel.ts';
import type { Actor } from '../input.ts';
import type { Json, JsonObject } from '../json.ts';
import type { ProcessModel, UserTaskConfig } from '../model.ts';
import type { CaseState, OpenTask } from '../state.ts';
import { byId } from '../table.ts';
import { compareInstants, dueFrom, type WorkingCalendar } from '../time/index.ts';
import { variablesSeenBy } from '../variables-seen.ts';
import type { LinkConfig } from './config.ts';
import type { OneTimeLink, Signer } from './state.ts';

/** Recorded as who did what was done over a link: no person of the county's. */
export const agencyActor = { kind: 'system', name: 'oneTimeLink' } satisfies Actor;

interface Asking {
  model: ProcessModel;
  state: CaseState;
  /** ISO instant. */
  at: string;
}

export const linkConfigOf = (model: ProcessModel, node: string): LinkConfig | undefined =>
  (model.nodes[node]?.config as Partial<UserTaskConfig> | undefined)?.link;

/** The agency that may do this task over a link; undefined where there is none, or others must decide with it. */
export function agencyOf({ model, state, at }: Asking, task: OpenTask): string | undefined {
  const config = linkConfigOf(model, task.node);
  if (!config || task.round !== undefined || task.addedTo !== undefined) return undefined;
  const unit = lenient(() => evaluate(config.unit, variablesSeenBy(state, task.token), at));
  if (typeof unit !== 'string' || unit === '' || task.excludedUnits.includes(unit)) return undefined;
  return unit;
}

/** What cannot be evaluated offers no link, and breaks no page. */
function lenient(read: () => Json): Json {
  try {
    return read();
  } catch {
    return null;
  }
}

/** The scope in which a task's delivery is. */
export const deliveryOf = (state: CaseState, task: OpenTask): string =>
  byId(state.tokens, task.token)?.scope ?? '';

/** The step that the link is for now; undefined while the agency has none to do. */
export const taskOfLink = (asking: Asking, link: OneTimeLink): OpenTask | undefined =>
  asking.state.tasks.find((task) => serves(asking, link, task));

export const serves = (asking: Asking, link: OneTimeLink, task: OpenTask): boolean =>
  deliveryOf(asking.state, task) === link.scope && agencyOf(asking, task) === link.unit;

/** Whether it can be used: neither revoked nor over. Whether there is something to do is another question. */
export const isValid = ({ revokedAt, expiresAt }: OneTimeLink, at: string): boolean =>
  revokedAt === undefined && compareInstants(at, expiresAt) < 0;

/** The first instant at which a link that is made now is over. */
export function expiryOf(
  { state, at }: Pick<Asking, 'state' | 'at'>,
  { deadline, longest }: LinkConfig,
  calendar: WorkingCalendar,
): string {
  const rule = { ...longest, rollForward: false, endOfDay: 'midnight' as const, basis: '' };
  const { due: latest } = dueFrom(rule, at, calendar);
  const running = state.deadlines.find(({ key, due }) => key === deadline && compareInstants(at, due) < 0);
  return running && compareInstants(running.due, latest) < 0 ? running.due : latest;
}

/** What the step's fields are filled with from what the signer says. */
export function filledBy({ fills }: LinkConfig, signer: Signer, at: string): JsonObject {
  return Object.fromEntries(
    fills.map(({ field, from }) => [field, from === 'at' ? at : signer[from].trim()]),
  );
}
