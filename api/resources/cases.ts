import { z } from 'zod';
import { chainOf, listCases } from '../../db/case-list.ts';
import { cursorOf, readCount } from '../../db/cursor.ts';
import { readJournal } from '../../db/journal.ts';
import type { Command } from '../../engine/input.ts';
import { correlationOf } from '../../engine/event-definitions/message-event-definition.ts';
import type { JsonObject } from '../../engine/json.ts';
import { addWorkingDays } from '../../engine/time/working-days.ts';
import { variablesSeenBy } from '../../engine/variables-seen.ts';
import { AppError } from '../../errors.ts';
import { actOn } from '../act.ts';
import { actOnCase, notTheirs, taskOf, type CaseRequest } from '../case-command.ts';
import { readCaseFile, readCaseRow } from '../case-file.ts';
import { openCaseByHand } from '../case-opening.ts';
import { caseDetail } from '../case-view.ts';
import { caseRows, rowContext } from '../case-row.ts';
import { possibleMessages } from '../possible-messages.ts';
import type { Dependencies } from '../dependencies.ts';
import { diagramOf, drawingContext } from '../diagram.ts';
import { wordingOf } from '../facts.ts';
import { hiddenDeadlines, isReadable } from '../hidden-deadlines.ts';
import { checkValues, formOf } from '../forms.ts';
import { momentOf } from '../moment.ts';
import { readNames, readPeople } from '../names.ts';
import { mayReadJournal, mayRecordProgress, maySendMessage } from '../policy.ts';
import { requestDigest } from '../request-digest.ts';
import { route } from '../route.ts';
import { versionOfCase } from '../case-versions.ts';
import { stepsOf } from '../step-table.ts';
import { settingsOf } from '../template-settings.ts';
import { timelineOf } from '../timeline.ts';
import { peopleIn } from '../timeline/people.ts';
import {
  CaseDetail,
  CaseList,
  CaseOpened,
  CaseQuery,
  OpenCase,
  RecordProgress,
  SendMessage,
} from './cases.shapes.ts';
import { Diagram, Steps } from './diagram.shapes.ts';
import { CaseId, pageQuery } from './label.shapes.ts';
import { Acted } from './tasks.shapes.ts';
import { Journal, Timeline } from './timeline.shapes.ts';

const params = z.strictObject({ caseId: CaseId });
const PageQuery = z.strictObject(pageQuery);

export const cases = [
  route({
    method: 'get',
    path: '/cases',
    summary: { zh: '事项列表', en: 'Cases' },
    access: 'loggedIn',
    query: CaseQuery,
    reply: CaseList,
    handle: ({ user, query, scoped }, { now }) =>
      scoped(async (tx) => {
        const context = await rowContext(tx, momentOf(user, now()));
        const { sense } = context;
        const page = await listCases(tx, {
          filter: {
            ...query,
            now: sense.now,
            dueBy:
              query.dueWithin === undefined
                ? undefined
                : addWorkingDays(sense.today, query.dueWithin, sense.calendar).date,
          },
          cursor: query.cursor,
          limit: query.limit,
        });
        return { items: await caseRows(tx, page.rows, context), next: page.next };
      }),
  }),
  route({
    method: 'post',
    path: '/cases',
    summary: { zh: '立项', en: 'Open a case' },
    access: { permission: 'case.start' },
    // What it reserves is known by the key: a repeat goes on with it, or finds it done.
    write: 'repeatable',
    body: OpenCase,
    reply: CaseOpened,
    status: 201,
    handle: ({ user, body, key, language }, dependencies) =>
      openCaseByHand(dependencies, {
        user,
        key,
        digest: requestDigest({ method: 'POST', path: '/cases', query: {}, body }),
        language,
        template: body.template,
        values: body.values as JsonObject,
        ...(body.choices && { choices: body.choices }),
      }),
  }),
  route({
    method: 'get',
    path: '/cases/:caseId',
    summary: { zh: '事项详情', en: 'One case' },
    access: 'loggedIn',
    params,
    reply: CaseDetail,
    etag: ({ version }) => String(version),
    handle: ({ user, params, scoped }, { now, keys }) =>
      scoped((tx) => caseDetail(tx, { caseId: params.caseId, user, keys, moment: momentOf(user, now()) })),
  }),
  route({
    method: 'get',
    path: '/cases/:caseId/timeline',
    summary: { zh: '办理过程，最新在前', en: 'What happened, newest first' },
    access: 'loggedIn',
    params,
    query: PageQuery,
    reply: Timeline,
    handle: ({ user, params, query, scoped }, { keys }) =>
      scoped(async (tx) => {
        const file = await readCaseFile(tx, keys, params.caseId);
        const hidden = hiddenDeadlines(user, file);
        const version = await versionOfCase(tx, file.row);
        const wording = wordingOf(version.forms, await readNames(tx));
        const people = await readPeople(tx, peopleIn(file.events));
        const before = query.cursor === undefined ? Infinity : readCount(query.cursor);
        const lines = timelineOf(file.events, { model: file.model, wording, people })
          .filter(({ seq }) => seq < before)
          .filter(isReadable(file, hidden))
          .reverse();
        const items = lines.slice(0, query.limit);
        const next = lines.length > items.length ? cursorOf([items.at(-1)!.seq]) : null;
        return { items, next, version: file.row.seq };
      }),
  }),
  route({
    method: 'get',
    path: '/cases/:caseId/journal',
    summary: { zh: '原始记录及哈希链（审计）', en: 'The record as kept, with its chain of hashes (audit)' },
    access: 'loggedIn',
    params,
    query: PageQuery,
    reply: Journal,
    handle: ({ user, params, query, scoped }, { keys, log }) =>
      scoped(async (tx) => {
        const row = await readCaseRow(tx, params.caseId);
        if (!mayReadJournal(user)) {
          throw new AppError(
            'not-allowed',
            `Expected a post that oversees cases, but ${user.person} holds none`,
          );
        }
        log.info({ person: user.person, caseId: row.caseId }, 'journal read');
        const after = query.cursor === undefined ? 0 : readCount(query.cursor);
        const chain = await chainOf(tx, row.caseId, { after, limit: query.limit });
        const events = await readJournal(tx, keys, { caseId: row.caseId, after, limit: query.limit });
        const items = chain.map((link, index) => ({
          seq: link.seq,
          at: link.at,
          kind: link.kind,
          actor: link.actor,
          event: events[index] as unknown as JsonObject,
          prevHash: Buffer.from(link.previousHash).toString('hex'),
          hash: Buffer.from(link.hash).toString('hex'),
        }));
        const last = items.at(-1)?.seq ?? row.seq;
        return { items, next: last < row.seq ? cursorOf([last]) : null, version: row.seq };
      }),
  }),
  route({
    method: 'get',
    path: '/cases/:caseId/diagram',
    summary: { zh: '流程图及当前位置', en: 'The diagram, and where the case stands' },
    access: 'loggedIn',
    params,
    reply: Diagram,
    handle: ({ user, params, scoped }, { keys, now }) =>
      scoped(async (tx) => {
        const file = await readCaseFile(tx, keys, params.caseId);
        const { xml } = await versionOfCase(tx, file.row);
        const context = await drawingContext(tx, { user, file, moment: momentOf(user, now()) });
        return diagramOf(file, { ...context, xml });
      }),
  }),
  route({
    method: 'get',
    path: '/cases/:caseId/steps',
    summary: { zh: '步骤表（与流程图等价）', en: 'The steps as a table, equal to the diagram' },
    access: 'loggedIn',
    params,
    reply: Steps,
    handle: ({ user, params, scoped }, { keys, now }) =>
      scoped(async (tx) => {
        const file = await readCaseFile(tx, keys, params.caseId);
        const version = await versionOfCase(tx, file.row);
        const context = await drawingContext(tx, { user, file, moment: momentOf(user, now()) });
        const items = stepsOf(file, { ...context, settings: settingsOf(version.settings) });
        return { items, version: file.row.seq };
      }),
  }),
  route({
    method: 'post',
    path: '/cases/:caseId/progress',
    summary: { zh: '填报进展', en: 'Report progress' },
    access: 'loggedIn',
    write: 'command',
    params,
    body: RecordProgress,
    reply: Acted,
    handle: (request, dependencies) =>
      actOnCase(request, dependencies, (user, units) => {
        if (!mayRecordProgress(user, units)) throw notTheirs(user, 'report progress');
        const { text, percent, taskKey } = request.body;
        const task = taskOf(request.params.caseId, taskKey);
        return { kind: 'recordProgress', text, percent, task };
      }),
  }),
  route({
    method: 'post',
    path: '/cases/:caseId/messages',
    summary: {
      zh: '向事项提出申请（如延期）',
      en: 'Send a case a message, such as a request for an extension',
    },
    access: 'loggedIn',
    write: 'command',
    params,
    body: SendMessage,
    reply: Acted,
    handle: sendMessage,
  }),
];

/** The id of a message is its key: sent twice, it counts once. */
async function sendMessage(request: CaseRequest<SendMessage>, dependencies: Dependencies): Promise<Acted> {
  const { user, params, body, key, isRetry, language, scoped } = request;
  const { keys } = dependencies;
  const { template, command } = await scoped(async (tx): Promise<{ template: string; command: Command }> => {
    const file = await readCaseFile(tx, keys, params.caseId);
    if (
      !maySendMessage(
        user,
        file.row.units.map(({ unit }) => unit),
      )
    )
      throw notTheirs(user, 'send a message');
    const version = await versionOfCase(tx, file.row);
    const declared = settingsOf(version.settings).messages.find(({ name }) => name === body.message);
    const offered = possibleMessages(file, version, user).find(({ message }) => message === body.message);
    if (!declared || ((!offered || offered.because) && !isRetry)) {
      const because = offered?.because;
      throw new AppError(
        because ? 'not-allowed' : 'not-found',
        `Expected case ${params.caseId} to take '${body.message}' now, but it does not`,
        {
          texts: because
            ? { zh: because.zh, en: because.en ?? because.zh }
            : {
                zh: '事项现在不接受这项申请：事项已过这一阶段。',
                en: 'The case does not take this now: it has gone on.',
              },
        },
      );
    }
    const waiting = file.state.subscriptions.find(
      ({ awaits }) => awaits.kind === 'message' && awaits.message === body.message,
    );
    const variables = checkValues(formOf(version.forms, declared.form), body.values as JsonObject, {
      known: variablesSeenBy(file.state, waiting?.token),
      language,
    });
    const command: Command = {
      kind: 'sendMessage',
      message: body.message,
      messageId: key,
      variables,
      correlation: waiting && correlationOf(waiting),
    };
    return { template: file.row.template, command };
  });
  const { version, at } = await actOn(dependencies, { caseId: params.caseId, template, user, key, command });
  return { caseId: params.caseId, version, at };
}
