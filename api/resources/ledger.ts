import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { countCases, listCases, valuesOfFact } from '../../db/case-list.ts';
import type { Tx } from '../../db/connection.ts';
import { hashOf } from '../../db/content.ts';
import { addImport, beginImport, findImport, listImports } from '../../db/ledger-imports.ts';
import { casesOfItems } from '../../db/openings.ts';
import { listUnits } from '../../db/organisation.ts';
import ledgerColumns from '../../definitions/rectification-item/ledger.json' with { type: 'json' };
import type { JsonObject } from '../../engine/json.ts';
import { AppError } from '../../errors.ts';
import { rowContext } from '../case-row.ts';
import { codeName } from '../facts.ts';
import { runImport } from '../ledger-import.ts';
import { exportOf } from '../ledger-export.ts';
import { ledgerTemplate, previewOf } from '../ledger-preview.ts';
import { importOf, importsOf } from '../ledger-progress.ts';
import { ledgerExtras, ledgerRow } from '../ledger-row.ts';
import { zipLimits } from '../ledger/zip-guard.ts';
import type { LedgerPreview as ReadPreview } from '../ledger/item.ts';
import type { ReadLedgerOptions } from '../ledger/read.ts';
import { createLedgerReader } from '../ledger/read-in-thread.ts';
import { LedgerRefusal } from '../ledger/refusal.ts';
import { momentOf } from '../moment.ts';
import type { User } from '../policy.ts';
import { route } from '../route.ts';
import { pageQuery } from './label.shapes.ts';
import {
  LedgerExportQuery,
  LedgerImport,
  LedgerImportList,
  LedgerList,
  LedgerPreview,
  LedgerQuery,
  LedgerUploadQuery,
  StartImport,
} from './ledger.shapes.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const ledger = [
  route({
    method: 'get',
    path: '/ledger',
    summary: { zh: '整改台账', en: 'The rectification ledger' },
    access: 'loggedIn',
    query: LedgerQuery,
    reply: LedgerList,
    handle: ({ user, query, scoped }, { now, keys }) =>
      scoped(async (tx) => {
        const context = await rowContext(tx, momentOf(user, now()));
        const filter = { ...query, now: context.sense.now };
        const page = await listCases(tx, { filter, cursor: query.cursor, limit: query.limit });
        const extras = await ledgerExtras(tx, keys, page.rows);
        return {
          items: page.rows.map((row) => ledgerRow(row, context, extras)),
          next: page.next,
          total: await countCases(tx, filter),
          categories: (await valuesOfFact(tx, query.template, 'category')).map((value) => ({
            value,
            name: codeName(value),
          })),
        };
      }),
  }),
  route({
    method: 'get',
    path: '/ledger/export',
    summary: { zh: '导出台账（.xlsx）', en: 'The ledger as .xlsx' },
    access: 'loggedIn',
    query: LedgerExportQuery,
    reply: { fileOf: xlsx },
    handle: ({ user, query, language, scoped }, { now, keys, log }) =>
      scoped(async (tx) => {
        const at = momentOf(user, now());
        const file = await exportOf(tx, keys, {
          user,
          at,
          filter: query,
          language: query.language ?? language,
          ...(query.list && { list: query.list }),
        });
        log.info({ person: user.person, rows: file.rows }, 'ledger exported');
        return file.answer;
      }),
  }),
  route({
    method: 'post',
    path: '/ledger/previews',
    summary: { zh: '上传台账并预览（不立项）', en: 'Upload a ledger for a preview; starts nothing' },
    access: { permission: 'ledger.import' },
    // Reading may take seconds, in which no transaction may stay open.
    write: 'case',
    query: LedgerUploadQuery,
    body: { file: { contentTypes: [xlsx, 'application/octet-stream'], maxBytes: zipLimits.packed } },
    reply: LedgerPreview,
    status: 201,
    look: ({ user, scoped }) => scoped((tx) => directory(tx, user)),
    async handle({ user, query, body, scoped, found: units }, { now }) {
      const preview = await readFile(body, { units, importDate: user.today });
      return scoped(async (tx) => {
        const record = await addImport(tx, {
          id: randomUUID(),
          tenantId: user.tenant,
          fileHash: hashOf(body),
          fileName: query.name,
          person: user.person,
          preview: preview as unknown as JsonObject,
          state: 'previewed',
          createdAt: momentOf(user, now()).now,
        });
        return previewOf(tx, record);
      });
    },
  }),
  route({
    method: 'get',
    path: '/ledger/previews/:preview',
    summary: { zh: '查看预览', en: 'A preview again' },
    access: { permission: 'ledger.import' },
    params: z.strictObject({ preview: z.uuid() }),
    reply: LedgerPreview,
    handle: ({ params, scoped }) =>
      scoped(async (tx) => previewOf(tx, await knownImport(tx, params.preview))),
  }),
  route({
    method: 'get',
    path: '/ledger/imports',
    summary: { zh: '导入记录', en: 'Imports so far' },
    access: { permission: 'ledger.import' },
    query: z.strictObject({ limit: pageQuery.limit }),
    reply: LedgerImportList,
    handle: ({ query, scoped }) =>
      scoped(async (tx) => ({
        items: await importsOf(tx, await listImports(tx, query.limit)),
        next: null,
      })),
  }),
  route({
    method: 'post',
    path: '/ledger/imports',
    summary: {
      zh: '导入预览中的合格行：一行一项，不重复',
      en: 'Import the good rows of a preview: one case each, never twice',
    },
    access: { permission: 'ledger.import' },
    // Beginning a preview a second time finds it begun: nothing happens twice, whatever the key.
    write: 'repeatable',
    body: StartImport,
    reply: LedgerImport,
    status: 202,
    async handle({ user, body, scoped }, dependencies) {
      await scoped(async (tx) => {
        const record = await knownImport(tx, body.preview);
        if (record.state !== 'previewed') return;
        const { items } = record.preview as unknown as ReadPreview;
        const there = await casesOfItems(
          tx,
          ledgerTemplate,
          items.map(({ itemKey }) => itemKey),
        );
        const rows = items.map((item) => {
          const caseId = there.get(item.itemKey);
          return {
            tenantId: user.tenant,
            importId: record.id,
            row: item.row.row,
            sheet: item.row.sheet,
            itemKey: item.itemKey,
            state: caseId === undefined ? ('waiting' as const) : ('alreadyThere' as const),
            caseId: caseId ?? null,
            item: item as unknown as JsonObject,
          };
        });
        await beginImport(tx, record.id, { person: user.person, rows });
      });
      runImport(dependencies, user.tenant, body.preview);
      return scoped(async (tx) => importOf(tx, await knownImport(tx, body.preview)));
    },
  }),
  route({
    method: 'get',
    path: '/ledger/imports/:import',
    summary: { zh: '导入进度与结果', en: 'How far an import is, and what became of each row' },
    access: { permission: 'ledger.import' },
    params: z.strictObject({ import: z.uuid() }),
    reply: LedgerImport,
    async handle({ user, params, scoped }, dependencies) {
      const record = await scoped((tx) => knownImport(tx, params.import));
      if (record.state === 'previewed') throw noImport(params.import);
      if (record.state === 'running') runImport(dependencies, user.tenant, record.id);
      return scoped((tx) => importOf(tx, record));
    },
  }),
];

const noImport = (id: string): AppError =>
  new AppError('not-found', `Expected import ${id}, but there is none`);

async function knownImport(tx: Tx, id: string) {
  const record = await findImport(tx, id);
  if (!record) throw noImport(id);
  return record;
}

/** Units as the reader of ledgers knows them, as they stand today. */
async function directory(tx: Tx, user: User) {
  const units = await listUnits(tx);
  return units
    .filter((row) => row.validFrom <= user.today && (row.validTo === null || row.validTo > user.today))
    .map((row) => ({ id: row.id, name: row.names.zh, aliases: row.aliases, kind: row.kind }));
}

const readLedger = createLedgerReader();

async function readFile(bytes: Uint8Array, given: Pick<ReadLedgerOptions, 'units' | 'importDate'>) {
  try {
    return await readLedger(bytes, {
      columns: ledgerColumns as ReadLedgerOptions['columns'],
      ...given,
    });
  } catch (error) {
    if (!(error instanceof LedgerRefusal)) throw error;
    throw new AppError(error.code, `Expected a ledger that can be read, but: ${error.reason}`, {
      cause: error,
      texts: error.text,
      data: { reason: error.reason },
    });
  }
}
