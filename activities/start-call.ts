/**
 * Opens the case that a call activity calls, or that a ladder starts: once, however often it is asked (the same call reserves the
 * same case), and with exactly what was decided the first time, though a newer version may be published in between.
 */
import { currentCalendar } from '../db/calendars.ts';
import { findCase } from '../db/case-list.ts';
import { strictAmong } from '../db/unseen-cases.ts';
import { clockOffset } from '../db/clock.ts';
import { inScope, system, type Db, type Tx } from '../db/connection.ts';
import type { Keys } from '../db/keys.ts';
import { listUnits } from '../db/organisation.ts';
import { callsOpenedBy, moveOpening, openingPayload, reserveOpeningIn } from '../db/openings.ts';
import { findTemplate, findVersion, latestVersion } from '../db/templates.ts';
import type { StartInput } from '../engine/input.ts';
import type { JsonObject, Label } from '../engine/json.ts';
import { addMilliseconds } from '../engine/time/instant.ts';
import { AppError } from '../errors.ts';

/** As `CallRequest` of workflows/contract.ts. */
export interface CallRequest {
  tenant: string;
  parent: { caseId: string; call: string };
  caseId: string;
  calledElement: string;
  binding: 'latest' | { version: number };
  message?: string;
  title?: string;
  variables: JsonObject;
  clockOffset: number;
  isDemonstration?: boolean;
}

/** What the workflow of a case is started with. */
export interface CaseStart {
  input: { isDemonstration: boolean; start: StartInput };
  /** Hashes of the model and the calendar. */
  content: { model: string; calendar: string };
}

/** As `OpenCaseRequest` of workflows/contract.ts. */
export interface OpenCaseRequest {
  tenant: string;
  from: string;
  link: string;
  caseId: string;
  template: string;
  variables: JsonObject;
  clockOffset: number;
  isDemonstration?: boolean;
}

export interface CallWorld {
  db: Db;
  keys: Keys;
  /** Starts the workflow; safe to repeat. */
  startCase(start: CaseStart): Promise<unknown>;
  titleOf: CalledCaseTitle;
  unitsOf: CalledCaseUnits;
  now(): Date;
}

/** Who takes part in a called case by its own template's rules; empty where it has none. `at`: ISO instant of its start. */
export type CalledCaseUnits = (
  version: { settings: JsonObject },
  variables: JsonObject,
  at: string,
) => { unit: string; role: string }[];

/** What a called case is named by its own template's rule, where it has one; `units`: their names by id. */
export type CalledCaseTitle = (
  version: { settings: JsonObject; forms: JsonObject },
  variables: JsonObject,
  units: ReadonlyMap<string, Label>,
) => string | undefined;

export const startCall = (request: CallRequest, world: CallWorld): Promise<void> =>
  open(
    {
      ...request,
      from: request.parent.caseId,
      key: request.parent.call,
      template: request.calledElement,
      openedBy: 'call',
    },
    world,
  );

/** A case that goes its own way: nobody waits for its end, and it is linked to the one that asked for it. */
export const openLinkedCase = (request: OpenCaseRequest, world: CallWorld): Promise<void> =>
  open({ ...request, key: request.caseId, binding: 'latest', openedBy: 'ladder' }, world);

interface Wanted {
  tenant: string;
  /** The case that asks, and under which key it asks for this one. */
  from: string;
  key: string;
  openedBy: 'call' | 'ladder';
  caseId: string;
  template: string;
  binding: 'latest' | { version: number };
  message?: string;
  title?: string;
  parent?: { caseId: string; call: string };
  link?: string;
  variables: JsonObject;
  clockOffset: number;
  isDemonstration?: boolean;
}

async function open(wanted: Wanted, world: CallWorld): Promise<void> {
  const { db, keys, startCase, now } = world;
  const { tenant, caseId, from, template } = wanted;
  const start = await inScope(db, system(tenant, { locksCase: from }), async (tx) => {
    const decided = await decide(tx, wanted, world);
    const { how, status } = await reserveOpeningIn(tx, keys, {
      caseId,
      tenant,
      template,
      // Both kinds count as calls of the case: their numbers follow each other.
      idempotencyKey: `call:${from}:${wanted.key}`,
      itemKey: null,
      openedBy: 'system:call',
      at: now().toISOString(),
      status: 'starting',
      ...decided,
    });
    if (how === 'new') return decided.payload;
    return status === 'confirmed' ? undefined : (await openingPayload<CaseStart>(tx, keys, caseId)).payload;
  });
  if (!start) return;
  // When this fails the opening stays `starting`, and the activity's next attempt starts the very same case.
  await startCase(start);
  await inScope(db, system(tenant), (tx) =>
    moveOpening(tx, caseId, { status: 'confirmed', at: now().toISOString() }),
  );
}

/**
 * Numbered after the case that asks. Its units are those of its own template's rules, and whoever is responsible for the case that asks;
 * without such rules it is for the same units as that one. Its title is what somebody named it, else its own: only where its template has no rule for one, that of the case that asks, whose matter a strict one keeps to itself.
 */
async function decide(
  tx: Tx,
  wanted: Wanted,
  { now, titleOf, unitsOf }: Pick<CallWorld, 'now' | 'titleOf' | 'unitsOf'>,
): Promise<{ templateVersion: number; payload: CaseStart }> {
  const { tenant, parent, caseId, from, template: key, binding, link } = wanted;
  const template = await findTemplate(tx, key);
  const version =
    binding === 'latest' ? await latestVersion(tx, key) : await findVersion(tx, key, binding.version);
  if (!template || !version) {
    const what = binding === 'latest' ? 'a published version' : `version ${binding.version}`;
    throw new AppError('not-found', `Expected ${what} of template '${key}', but there is none`);
  }
  const calendar = await currentCalendar(tx);
  if (!calendar)
    throw new AppError('temporarily-unavailable', 'Expected a working calendar, but none is published');
  const caller = await findCase(tx, from);
  if (!caller) throw new AppError('temporarily-unavailable', `Expected case ${from} in the read model`);
  const ordinal = (await callsOpenedBy(tx, from)) + 1;
  const units = new Map((await listUnits(tx)).map(({ id, names }) => [id, names]));
  const own = wanted.title ?? titleOf(version, wanted.variables, units);
  const isStrict = (await strictAmong(tx, [from])).length > 0;
  const inherited = isStrict ? template.names.zh : `${template.names.zh}：${caller.title}`;
  const at = addMilliseconds(now().toISOString(), wanted.clockOffset);
  const start: StartInput = {
    at,
    actor: { kind: 'system', name: wanted.openedBy },
    case: {
      caseId,
      tenant,
      templateKey: key,
      templateVersion: version.version,
      number: `${caller.number}-${ordinal}`,
      title: own ?? inherited,
      units: unitsBeside(caller.units, unitsOf(version, wanted.variables, at)),
      ...(parent && { parent }),
      ...(link !== undefined && { links: [{ caseId: from, kind: link }] }),
    },
    variables: wanted.variables,
    clockOffset: wanted.clockOffset,
    ...(wanted.message !== undefined && { trigger: { kind: 'message', message: wanted.message } }),
  };
  // A county whose clock was never moved has no row there: only the case that asks knows it for a demonstration.
  const isDemonstration = wanted.isDemonstration ?? (await clockOffset(tx)) !== undefined;
  return {
    templateVersion: version.version,
    payload: {
      input: { isDemonstration, start },
      content: { model: version.model, calendar: calendar.hash },
    },
  };
}

function unitsBeside(
  callers: readonly { unit: string; role: string }[],
  own: readonly { unit: string; role: string }[],
): { unit: string; role: string }[] {
  if (own.length === 0) return [...callers];
  const asking = callers.filter(
    ({ unit, role }) => role === 'responsible' && !own.some((party) => party.unit === unit),
  );
  return [...own, ...asking.map(({ unit }) => ({ unit, role: 'caller' }))];
}
