import { z } from 'zod';
import { problemStatus, type ProblemCode } from '../errors.ts';
import { inLanguage } from './language.ts';
import { problemTexts } from './problem-texts.ts';
import type { Language } from './resources/session.shapes.ts';
import { isFileBody, isFileReply, needsKey, type Route } from './route.ts';

/** A page to read the API by: made on the server, without a script or anything from elsewhere. */
export function docsPage(routes: Route[], language: Language): string {
  const t = texts[language];
  const groups = Map.groupBy(routes, (route) => route.path.split('/')[1] ?? '');
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${t.title}</title><style>${style}</style></head>
<body>
<header><h1>${t.title}</h1><p>${t.rules}</p><p><a href="openapi.json">openapi.json</a> (OpenAPI 3.1)</p>
<nav aria-label="${t.contents}"><ul>${[...groups.keys()].map((name) => `<li><a href="#${escape(name)}">${escape(name)}</a></li>`).join('')}</ul></nav></header>
<main>
${[...groups].map(([name, members]) => `<section id="${escape(name)}"><h2>${escape(name)}</h2>${members.map((route) => routeHtml(route, language)).join('\n')}</section>`).join('\n')}
<section><h2>${t.refusals}</h2><table><thead><tr><th>${t.code}</th><th>HTTP</th><th>${t.meaning}</th></tr></thead><tbody>${refusalRows(language)}</tbody></table></section>
</main></body></html>`;
}

const texts = {
  zh: {
    title: '校安整改平台接口说明',
    contents: '目录',
    rules:
      '每次写入都要带 Idempotency-Key（UUID）：同一编号、同一内容得到首次结果，内容不同则返回 409。错误按 RFC 9457 返回；未知字段一律拒绝；列表用 cursor 翻页。',
    refusals: '错误代码',
    code: '代码',
    meaning: '含义',
    body: '提交内容',
    query: '查询参数',
    reply: '返回内容',
    file: '文件',
    anyone: '无需登录',
    loggedIn: '登录后，限本人可见范围',
    permission: '需要权限',
    key: '需要 Idempotency-Key',
  },
  en: {
    title: 'Rectiflow API',
    contents: 'Contents',
    rules:
      'Every write needs an Idempotency-Key (UUID): the same key with the same content gets the first answer, with other content 409. Refusals are RFC 9457 problem details; unknown fields are refused; lists are paged by cursor.',
    refusals: 'Codes of refusals',
    code: 'Code',
    meaning: 'Meaning',
    body: 'Body',
    query: 'Query',
    reply: 'Answer',
    file: 'File',
    anyone: 'No session needed',
    loggedIn: 'Logged in, for what one may see',
    permission: 'Needs the permission',
    key: 'Needs an Idempotency-Key',
  },
} as const;

function routeHtml(route: Route, language: Language): string {
  const t = texts[language];
  const access =
    route.access === 'anyone' || route.access === 'loggedIn'
      ? t[route.access]
      : `${t.permission} <code>${escape(route.access.permission)}</code>`;
  const hasKey = needsKey(route);
  const parts = [
    route.query && schemaHtml(t.query, route.query, 'input'),
    route.body &&
      (isFileBody(route.body)
        ? `<p>${t.body}: ${t.file} <code>${escape(route.body.file.contentTypes.join(', '))}</code></p>`
        : schemaHtml(t.body, route.body, 'input')),
    route.reply &&
      (isFileReply(route.reply)
        ? `<p>${t.reply}: ${t.file} <code>${escape(route.reply.fileOf)}</code></p>`
        : schemaHtml(t.reply, route.reply, 'output')),
  ];
  return `<article><h3><code>${route.method.toUpperCase()} /api${escape(route.path)}</code></h3>
<p>${escape(inLanguage(route.summary, language))}</p><p class="access">${access}${hasKey ? ` · ${t.key}` : ''}</p>
${parts.filter(Boolean).join('\n')}</article>`;
}

function schemaHtml(title: string, schema: z.ZodType, io: 'input' | 'output'): string {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  delete json.$schema;
  return `<details><summary>${title}</summary><pre tabindex="0">${escape(JSON.stringify(json, null, 2))}</pre></details>`;
}

const refusalRows = (language: Language): string =>
  (Object.keys(problemStatus) as ProblemCode[])
    .map(
      (code) =>
        `<tr><td><code>${code}</code></td><td>${problemStatus[code]}</td><td>${escape(problemTexts[code].title[language])}</td></tr>`,
    )
    .join('');

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `
body{font:16px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
nav ul{display:flex;flex-wrap:wrap;gap:.5rem 1rem;list-style:none;padding:0}
article{border-top:1px solid #ccc;padding:.5rem 0}h3{margin:.25rem 0;overflow-wrap:anywhere}
.access{color:#444}pre{overflow:auto;background:#f4f4f4;padding:.75rem}summary{cursor:pointer;min-height:1.75rem}
table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.25rem .5rem;text-align:left}
a{color:#0b57d0}`;
