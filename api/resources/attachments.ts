import { z } from 'zod';
import { addAttachment, listAttachments, readAttachment } from '../../db/attachments.ts';
import { openTasksOf } from '../../db/work-list.ts';
import { AppError } from '../../errors.ts';
import { attachmentOf } from '../attachments.ts';
import { notTheirs } from '../case-command.ts';
import { readCaseRow } from '../case-file.ts';
import { safeName, takenType } from '../media-type.ts';
import { momentOf } from '../moment.ts';
import { readPeople } from '../names.ts';
import { capacitiesFor, mayAttach } from '../policy.ts';
import { route } from '../route.ts';
import { AttachmentList, AttachmentQuery, attachmentLimit, attachmentParams } from './attachments.shapes.ts';
import { CaseId } from './label.shapes.ts';
import { Attachment } from './work.shapes.ts';

/** At most so many files in one case. */
const mostFiles = 500;

/** Files that people add to a case: seen by whoever sees the case, never shown as a page. */
export const attachments = [
  route({
    method: 'get',
    path: '/cases/:caseId/attachments',
    summary: { zh: '事项的附件', en: 'Files of a case' },
    access: 'loggedIn',
    params: z.strictObject({ caseId: CaseId }),
    reply: AttachmentList,
    handle: ({ params, scoped }, { keys }) =>
      scoped(async (tx) => {
        const { caseId } = await readCaseRow(tx, params.caseId);
        const rows = await listAttachments(tx, keys, caseId);
        const people = await readPeople(
          tx,
          rows.map((row) => row.uploadedBy),
        );
        return { items: rows.map((row) => attachmentOf(row, people)), next: null };
      }),
  }),
  route({
    method: 'post',
    path: '/cases/:caseId/attachments',
    summary: {
      zh: '上传附件（jpg、png、pdf、docx、xlsx、mp4，不超过 10 MB）',
      en: 'Add a file: jpg, png, pdf, docx, xlsx or mp4, at most 10 MB',
    },
    access: 'loggedIn',
    write: 'once',
    params: z.strictObject({ caseId: CaseId }),
    query: AttachmentQuery,
    // What the browser calls it counts for nothing: the first bytes are looked at.
    body: { file: { contentTypes: ['*/*'], maxBytes: attachmentLimit } },
    reply: Attachment,
    status: 201,
    handle: ({ user, params, query, body, scoped }, { keys, now, log }) =>
      scoped(async (tx) => {
        const row = await readCaseRow(tx, params.caseId);
        if (row.status !== 'active')
          throw new AppError(
            'case-closed',
            `Expected case ${row.caseId} to be open, but it is ${row.status}`,
          );
        const units = row.units.map(({ unit }) => unit);
        const tasks = await openTasksOf(tx, row.caseId);
        const hasTask = tasks.some(
          (task) => capacitiesFor(user, { ...task, template: row.template }).length > 0,
        );
        if (!mayAttach(user, units) && !hasTask) throw notTheirs(user, 'add a file');
        const mediaType = takenType(body);
        if ((await listAttachments(tx, keys, row.caseId)).length >= mostFiles)
          throw new AppError('too-large', `Expected at most ${mostFiles} files in a case`);
        const kept = await addAttachment(tx, keys, {
          tenant: user.tenant,
          caseId: row.caseId,
          name: safeName(query.name, mediaType),
          mediaType,
          content: body,
          task: null,
          by: user.person,
          at: momentOf(user, now()).now,
        });
        log.info({ person: user.person, caseId: row.caseId, attachment: kept.id }, 'file added');
        return attachmentOf(kept, new Map([[user.person, user.name]]));
      }),
  }),
  route({
    method: 'get',
    path: '/cases/:caseId/attachments/:attachment',
    summary: { zh: '下载附件', en: 'Fetch a file' },
    access: 'loggedIn',
    params: attachmentParams,
    reply: { fileOf: 'application/octet-stream' },
    handle: ({ user, params, scoped }, { keys, log }) =>
      scoped(async (tx) => {
        const { caseId } = await readCaseRow(tx, params.caseId);
        const found = await readAttachment(tx, keys, { caseId, id: params.attachment });
        if (!found) throw new AppError('not-found', `Expected file ${params.attachment} of case ${caseId}`);
        log.info({ person: user.person, caseId, attachment: found.id }, 'file fetched');
        return { name: found.name, bytes: found.content, type: found.mediaType };
      }),
  }),
];
