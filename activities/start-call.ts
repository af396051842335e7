/**
 * Opens the case that a call activity calls: once, however often it is asked (the same call reserves the same case), and with
 * exactly what was decided the first time, though a newer version may be published in between.
 */
import { currentCalendar } from '../db/calendars.ts';
import { findCase } from '../db/case-list.ts';
import { clockOffset } from '../db/clock.ts';
import { inScope, system, type Db, type Tx } from '../db/connection.ts';
import type { Keys } from '../db/keys.ts';
import { callsOpenedBy, moveOpening, openingPayload, reserveOpeningIn } from '../db/openings.ts';
import { findTemplate, findVersion, latestVersion } from '../db/templates.ts';
import type { StartInput } from '../engine/input.ts';
import type { JsonObject } from '../engine/json.ts';
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
  variables: JsonObject;
  clockOffset: number;
}

/** What the workflow of a case is started with. */
export interface CaseStart {
  input: { isDemonstration: boolean; start: StartInput };
  /** Hashes of the model and the calendar. */
  content: { model: string; calendar: string };
}

export interface CallWorld {
  db: Db;
  keys: Keys;
  /** Starts the workflow; safe to repeat. */
  startCase(start: CaseStart): Promise<unknown>;
  now(): Date;
}

export async function startCall(
  request: CallRequest,
  { db, keys, startCase, now }: CallWorld,
): Promise<void> {
  const { tenant, caseId, parent } = request;
  const start = await inScope(db, system(tenant, { locksCase: parent.caseId }), async (tx) => {
    const idempotencyKey = `call:${parent.caseId}:${parent.call}`;
    const decided = await decide(tx, request, now());
    const { how, status } = await reserveOpeningIn(tx, keys, {
      caseId,
      tenant,
      template: request.calledElement,
      idempotencyKey,
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

/** Numbered after its parent, and for the same units; a call is part of the parent's work. */
async function decide(
  tx: Tx,
  request: CallRequest,
  now: Date,
): Promise<{ templateVersion: number; payload: CaseStart }> {
  const { tenant, parent, caseId, calledElement, binding } = request;
  const template = await findTemplate(tx, calledElement);
  const version =
    binding === 'latest'
      ? await latestVersion(tx, calledElement)
      : await findVersion(tx, calledElement, binding.version);
  if (!template || !version) {
    const wanted = binding === 'latest' ? 'a published version' : `version ${binding.version}`;
    throw new AppError('not-found', `Expected ${wanted} of template '${calledElement}', but there is none`);
  }
  const calendar = await currentCalendar(tx);
  if (!calendar)
    throw new AppError('temporarily-unavailable', 'Expected a working calendar, but none is published');
  const caller = await findCase(tx, parent.caseId);
  if (!caller)
    throw new AppError('temporarily-unavailable', `Expected case ${parent.caseId} in the read model`);
  const ordinal = (await callsOpenedBy(tx, parent.caseId)) + 1;
  const start: StartInput = {
    at: addMilliseconds(now.toISOString(), request.clockOffset),
    actor: { kind: 'system', name: 'call' },
    case: {
      caseId,
      tenant,
      templateKey: calledElement,
      templateVersion: version.version,
      number: `${caller.number}-${ordinal}`,
      title: `${template.names.zh}：${caller.title}`,
      units: caller.units,
      parent,
    },
    variables: request.variables,
    clockOffset: request.clockOffset,
    ...(request.message !== undefined && { trigger: { kind: 'message', message: request.message } }),
  };
  return {
    templateVersion: version.version,
    payload: {
      input: { isDemonstration: (await clockOffset(tx)) !== undefined, start },
      content: { model: version.model, calendar: calendar.hash },
    },
  };
}
