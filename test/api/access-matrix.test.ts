import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../api/resources/index.ts';
import type { Route } from '../../api/route.ts';
import { openItem, openOffice, openTask, type Client, type Office } from './office.ts';

/**
 * Every route × every role, on one item of school-no1: the school's own safety officer, another school's principal, a
 * liaison of an agency that has nothing to do with it, the bureau's office, the platform's administrator, and the
 * same post in another county. A route that nobody entered here fails.
 */
const roles = [
  'nobody',
  'ownOfficer',
  'otherPrincipal',
  'liaison',
  'bureau',
  'admin',
  'otherCounty',
] as const;
type Role = (typeof roles)[number];

const logins: Record<Exclude<Role, 'nobody'>, string> = {
  ownOfficer: 'maqiang',
  otherPrincipal: 'wuchunhua',
  liaison: 'linfeng',
  bureau: 'chenjianguo',
  admin: 'fanghao',
  otherCounty: 'guqinghe',
};

/** What each role is answered, in the order of `roles`. */
type Row = [
  nobody: number,
  own: number,
  other: number,
  liaison: number,
  bureau: number,
  admin: number,
  county: number,
];

/** Whoever is logged in. */
const all = (ok: number): Row => [401, ok, ok, ok, ok, ok, ok];
/** Who takes part in the item, and the bureau. For all others it is not there. */
const seen = (ok: number): Row => [401, ok, 404, 404, ok, ok, 404];

interface Entry {
  /** Path and body for the item; made anew for each role. */
  ask?: (world: World) => { path?: string; body?: unknown; file?: Uint8Array };
  expected: Row;
}

interface World {
  caseId: string;
  taskKey: string;
  done: string;
  preview: string;
  holding: string;
  role: Role;
}

const sample = readFileSync(
  new URL('../../definitions/rectification-item/samples/bureau-ledger.xlsx', import.meta.url),
);
const of = (path: (world: World) => string, body?: unknown) => (world: World) => ({
  path: path(world),
  body,
});

const matrix: Record<string, Entry> = {
  'get /session': { expected: [200, 200, 200, 200, 200, 200, 200] },
  'post /session': {
    ask: () => ({ body: { login: 'maqiang', password: 'wrong' } }),
    expected: [401, 401, 401, 401, 401, 429, 429],
  },
  'get /me': { expected: all(200) },
  'put /me': { ask: () => ({ body: { language: 'zh' } }), expected: all(200) },

  'get /tasks': { expected: all(200) },
  'get /tasks/:taskKey': { ask: of(({ taskKey }) => `/tasks/${taskKey}`), expected: seen(200) },
  'put /tasks/:taskKey/draft': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/draft`, { values: { note: 'half' } }),
    expected: [401, 200, 404, 404, 403, 403, 404],
  },
  // Human work: what is sent is refused for those who may, so that nothing changes for the rows below.
  'get /tasks/:taskKey/path-ahead': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/path-ahead`),
    expected: [401, 200, 404, 404, 200, 200, 404],
  },
  'post /tasks/:taskKey/path-ahead': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/path-ahead`, { values: {} }),
    expected: [401, 200, 404, 404, 200, 200, 404],
  },
  'post /tasks/:taskKey/add-signers': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/add-signers`, {
      sign: 'before',
      people: [{ post: 'no-such-post', unit: 'school-no1' }],
    }),
    expected: [401, 400, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/remove-signer': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/remove-signer`, { reason: '试' }),
    expected: [401, 403, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/transfer': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/transfer`, {
      to: { post: 'no-such-post', unit: 'school-no1' },
      reason: '试',
    }),
    expected: [401, 400, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/delegate': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/delegate`, {
      to: { post: 'no-such-post', unit: 'school-no1' },
    }),
    expected: [401, 400, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/answer-delegation': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/answer-delegation`, { opinion: '同意' }),
    expected: [401, 403, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/recuse': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/recuse`, { reason: '试' }),
    expected: [401, 403, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/assign': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/assign`, {
      to: [{ post: 'no-such-post', unit: 'school-no1' }],
      reason: '试',
    }),
    expected: [401, 403, 404, 403, 400, 403, 404],
  },
  'post /tasks/:taskKey/suspend': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/suspend`, { reason: '试' }),
    expected: [401, 403, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/resume': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/resume`, {}),
    expected: [401, 403, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/return': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/return`, { to: 'no-such-visit', reason: '试' }),
    expected: [401, 403, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/move': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/move`, { to: 'no-such-node', reason: '试' }),
    expected: [401, 403, 403, 403, 403, 403, 404],
  },
  'post /tasks/:taskKey/withdraw': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/withdraw`, {}),
    expected: [401, 403, 404, 404, 403, 403, 404],
  },
  'post /cases/:caseId/copies': {
    ask: of(({ caseId }) => `/cases/${caseId}/copies`, {
      to: [{ post: 'no-such-post', unit: 'school-no1' }],
    }),
    expected: [401, 400, 404, 404, 400, 400, 404],
  },
  'post /copies/:copyKey/read': {
    ask: of(({ caseId }) => `/copies/${caseId}:y999/read`, {}),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'post /cases/:caseId/urge': {
    ask: of(({ caseId }) => `/cases/${caseId}/urge`, { tasks: ['00000000-0000-4000-8000-000000000000:t1'] }),
    expected: [401, 400, 404, 404, 400, 400, 404],
  },
  'post /cases/:caseId/comments': {
    ask: of(({ caseId }) => `/cases/${caseId}/comments`, {
      text: '试',
      mentions: [{ post: 'no-such-post', unit: 'school-no1' }],
    }),
    expected: [401, 400, 404, 404, 400, 400, 404],
  },
  'post /cases/:caseId/questions': {
    ask: of(({ caseId }) => `/cases/${caseId}/questions`, {
      text: '试',
      to: { post: 'no-such-post', unit: 'school-no1' },
    }),
    expected: [401, 400, 404, 404, 400, 400, 404],
  },
  'post /cases/:caseId/questions/:question/answer': {
    ask: of(({ caseId }) => `/cases/${caseId}/questions/q999/answer`, { text: '试' }),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'post /cases/:caseId/tasks': {
    ask: ({ caseId, taskKey }) => ({
      path: `/cases/${caseId}/tasks`,
      body: { taskKey, name: '试', people: [{ post: 'no-such-post', unit: 'school-no1' }] },
    }),
    expected: [401, 400, 404, 404, 400, 400, 404],
  },
  'post /cases/:caseId/sub-cases': {
    ask: ({ caseId, taskKey }) => ({
      path: `/cases/${caseId}/sub-cases`,
      body: { taskKey, template: 'no-such-template', name: '试' },
    }),
    expected: [401, 403, 404, 404, 403, 403, 404],
  },
  'post /cases/:caseId/participants': {
    ask: of(({ caseId }) => `/cases/${caseId}/participants`, {
      unit: 'no-such-unit',
      role: 'assist',
      reason: '试',
    }),
    expected: [401, 400, 404, 404, 400, 400, 404],
  },
  'post /cases/:caseId/suspend': {
    ask: of(({ caseId }) => `/cases/${caseId}/suspend`, { reason: '试' }),
    expected: [401, 403, 404, 404, 200, 403, 404],
  },
  'post /cases/:caseId/resume': {
    ask: of(({ caseId }) => `/cases/${caseId}/resume`, {}),
    expected: [401, 403, 404, 404, 200, 403, 404],
  },
  'post /cases/:caseId/recall': {
    ask: of(({ caseId }) => `/cases/${caseId}/recall`, { reason: '' }),
    expected: [401, 400, 400, 400, 400, 400, 400],
  },
  'post /cases/:caseId/void': {
    ask: of(({ caseId }) => `/cases/${caseId}/void`, { reason: '' }),
    expected: [401, 400, 400, 400, 400, 400, 400],
  },
  'get /cases/:caseId/resubmit': {
    ask: of(({ caseId }) => `/cases/${caseId}/resubmit`),
    expected: [401, 422, 404, 404, 422, 422, 404],
  },
  'post /cases/:caseId/resubmit': {
    ask: of(({ caseId }) => `/cases/${caseId}/resubmit`, { values: {} }),
    expected: [401, 422, 404, 404, 422, 403, 404],
  },
  'post /cases/:caseId/deadlines/:deadline/extension': {
    ask: of(({ caseId }) => `/cases/${caseId}/deadlines/d999/extension`, {
      date: '2026-12-31',
      reason: '试',
    }),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'post /cases/:caseId/deadlines/:deadline/suspension': {
    ask: of(({ caseId }) => `/cases/${caseId}/deadlines/d999/suspension`, { why: 'police', reason: '试' }),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'post /cases/:caseId/deadlines/:deadline/resume': {
    ask: of(({ caseId }) => `/cases/${caseId}/deadlines/d999/resume`, {}),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'post /cases/:caseId/deadlines/:deadline/change': {
    ask: of(({ caseId }) => `/cases/${caseId}/deadlines/d999/change`, { date: '2026-12-31', reason: '试' }),
    expected: [401, 403, 403, 403, 404, 403, 404],
  },
  'post /cases/:caseId/deadlines/:deadline/acknowledge/:step': {
    ask: of(({ caseId }) => `/cases/${caseId}/deadlines/d999/acknowledge/red`, {}),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'get /cases/:caseId/deadlines/:deadline/why': {
    ask: of(({ caseId }) => `/cases/${caseId}/deadlines/d999/why`),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'post /cases/:caseId/clock-requests/:request/decide': {
    ask: of(({ caseId }) => `/cases/${caseId}/clock-requests/r999/decide`, { approve: true }),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'get /clock-requests': { expected: [401, 200, 200, 200, 200, 200, 200] },
  'get /deadlines': { expected: [401, 200, 200, 200, 200, 200, 200] },
  'get /cases/:caseId/attachments': {
    ask: of(({ caseId }) => `/cases/${caseId}/attachments`),
    expected: [401, 200, 404, 404, 200, 200, 404],
  },
  'post /cases/:caseId/attachments': {
    ask: ({ caseId }) => ({ path: `/cases/${caseId}/attachments?name=a.xlsx`, file: sample }),
    expected: [401, 201, 404, 404, 201, 403, 404],
  },
  'get /cases/:caseId/attachments/:attachment': {
    ask: of(({ caseId }) => `/cases/${caseId}/attachments/00000000-0000-4000-8000-000000000000`),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'get /people': {
    ask: of(({ caseId }) => `/people?caseId=${caseId}`),
    expected: [401, 200, 404, 404, 200, 200, 404],
  },
  'get /substitutions': { expected: [401, 200, 200, 200, 200, 200, 200] },
  'post /substitutions': {
    ask: () => ({
      body: { principal: 'no-such-person', substitute: 'nobody', from: '2026-10-01', reason: '试' },
    }),
    expected: [401, 403, 403, 403, 403, 403, 403],
  },
  'delete /substitutions/:substitution': {
    ask: of(() => `/substitutions/00000000-0000-4000-8000-000000000000`),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'get /batches': { expected: [401, 200, 200, 200, 200, 200, 200] },
  'post /batches': {
    ask: () => ({ body: { kind: 'comment', text: '试', filter: { template: 'no-such-template' } } }),
    expected: [401, 403, 403, 403, 201, 403, 201],
  },
  'get /batches/:batch': {
    ask: of(() => `/batches/00000000-0000-4000-8000-000000000000`),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'get /batches/:batch/items': {
    ask: of(() => `/batches/00000000-0000-4000-8000-000000000000/items`),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'post /batches/:batch/run': {
    ask: of(() => `/batches/00000000-0000-4000-8000-000000000000/run`),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'post /batches/:batch/stop': {
    ask: of(() => `/batches/00000000-0000-4000-8000-000000000000/stop`),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'post /staff-moves': {
    ask: () => ({ body: { from: 'no-such-person', to: 'nobody', reason: '试' } }),
    expected: [401, 403, 403, 403, 403, 403, 403],
  },
  'post /staff-moves/:batch/run': {
    ask: of(() => `/staff-moves/00000000-0000-4000-8000-000000000000/run`),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  'post /calendars/:year/preview': {
    ask: of(() => '/calendars/2027/preview', { off: [], work: [] }),
    expected: [401, 403, 403, 403, 200, 200, 200],
  },
  'post /calendars/recounts': { ask: () => ({ body: {} }), expected: [401, 403, 403, 403, 201, 201, 201] },
  'post /tasks/:taskKey/link': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/link`, {}),
    expected: [401, 403, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/claim': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/claim`, {}),
    expected: [401, 200, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/release': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/release`, {}),
    expected: [401, 200, 404, 404, 403, 403, 404],
  },
  'post /tasks/:taskKey/complete': {
    ask: of(({ taskKey }) => `/tasks/${taskKey}/complete`, { outcome: 'sign', values: {} }),
    expected: [401, 200, 404, 404, 409, 409, 404],
  },

  'get /cases/:caseId/links': { ask: of(({ caseId }) => `/cases/${caseId}/links`), expected: seen(200) },
  'post /cases/:caseId/links/:link/revoke': {
    ask: of(({ caseId }) => `/cases/${caseId}/links/w999/revoke`),
    expected: [401, 404, 404, 404, 404, 404, 404],
  },
  // A token opens its link whoever comes with it, and says who they are to nobody.
  'post /one-time-link': {
    ask: () => ({ body: { token: 'A'.repeat(43) } }),
    expected: [404, 404, 404, 404, 404, 404, 404],
  },
  'post /one-time-link/acts': {
    ask: () => ({
      body: {
        ...{ token: 'A'.repeat(43), task: 't1', outcome: 'received', values: {} },
        signer: { unit: '大队', name: '王', post: '民警', phone: '110' },
      },
    }),
    expected: [404, 404, 404, 404, 404, 404, 404],
  },

  'get /cases': { expected: all(200) },
  'post /cases': {
    ask: () => ({ body: { template: 'no-such-template', values: {} } }),
    expected: [401, 404, 404, 404, 404, 403, 404],
  },
  'get /cases/:caseId': { ask: of(({ caseId }) => `/cases/${caseId}`), expected: seen(200) },
  'get /cases/:caseId/timeline': {
    ask: of(({ caseId }) => `/cases/${caseId}/timeline`),
    expected: seen(200),
  },
  'get /cases/:caseId/journal': {
    ask: of(({ caseId }) => `/cases/${caseId}/journal`),
    expected: [401, 403, 404, 404, 200, 200, 404],
  },
  'get /cases/:caseId/diagram': { ask: of(({ caseId }) => `/cases/${caseId}/diagram`), expected: seen(200) },
  'get /cases/:caseId/steps': { ask: of(({ caseId }) => `/cases/${caseId}/steps`), expected: seen(200) },
  'post /cases/:caseId/progress': {
    ask: of(({ caseId }) => `/cases/${caseId}/progress`, { text: '已联系施工单位' }),
    expected: [401, 200, 404, 404, 200, 403, 404],
  },
  'post /cases/:caseId/messages': {
    ask: of(({ caseId }) => `/cases/${caseId}/messages`, { message: 'no-such-message', values: {} }),
    expected: [401, 404, 404, 404, 404, 403, 404],
  },
  'get /incidents': { expected: [401, 403, 403, 403, 200, 200, 200] },
  'post /cases/:caseId/incidents/:incident/resolve': {
    ask: of(({ caseId }) => `/cases/${caseId}/incidents/i999/resolve`, { how: 'retry' }),
    expected: [401, 403, 403, 403, 404, 404, 404],
  },
  'post /cases/:caseId/corrections': {
    ask: of(({ caseId }) => `/cases/${caseId}/corrections`, {
      values: { place: '学校北门' },
      reason: '登记有误',
    }),
    expected: [401, 403, 403, 403, 200, 403, 404],
  },
  'post /cases/:caseId/activities': {
    ask: of(({ caseId }) => `/cases/${caseId}/activities`, { node: 'no-such-activity' }),
    expected: [401, 400, 404, 404, 400, 403, 404],
  },
  // Last of the case's: afterwards it is closed.
  'post /cases/:caseId/cancel': {
    ask: of(({ caseId }) => `/cases/${caseId}/cancel`, { reason: '重复登记' }),
    expected: [401, 403, 404, 404, 200, 409, 404],
  },

  'get /board': { expected: all(200) },
  'get /ledger': { expected: all(200) },
  'get /ledger/export': { expected: all(200) },
  'post /ledger/previews': {
    ask: () => ({ path: '/ledger/previews?name=a.xlsx', file: sample }),
    expected: [401, 403, 403, 403, 201, 403, 201],
  },
  'get /ledger/previews/:preview': {
    ask: of(({ preview }) => `/ledger/previews/${preview}`),
    expected: [401, 403, 403, 403, 200, 403, 404],
  },
  'get /ledger/imports': { expected: [401, 403, 403, 403, 200, 403, 200] },
  'post /ledger/imports': {
    ask: ({ preview }) => ({ body: { preview } }),
    expected: [401, 403, 403, 403, 202, 403, 404],
  },
  'get /ledger/imports/:import': {
    ask: of(({ preview }) => `/ledger/imports/${preview}`),
    expected: [401, 403, 403, 403, 200, 403, 404],
  },

  'get /templates': { expected: all(200) },
  'post /templates': {
    ask: ({ role }) => ({
      body: { key: `made-by-${role.toLowerCase()}`, name: { zh: '新' }, from: { kind: 'empty' } },
    }),
    expected: [401, 403, 403, 403, 201, 403, 201],
  },
  'post /templates/check': {
    ask: () => ({ body: { xml: '<nothing/>' } }),
    expected: [401, 403, 403, 403, 200, 403, 200],
  },
  'get /templates/:key': { ask: of(() => '/templates/rectification-item'), expected: all(200) },
  'get /templates/:key/versions/:version': {
    ask: of(() => '/templates/rectification-item/versions/1'),
    expected: all(200),
  },
  'get /templates/:key/draft': {
    ask: of(() => '/templates/made-by-bureau/draft'),
    expected: [401, 403, 403, 403, 200, 403, 404],
  },
  'put /templates/:key/draft': {
    ask: of(() => '/templates/made-by-bureau/draft', { xml: '<nothing/>', revision: 1 }),
    expected: [401, 403, 403, 403, 200, 403, 404],
  },
  'post /templates/:key/versions': {
    ask: of(() => '/templates/made-by-bureau/versions', { revision: 2 }),
    expected: [401, 403, 403, 403, 422, 403, 404],
  },

  'get /organisation': { expected: all(200) },
  'post /organisation/holdings': {
    ask: () => ({
      body: { person: 'maqiang', post: 'class-teacher', unit: 'school-no1', from: '2030-01-01' },
    }),
    expected: [401, 403, 403, 403, 403, 201, 400],
  },
  'post /organisation/holdings/:holding/end': {
    ask: of(({ holding }) => `/organisation/holdings/${holding}/end`, { to: '2030-12-31' }),
    expected: [401, 403, 403, 403, 403, 200, 404],
  },
  'get /calendars': { expected: all(200) },
  'put /calendars/:year': {
    ask: of(() => '/calendars/2027', { version: '0', published: false, off: [], work: [] }),
    expected: [401, 403, 403, 403, 409, 409, 409],
  },
  'put /closures': {
    ask: () => ({ body: { version: '0', closures: [] } }),
    expected: [401, 403, 403, 403, 409, 409, 409],
  },
  'post /closures/preview': {
    ask: () => ({ body: { closures: [] } }),
    expected: [401, 403, 403, 403, 200, 200, 200],
  },
  'put /terms': {
    ask: () => ({ body: { version: '0', terms: [] } }),
    expected: [401, 403, 403, 403, 409, 409, 409],
  },
  'post /terms/preview': {
    ask: () => ({ body: { terms: [] } }),
    expected: [401, 403, 403, 403, 200, 200, 200],
  },
  'put /office-hours': {
    ask: () => ({
      body: { version: '0', officeHours: { open: '08:30', close: '17:30' }, officeSeasons: [] },
    }),
    expected: [401, 403, 403, 403, 409, 409, 409],
  },
  'post /office-hours/preview': {
    ask: () => ({ body: { officeHours: { open: '08:30', close: '17:30' }, officeSeasons: [] } }),
    expected: [401, 403, 403, 403, 200, 200, 200],
  },
  'get /clock': { expected: all(200) },
  'post /clock': {
    ask: () => ({ body: { to: '2020-01-01T00:00:00.000Z' } }),
    expected: [401, 403, 403, 403, 400, 400, 400],
  },
  'get /mailbox': { expected: all(200) },
  'get /mailbox/:mail': { ask: of(() => '/mailbox/1'), expected: all(404) },
  'get /deliveries/failed': { expected: [401, 403, 403, 403, 403, 200, 200] },
  'post /deliveries/retries': {
    ask: () => ({ body: { deliveries: ['00000000-0000-4000-8000-000000000000'] } }),
    expected: [401, 403, 403, 403, 403, 404, 404],
  },
  'get /messages': { expected: [401, 403, 403, 403, 403, 200, 200] },
  'post /messages': {
    ask: () => ({ body: { name: 'nobody-waits-for-it' } }),
    expected: [401, 403, 403, 403, 202, 403, 202],
  },
  'post /signals': {
    ask: () => ({ body: { name: 'nobody-listens-to-it' } }),
    expected: [401, 403, 403, 403, 202, 403, 202],
  },
  // Last: it ends each session.
  'delete /session': { expected: all(204) },
};

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

let office: Office;
let world: Omit<World, 'role'>;
beforeAll(async () => {
  office = await openOffice();
  const { caseId } = await openItem(office);
  const bureau = await office.as(logins.bureau);
  const classify = await openTask(bureau, caseId, 'classify');
  await bureau.post(`/tasks/${classify}/complete`, {
    outcome: 'assign',
    values: { rectificationClass: 'rectifyByDate', responsibleUnit: 'school-no1', dueDate: '2026-10-16' },
  });
  const sign = await openTask(bureau, caseId, 'sign');
  const upload = await bureau.upload('/ledger/previews?name=ledger.xlsx', sample);
  const holdings = (await bureau.get('/organisation')).body.holdings as {
    holding: string;
    person: { person: string };
  }[];
  world = {
    caseId,
    taskKey: sign,
    done: classify,
    preview: upload.body.preview,
    holding: holdings.find(({ person }) => person.person === 'maqiang')?.holding ?? '',
  };
});

test('every route that is served stands in the matrix, and no other', () => {
  expect(Object.keys(matrix).sort()).toEqual(routes.map(nameOf).sort());
});

describe.each(Object.keys(matrix))('%s', (name) => {
  test('answers each role as the policy says', async () => {
    const entry = matrix[name]!;
    const [method = '', path = ''] = name.split(' ');
    const answers: Record<string, number> = {};
    for (const role of roles) {
      const client: Client = role === 'nobody' ? office.anyone : await office.as(logins[role]);
      const asked = entry.ask?.({ ...world, role }) ?? {};
      const answer = asked.file
        ? await client.upload(asked.path ?? path, asked.file)
        : await client.send(method as Route['method'], asked.path ?? path, asked.body);
      answers[role] = answer.status;
    }
    expect(answers).toEqual(Object.fromEntries(roles.map((role, index) => [role, entry.expected[index]])));
  });
});
