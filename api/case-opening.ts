import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { currentCalendar } from '../db/calendars.ts';
import { findCase, findCases } from '../db/case-list.ts';
import { inScope, system, type Tx } from '../db/connection.ts';
import { readContentIn } from '../db/content.ts';
import {
  moveOpening,
  nextCaseNumber,
  openingPayload,
  reserveOpening,
  type Opening,
  type Reservation,
} from '../db/openings.ts';
import { tenantName } from '../db/organisation.ts';
import {
  findTemplate,
  latestVersion,
  type TemplateRecord,
  type TemplateVersionRecord,
} from '../db/templates.ts';
import { evaluate } from '../engine/feel.ts';
import type { Actor } from '../engine/input.ts';
import type { JsonObject } from '../engine/json.ts';
import type { Trigger } from '../engine/state.ts';
import { dateOf } from '../engine/time/instant.ts';
import { yearOf } from '../engine/time/civil-date.ts';
import { beginsByHand } from '../engine/triggers.ts';
import { AppError } from '../errors.ts';
import type { ProcessInstanceInput } from '../workflows/contract.ts';
import { numberOf, titleOf } from './case-naming.ts';
import type { Dependencies } from './dependencies.ts';
import { wordingOf } from './facts.ts';
import { checkValues, formOf } from './forms.ts';
import type { CaseContent } from './instances.ts';
import { readNames } from './names.ts';
import { actorOf, mayStart, scopeOf, type User } from './policy.ts';
import type { CaseOpened } from './resources/cases.shapes.ts';
import type { Language } from './resources/session.shapes.ts';
import { settingsOf } from './template-settings.ts';

/** What a later attempt starts the very same case with: kept with the reservation, sealed. */
interface StartPayload {
  input: ProcessInstanceInput;
  content: CaseContent;
}

export interface OpeningRequest {
  tenant: string;
  actor: Actor;
  /** Id of the person (or part of the machine) whose request it is; with `key`, what makes a repeat the same. */
  openedBy: string;
  key: string;
  template: string;
  variables: JsonObject;
  /** What makes the item one and the same in two ledgers. */
  itemKey: string | null;
  /** The message or signal that begins it; absent: it begins as by hand. */
  trigger?: Trigger;
  /** How far the tenant's clock is ahead of the host's, in milliseconds. */
  clockOffset: number;
}

export interface OpeningResult extends CaseOpened {
  /** `alreadyThere`: another request had opened a case for the same item. */
  how: 'started' | 'alreadyThere';
}

/**
 * Opens a case once, however often and by however many it is asked: reserved in one transaction with its number, then
 * started. From `starting` on the start may have arrived, so every later attempt starts the same again, which Temporal
 * takes once.
 */
export async function openCase(dependencies: Dependencies, request: OpeningRequest): Promise<OpeningResult> {
  const start = await reserveCase(dependencies, request);
  return start();
}

/** The first half alone, which gives the case its number: what it returns starts the case. */
export async function reserveCase(
  dependencies: Dependencies,
  request: OpeningRequest,
): Promise<() => Promise<OpeningResult>> {
  const { db, keys } = dependencies;
  const scope = system(request.tenant);
  const { reservation, payload } = await inScope(db, scope, async (tx) => {
    const made = await reserve(tx, dependencies, request);
    const kept = await openingPayload<StartPayload>(tx, keys, made.opening.caseId);
    return { reservation: made, payload: kept };
  });
  const { caseId, number, title } = payload.input.start.case;
  return async () => {
    if (reservation.how === 'taken') return { caseId, number, title, how: 'alreadyThere' };
    await settle(dependencies, request.tenant, reservation.opening, payload);
    return { caseId, number, title, how: 'started' };
  };
}

/** Takes an opening that was left half-way (a crash, an outage) to its end. */
export async function takeUpOpening(
  dependencies: Dependencies,
  tenant: string,
  opening: Opening,
): Promise<void> {
  const payload = await inScope(dependencies.db, system(tenant), (tx) =>
    openingPayload<StartPayload>(tx, dependencies.keys, opening.caseId),
  );
  await settle(dependencies, tenant, opening, payload);
}

async function settle(
  { db, instances, now }: Dependencies,
  tenant: string,
  opening: Opening,
  { input, content }: StartPayload,
): Promise<void> {
  if (opening.status === 'confirmed') return;
  const move = (status: 'starting' | 'confirmed' | 'indeterminate' | 'reserved', error?: string) =>
    inScope(db, system(tenant), (tx) =>
      moveOpening(tx, opening.caseId, { status, at: now().toISOString(), error }),
    );
  await move('starting');
  try {
    await instances.start(input, content);
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal';
    await move(code === 'start-indeterminate' ? 'indeterminate' : 'reserved', code);
    throw error;
  }
  await move('confirmed');
}

/** Carries the reservation that stands in the way out of a transaction that is undone. */
class NotNew extends Error {
  readonly reservation: Reservation;
  constructor(reservation: Reservation) {
    super('reserved before');
    this.reservation = reservation;
  }
}

async function reserve(tx: Tx, dependencies: Dependencies, request: OpeningRequest): Promise<Reservation> {
  const { keys, now, settings } = dependencies;
  const { template, version } = await publishedTemplate(tx, request.template);
  const calendar = await currentCalendar(tx);
  if (!calendar) {
    throw new AppError('temporarily-unavailable', 'Expected a working calendar, but none is published', {
      texts: {
        zh: '尚未发布工作日历，不能立项。',
        en: 'No working calendar is published: no case can be opened.',
      },
    });
  }
  const at = new Date(now().getTime() + request.clockOffset).toISOString();
  const caseId = randomUUID();
  const content: CaseContent = { model: version.model, calendar: calendar.hash };
  try {
    // Undone when the case was reserved before, so that no number is spent on a repeat.
    return await tx.transaction(async (inner) => {
      const facts = await caseFacts(inner, { request, template, version, caseId, at });
      const input: ProcessInstanceInput = {
        isDemonstration: settings.isDemonstration,
        start: {
          at,
          actor: request.actor,
          case: facts,
          variables: request.variables,
          clockOffset: request.clockOffset,
          ...(request.trigger && { trigger: request.trigger }),
        },
      };
      const payload: StartPayload = { input, content };
      const made = await reserveOpening(inner, keys, {
        caseId,
        tenant: request.tenant,
        template: template.key,
        templateVersion: version.version,
        idempotencyKey: request.key,
        itemKey: request.itemKey,
        openedBy: request.openedBy,
        at: now().toISOString(),
        payload: JSON.parse(JSON.stringify(payload)),
      });
      if (made.how !== 'new') throw new NotNew(made);
      return made;
    });
  } catch (error) {
    // A key made in the undone part must not be used for another case: it was this case's alone, which is not there.
    keys.kept.delete(caseId);
    if (error instanceof NotNew) return error.reservation;
    throw error;
  }
}

async function publishedTemplate(
  tx: Tx,
  key: string,
): Promise<{ template: TemplateRecord; version: TemplateVersionRecord }> {
  const template = await findTemplate(tx, key);
  const version = template && (await latestVersion(tx, key));
  if (!template || !version) {
    throw new AppError('not-found', `Expected a published template '${key}', but there is none`, {
      texts: { zh: '没有这个已发布的模板。', en: 'There is no published template of that key.' },
    });
  }
  return { template, version };
}

async function caseFacts(
  tx: Tx,
  given: {
    request: OpeningRequest;
    template: TemplateRecord;
    version: TemplateVersionRecord;
    caseId: string;
    at: string;
  },
): Promise<ProcessInstanceInput['start']['case']> {
  const { request, template, version, caseId, at } = given;
  const settings = settingsOf(version.settings);
  const year = yearOf(dateOf(at));
  const seq = await nextCaseNumber(tx, { tenant: request.tenant, template: template.key, year });
  const tenant = (await tenantName(tx, request.tenant)).zh;
  const wording = wordingOf(version.forms, await readNames(tx));
  return {
    caseId,
    tenant: request.tenant,
    templateKey: template.key,
    templateVersion: version.version,
    number: numberOf(settings.number, { tenant, template: template.key, year, seq }),
    title: titleOf(settings.title, request.variables, { wording, fallback: template.names.zh }),
    units: settings.units.flatMap(({ role, unit }) =>
      unitsIn(evaluate(unit, request.variables, at)).map((id) => ({ unit: id, role })),
    ),
  };
}

const unitsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (unit): unit is string => typeof unit === 'string' && unit !== '',
  );

/** A case opened by a person from the template's start form. Answers when the lists show it, or after a few seconds. */
export async function openCaseByHand(
  dependencies: Dependencies,
  request: { user: User; key: string; language: Language; template: string; values: JsonObject },
): Promise<CaseOpened> {
  const { user, key, language } = request;
  const { variables, itemKey } = await inScope(dependencies.db, scopeOf(user), async (tx) => {
    const { template, version } = await publishedTemplate(tx, request.template);
    const settings = settingsOf(version.settings);
    if (!mayStart(user, settings)) {
      throw new AppError(
        'not-allowed',
        `Expected a post that opens ${template.key}, but ${user.person} holds none`,
      );
    }
    if (!beginsByHand(await readContentIn(tx, version.model))) throw onlyByTrigger(template.key);
    const form = formOf(version.forms, settings.startForm);
    const checked = checkValues(form, request.values, { known: {}, language });
    const item = settings.itemKey === undefined ? undefined : checked[settings.itemKey];
    return { variables: checked, itemKey: typeof item === 'string' ? item : null };
  });
  const { caseId, number, title } = await openCase(dependencies, {
    tenant: user.tenant,
    actor: actorOf(user),
    openedBy: user.person,
    key,
    template: request.template,
    variables,
    itemKey,
    clockOffset: user.clockOffset,
  });
  await untilShown(dependencies, user.tenant, caseId);
  return { caseId, number, title };
}

const onlyByTrigger = (template: string) =>
  new AppError('unprocessable', `Expected ${template} to begin by hand, but messages or signals begin it`, {
    texts: {
      zh: '该流程由消息或信号启动，不能手工立项。',
      en: 'Cases of this template begin with a message or signal and are not opened by hand.',
    },
  });

/** A worker writes the case's first events a moment after its start. The page opens the case next, and should find it. */
async function untilShown({ db }: Dependencies, tenant: string, caseId: string): Promise<void> {
  for (const pause of [20, 40, 80, 160, 320, 640, 1280, 1280]) {
    if (await inScope(db, system(tenant), (tx) => findCase(tx, caseId))) return;
    await wait(pause);
  }
}

/** Numbers of cases by id, as far as the lists show them. */
export const numbersOf = async (tx: Tx, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map((await findCases(tx, ids)).map((row) => [row.caseId, row.number]));
