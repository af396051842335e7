import { z } from 'zod';
import { countOpenByVersion } from '../../db/case-list.ts';
import type { Tx } from '../../db/connection.ts';
import { readContentIn } from '../../db/content.ts';
import {
  addTemplate,
  findTemplateDraft,
  findVersion,
  latestVersion,
  listTemplates,
  listVersions,
  renameTemplate,
  saveTemplateDraft,
} from '../../db/templates.ts';
import { emptyDiagram } from '../../definitions/empty-diagram.ts';
import { AppError } from '../../errors.ts';
import {
  currentFiles,
  draftOf,
  knownTemplate,
  templateContext,
  templateRow,
  versionRow,
} from '../template-view.ts';
import { formOf, formsByKey, listForms } from '../forms.ts';
import { readNames, readPeople } from '../names.ts';
import { route } from '../route.ts';
import { checkDraft, publishDraft } from '../template-publishing.ts';
import { settingsOf } from '../template-settings.ts';
import { toChooseAtStart } from '../to-choose.ts';
import type { ProcessModel } from '../../engine/model.ts';
import { Key } from './label.shapes.ts';
import {
  CheckTemplate,
  NewTemplate,
  PublishTemplate,
  SaveTemplateDraft,
  TemplateDetail,
  TemplateDraft,
  TemplateList,
  TemplateProblems,
  TemplatePublished,
  TemplateVersion,
} from './templates.shapes.ts';

const params = z.strictObject({ key: Key });
/** A diagram of 1 MiB escaped as JSON, and its forms. */
const bodyLimit = 4 * 1024 * 1024;

export const templates = [
  route({
    method: 'get',
    path: '/templates',
    summary: { zh: '流程模板', en: 'Process templates' },
    access: 'loggedIn',
    reply: TemplateList,
    handle: ({ user, scoped }) =>
      scoped(async (tx) => {
        const context = await templateContext(tx, user);
        return { items: (await listTemplates(tx)).map((row) => templateRow(row, context)) };
      }),
  }),
  route({
    method: 'post',
    path: '/templates',
    summary: {
      zh: '新建模板：空白、由已有模板或由 .bpmn 文件',
      en: 'A new template: empty, from another, or from a .bpmn file',
    },
    access: { permission: 'template.edit' },
    write: 'once',
    body: NewTemplate,
    bodyLimit,
    reply: TemplateDraft,
    status: 201,
    handle: ({ user, body, scoped }, { now }) =>
      scoped(async (tx) => {
        const source = await sourceOf(tx, body);
        const at = now().toISOString();
        const isNew = await addTemplate(tx, {
          tenantId: user.tenant,
          key: body.key,
          names: body.name,
          settings: source.settings,
          createdAt: at,
        });
        if (!isNew) {
          throw new AppError('already-exists', `Expected a new key, but template '${body.key}' is there`, {
            details: [{ at: '/key', message: '该标识已被使用 / taken already' }],
          });
        }
        const row = {
          tenantId: user.tenant,
          template: body.key,
          ...source,
          savedBy: user.person,
          savedAt: at,
        };
        await saveTemplateDraft(tx, row, 0);
        return draftOf(tx, body.key);
      }),
  }),
  route({
    method: 'post',
    path: '/templates/check',
    summary: { zh: '检查流程图，列出问题及改法', en: 'Check a diagram: every problem, and the mend' },
    access: { permission: 'template.edit' },
    write: 'question',
    body: CheckTemplate,
    bodyLimit,
    reply: TemplateProblems,
    handle: ({ body, scoped }) =>
      scoped(async (tx) => {
        const forms = body.key === undefined ? {} : ((await currentFiles(tx, body.key))?.forms ?? {});
        const problems = await checkDraft(tx, { xml: body.xml, forms });
        return { problems, canPublish: problems.every(({ severity }) => severity !== 'error') };
      }),
  }),
  route({
    method: 'get',
    path: '/templates/:key',
    summary: { zh: '模板及其各版本', en: 'A template and its versions' },
    access: 'loggedIn',
    params,
    reply: TemplateDetail,
    handle: ({ user, params, scoped }, { now }) =>
      scoped(async (tx) => {
        const row = await knownTemplate(tx, params.key);
        const context = await templateContext(tx, user);
        const latest = await latestVersion(tx, row.key);
        const versions = await listVersions(tx, row.key);
        const people = await readPeople(
          tx,
          versions.map(({ publishedBy }) => publishedBy),
        );
        return {
          ...templateRow(row, context),
          versions: versions.map((version) => versionRow(version, { people, openCases: context.openCases })),
          startForm: latest ? formOf(latest.forms, settingsOf(latest.settings).startForm) : null,
          startValues: {},
          toChoose: latest
            ? toChooseAtStart(await readContentIn<ProcessModel>(tx, latest.model), {
                names: await readNames(tx),
                variables: {},
                at: now().toISOString(),
              })
            : [],
        };
      }),
  }),
  route({
    method: 'get',
    path: '/templates/:key/versions/:version',
    summary: { zh: '已发布的一个版本', en: 'One published version' },
    access: 'loggedIn',
    params: params.extend({ version: z.coerce.number().int().min(1) }),
    reply: TemplateVersion,
    handle: ({ user, params, scoped }) =>
      scoped(async (tx) => {
        const row = await knownTemplate(tx, params.key);
        const version = await findVersion(tx, row.key, params.version);
        if (!version)
          throw new AppError(
            'not-found',
            `Expected version ${params.version} of ${row.key}, but there is none`,
          );
        const people = await readPeople(tx, [version.publishedBy]);
        const context = await templateContext(tx, user);
        return {
          key: row.key,
          name: row.names,
          ...versionRow(version, { people, openCases: context.openCases }),
          xml: version.xml,
          forms: listForms(version.forms),
        };
      }),
  }),
  route({
    method: 'get',
    path: '/templates/:key/draft',
    summary: {
      zh: '模板草稿；没有时由最新版本生成',
      en: 'The draft; where there is none, what the next would start from',
    },
    access: { permission: 'template.edit' },
    params,
    reply: TemplateDraft,
    etag: ({ revision }) => String(revision),
    handle: ({ params, scoped }) => scoped((tx) => draftOf(tx, params.key)),
  }),
  route({
    method: 'put',
    path: '/templates/:key/draft',
    summary: { zh: '保存模板草稿（有问题也可保存）', en: 'Save the draft, problems or not' },
    access: { permission: 'template.edit' },
    write: 'once',
    params,
    body: SaveTemplateDraft,
    bodyLimit,
    reply: TemplateDraft,
    handle: ({ user, params, body, scoped }, { now }) =>
      scoped(async (tx) => {
        const row = await knownTemplate(tx, params.key);
        const files = await currentFiles(tx, row.key);
        const saved = await saveTemplateDraft(
          tx,
          {
            tenantId: user.tenant,
            template: row.key,
            xml: body.xml,
            forms: body.forms === undefined ? (files?.forms ?? {}) : formsByKey(body.forms),
            mails: files?.mails ?? {},
            settings: files?.settings ?? row.settings,
            savedBy: user.person,
            savedAt: now().toISOString(),
          },
          body.revision,
        );
        if (!saved) throw await savedSince(tx, row.key, body.revision);
        if (body.name) await renameTemplate(tx, row.key, body.name);
        return draftOf(tx, row.key);
      }),
  }),
  route({
    method: 'post',
    path: '/templates/:key/versions',
    summary: {
      zh: '发布草稿为新版本；在办事项不受影响',
      en: 'Publish the draft as a new version; running cases stay on theirs',
    },
    access: { permission: 'template.publish' },
    write: 'once',
    params,
    body: PublishTemplate,
    reply: TemplatePublished,
    status: 201,
    handle: ({ user, params, body, scoped }, { now, log }) =>
      scoped(async (tx) => {
        const row = await knownTemplate(tx, params.key);
        const draft = await findTemplateDraft(tx, row.key);
        if (draft?.revision !== body.revision) throw await savedSince(tx, row.key, body.revision);
        const { version, modelHash } = await publishDraft(tx, {
          draft,
          note: body.note ?? null,
          by: user.person,
          at: now().toISOString(),
        });
        log.info({ by: user.person, template: row.key, version, modelHash }, 'template published');
        const open = await countOpenByVersion(tx);
        const onOlder = open.filter((count) => count.template === row.key && count.version < version);
        return {
          key: row.key,
          version,
          modelHash,
          openCasesOnOlderVersions: onOlder.reduce((total, count) => total + count.open, 0),
        };
      }),
  }),
];

async function savedSince(tx: Tx, key: string, expected: number): Promise<AppError> {
  const revision = (await findTemplateDraft(tx, key))?.revision ?? 0;
  return new AppError(
    'version-conflict',
    `Expected the draft at revision ${expected}, but it is at ${revision}`,
    {
      data: { revision },
    },
  );
}

async function sourceOf(tx: Tx, { from, key, name }: NewTemplate) {
  switch (from.kind) {
    case 'empty':
      return { xml: emptyDiagram(key, name.zh), forms: {}, mails: {}, settings: {} };
    case 'file':
      return { xml: from.xml, forms: {}, mails: {}, settings: {} };
    case 'template': {
      const version =
        from.version === undefined
          ? await latestVersion(tx, from.key)
          : await findVersion(tx, from.key, from.version);
      if (!version)
        throw new AppError('not-found', `Expected a published version of '${from.key}', but there is none`, {
          at: '/from/key',
        });
      const { xml, forms, mails, settings } = version;
      // Its own series of numbers, by the general rule: two templates with one rule would give the same number twice.
      const { number, ...kept } = settings;
      void number;
      return { xml, forms, mails, settings: kept };
    }
  }
}
