/** With what a case starts: decided from its template, the request and the names of the county, before it is reserved. */
import { randomUUID } from 'node:crypto';
import { inScope, system } from '../db/connection.ts';
import { openingContext, type OpeningContext } from '../db/opening-context.ts';
import type { TemplateVersionRecord } from '../db/templates.ts';
import type { Actor } from '../engine/input.ts';
import type { Json, JsonObject } from '../engine/json.ts';
import type { Trigger } from '../engine/state.ts';
import type { Candidate } from '../engine/work/state.ts';
import { yearOf } from '../engine/time/civil-date.ts';
import { dateOf } from '../engine/time/instant.ts';
import { AppError } from '../errors.ts';
import type { ProcessInstanceInput } from '../workflows/contract.ts';
import { numberRule, titleOf } from './case-naming.ts';
import { partiesBy } from './case-units.ts';
import type { Dependencies } from './dependencies.ts';
import { wordingOf } from './facts.ts';
import type { CaseContent } from './instances.ts';
import { keptVersion, versionOfCase } from './case-versions.ts';
import { settingsOf, type TemplateSettings } from './template-settings.ts';

/** What a later attempt starts the very same case with: kept with the reservation, sealed. */
export interface StartPayload {
  input: ProcessInstanceInput;
  content: CaseContent;
}

export interface OpeningRequest {
  tenant: string;
  actor: Actor;
  /** Id of the person (or part of the machine) whose request it is; with `key`, what makes a repeat the same. */
  openedBy: string;
  key: string;
  /** Of the content that came with a person's key. */
  digest?: string;
  template: string;
  variables: JsonObject;
  /** What makes the item one and the same in two ledgers. */
  itemKey: string | null;
  /** People for steps to come, chosen by whoever begins it. */
  choices?: Record<string, Candidate[]>;
  /** Cases that it is linked with from the start. */
  links?: { caseId: string; kind: string }[];
  /** The message or signal that begins it; absent: it begins as by hand. */
  trigger?: Trigger;
  /** The case that sent it. */
  sender?: string;
  /** How far the tenant's clock is ahead of the host's, in milliseconds. */
  clockOffset: number;
}

/** `isPersonal`: the key is a person's Idempotency-Key. */
export const readContext = (
  { db }: Dependencies,
  ask: Pick<OpeningRequest, 'tenant' | 'template' | 'openedBy' | 'key' | 'variables'> & {
    isPersonal?: boolean;
  },
): Promise<OpeningContext> =>
  openingContext(db, { ...ask, isPersonal: ask.isPersonal ?? false, words: wordsIn(ask.variables) });

/** The newest version of the template. */
export async function templateIn(
  { db }: Dependencies,
  { tenant, template: key }: Pick<OpeningRequest, 'tenant' | 'template'>,
  { template }: OpeningContext,
): Promise<{ version: TemplateVersionRecord; settings: TemplateSettings }> {
  if (!template || template.version === 0) {
    throw new AppError('not-found', `Expected a published template '${key}', but there is none`, {
      texts: { zh: '没有这个已发布的模板。', en: 'There is no published template of that key.' },
    });
  }
  const of = { tenantId: tenant, template: key, templateVersion: template.version };
  const version = keptVersion(of) ?? (await inScope(db, system(tenant), (tx) => versionOfCase(tx, of)));
  return { version, settings: settingsOf(version.settings) };
}

/** All but the number, which is the next when the case is reserved: `number` says by which rule. */
export async function decideStart(
  dependencies: Dependencies,
  request: OpeningRequest,
  context: OpeningContext,
): Promise<{
  caseId: string;
  payload: StartPayload;
  number: { year: number; rule: string };
  templateVersion: number;
}> {
  const { now, settings } = dependencies;
  const { tenant, template, actor, variables, clockOffset, trigger, choices } = request;
  const { version, settings: rules } = await templateIn(dependencies, request, context);
  if (context.calendar === null) {
    throw new AppError('temporarily-unavailable', 'Expected a working calendar, but none is published', {
      texts: {
        zh: '尚未发布工作日历，不能立项。',
        en: 'No working calendar is published: no case can be opened.',
      },
    });
  }
  const at = new Date(now().getTime() + clockOffset).toISOString();
  const year = yearOf(dateOf(at));
  const links = request.links ?? linksBy(rules, request);
  const names = { units: new Map(Object.entries(context.units)), posts: new Map() };
  const wording = wordingOf(version.forms, names);
  const facts: ProcessInstanceInput['start']['case'] = {
    caseId: randomUUID(),
    tenant,
    templateKey: template,
    templateVersion: version.version,
    number: '',
    title: titleOf(rules.title, variables, { wording, fallback: context.template!.names.zh }),
    units: partiesBy(rules, variables, at),
    ...(links && { links }),
  };
  const start = {
    at,
    actor,
    case: facts,
    variables,
    clockOffset,
    ...(choices && { choices }),
    ...(trigger && { trigger }),
  };
  return {
    caseId: facts.caseId,
    payload: {
      input: { isDemonstration: settings.isDemonstration, start },
      content: { model: version.model, calendar: context.calendar },
    },
    number: { year, rule: numberRule(rules.number, { tenant: context.tenant.zh, template, year }) },
    templateVersion: version.version,
  };
}

/** What the template says of a case that begins with this message: which it is to the case that sent it. */
function linksBy(
  { links }: TemplateSettings,
  { trigger, sender }: Pick<OpeningRequest, 'trigger' | 'sender'>,
): OpeningRequest['links'] {
  if (trigger?.kind !== 'message' || sender === undefined) return undefined;
  const link = links.find(({ message }) => message === trigger.message);
  return link && [{ caseId: sender, kind: link.kind }];
}

const longestId = 100;

/** Values that may be ids of units, which a title shows by their names. */
function wordsIn(value: Json): string[] {
  if (typeof value === 'string') return value.length <= longestId ? [value] : [];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(wordsIn) : [];
}
