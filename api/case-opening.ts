import { findCases } from '../db/case-list.ts';
import { inScope, system, type Tx } from '../db/connection.ts';
import { readContent } from '../db/content.ts';
import {
  moveOpening,
  openingPayload,
  otherContent,
  reserveOpening,
  type Opening,
  type Reservation,
} from '../db/openings.ts';
import type { JsonObject } from '../engine/json.ts';
import { beginsByHand } from '../engine/triggers.ts';
import { AppError } from '../errors.ts';
import {
  decideStart,
  readContext,
  templateIn,
  type OpeningRequest,
  type StartPayload,
} from './case-start.ts';
import type { Dependencies } from './dependencies.ts';
import { checkValues, formOf } from './forms.ts';
import { mayStart, postsToStart, scopeOf, type User } from './policy.ts';
import { checkStartChoices } from './to-choose.ts';
import type { Choices } from './resources/work.shapes.ts';
import type { ProcessModel } from '../engine/model.ts';
import type { CaseOpened } from './resources/cases.shapes.ts';
import type { Language } from './resources/session.shapes.ts';

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
  const reserved = await reserve(dependencies, request, 'starting');
  return start(dependencies, request.tenant, reserved);
}

/** The first half alone, which gives the case its number: what it returns starts the case, and ends when the lists show it. */
export async function reserveCase(
  dependencies: Dependencies,
  request: OpeningRequest,
): Promise<() => Promise<OpeningResult>> {
  const reserved = await reserve(dependencies, request, 'reserved');
  return () => startToBeSeen(dependencies, request.tenant, reserved);
}

/** Takes an opening that was left half-way (a crash, an outage) to its end. */
export async function takeUpOpening(
  dependencies: Dependencies,
  tenant: string,
  { caseId, status }: Opening,
): Promise<void> {
  const payload = await payloadOf(dependencies, tenant, caseId);
  await settle(dependencies, tenant, { caseId, status, payload });
}

/** A case opened by a person from the template's start form. Answers when the lists show it, or after a few seconds. */
export async function openCaseByHand(
  dependencies: Dependencies,
  request: {
    user: User;
    key: string;
    /** Of all that came with the key. */
    digest: string;
    language: Language;
    template: string;
    values: JsonObject;
    choices?: Choices;
    links?: { caseId: string; kind: string }[];
  },
): Promise<CaseOpened> {
  const { caseId, number, title } = await startToBeSeen(
    dependencies,
    request.user.tenant,
    await reserveByHand(dependencies, request),
  );
  return { caseId, number, title };
}

async function reserveByHand(
  dependencies: Dependencies,
  {
    user,
    key,
    digest,
    language,
    template,
    values,
    choices: given,
    links,
  }: Parameters<typeof openCaseByHand>[1],
): Promise<Reserved> {
  const { tenant, person } = user;
  const ask = { tenant, template, openedBy: person, key, isPersonal: true, variables: values };
  const context = await readContext(dependencies, ask);
  const { known } = context;
  if (context.digest !== null && context.digest !== digest) throw otherContent(key);
  if (known) {
    if (known.template !== template) throw otherContent(key);
    return { how: 'again', ...known, payload: await payloadOf(dependencies, tenant, known.caseId) };
  }
  const { version, settings } = await templateIn(dependencies, ask, context);
  if (!mayStart(user, settings)) {
    throw new AppError('not-allowed', `Expected a post that opens ${template}, but ${person} holds none`);
  }
  const model = await readContent<ProcessModel>(dependencies.db, version.model);
  if (!beginsByHand(model)) throw onlyByTrigger(template);
  const form = formOf(version.forms, settings.startForm);
  const variables = checkValues(form, values, { known: {}, language });
  const at = new Date(dependencies.now().getTime() + user.clockOffset).toISOString();
  const choices = await inScope(dependencies.db, scopeOf(user), (tx) =>
    checkStartChoices(tx, given, { model, user, units: [], variables, at, language }),
  );
  const item = settings.itemKey === undefined ? undefined : variables[settings.itemKey];
  const itemKey = typeof item === 'string' ? item : null;
  const { clockOffset } = user;
  const opening = {
    ...ask,
    actor: { kind: 'person', person, posts: postsToStart(user, settings) } as const,
    ...{ variables, itemKey, digest, clockOffset },
    ...(choices && { choices }),
    ...(links && { links }),
  };
  return reserve(dependencies, opening, 'starting', context);
}

const onlyByTrigger = (template: string) =>
  new AppError('unprocessable', `Expected ${template} to begin by hand, but messages or signals begin it`, {
    texts: {
      zh: '该流程由消息或信号启动，不能手工立项。',
      en: 'Cases of this template begin with a message or signal and are not opened by hand.',
    },
  });

/** A reservation with all that its start needs. */
type Reserved = Pick<Reservation, 'how' | 'caseId' | 'status'> & { payload: StartPayload };

async function reserve(
  dependencies: Dependencies,
  request: OpeningRequest,
  status: 'reserved' | 'starting',
  known?: Awaited<ReturnType<typeof readContext>>,
): Promise<Reserved> {
  const { db, keys, now } = dependencies;
  const { tenant, template, key, openedBy, itemKey, digest } = request;
  const context = known ?? (await readContext(dependencies, request));
  const { caseId, payload, number, templateVersion } = await decideStart(dependencies, request, context);
  const made = await reserveOpening(db, keys, {
    ...{ caseId, tenant, template, templateVersion, openedBy, itemKey, digest, status, number, payload },
    idempotencyKey: key,
    at: now().toISOString(),
  });
  return {
    ...made,
    payload:
      made.how === 'new'
        ? numbered({ payload, number: made.number })
        : await payloadOf(dependencies, tenant, made.caseId),
  };
}

/** Starts it, and waits until its first commit shows it in the lists, or for a few seconds. */
function startToBeSeen(
  dependencies: Dependencies,
  tenant: string,
  reserved: Reserved,
): Promise<OpeningResult> {
  const { caseId, status, how } = reserved;
  const begin = () => start(dependencies, tenant, reserved);
  const isSeen = status === 'confirmed' || how === 'taken';
  return isSeen ? begin() : dependencies.opened.after({ tenant, caseId }, begin);
}

async function start(dependencies: Dependencies, tenant: string, reserved: Reserved): Promise<OpeningResult> {
  const { caseId, number, title } = reserved.payload.input.start.case;
  if (reserved.how === 'taken') return { caseId, number, title, how: 'alreadyThere' };
  await settle(dependencies, tenant, reserved);
  return { caseId, number, title, how: 'started' };
}

/** Starts it, unless that is known to be done; the commit of its first events confirms it. */
async function settle(
  { db, instances, now }: Dependencies,
  tenant: string,
  { caseId, status, payload: { input, content } }: Omit<Reserved, 'how'>,
): Promise<void> {
  if (status === 'confirmed') return;
  const move = (to: 'starting' | 'confirmed' | 'indeterminate' | 'reserved', error?: string) =>
    inScope(db, system(tenant), (tx) =>
      moveOpening(tx, caseId, { status: to, at: now().toISOString(), error }),
    );
  if (status !== 'starting') await move('starting');
  try {
    // Its first commit may have been long ago, by a version that confirmed nothing.
    if ((await instances.start(input, content)) === 'already') await move('confirmed');
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal';
    await move(code === 'start-indeterminate' ? 'indeterminate' : 'reserved', code);
    throw error;
  }
}

const payloadOf = async ({ db, keys }: Dependencies, tenant: string, caseId: string): Promise<StartPayload> =>
  numbered(await inScope(db, system(tenant), (tx) => openingPayload<StartPayload>(tx, keys, caseId)));

/** Without a number beside it, the payload has its own. */
function numbered({ payload, number }: { payload: StartPayload; number: string | null }): StartPayload {
  if (number === null) return payload;
  const { input } = payload;
  const facts = { ...input.start.case, number };
  return { ...payload, input: { ...input, start: { ...input.start, case: facts } } };
}

/** Numbers of cases by id, as far as the lists show them. */
export const numbersOf = async (tx: Tx, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map((await findCases(tx, ids)).map((row) => [row.caseId, row.number]));
