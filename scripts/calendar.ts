/**
 * `npm run calendar -- import FILE`: publishes the State Council's yearly notice in a running system. It shows what was
 * read and what would move, and does nothing more without --yes; then every open deadline is counted again, each with an
 * entry in its case's timeline and notice to its handlers. The password comes from RECTIFLOW_PASSWORD or is asked for.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { openServer } from './calendar/server.ts';
import { fileInWords, previewInWords } from './calendar/words.ts';
import { readYearFile, type YearFile } from './calendar/year-file.ts';
import { explain, Trouble } from './ground/trouble.ts';

const usage = `npm run calendar -- import FILE --login NAME [--url http://127.0.0.1:3000] [--year 2027] [--yes]
  FILE    国务院办公厅通知的文本，或 JSON / the notice's text, or JSON: { "year", "off", "work", "basis" }
  --yes   预览后直接发布 / publish after the preview
npm run calendar -- read FILE [--year 2027]     只核对文件 / only shows what is read`;

try {
  if (process.argv.includes('--help')) console.log(usage);
  else await run();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const asked = readArguments();
  if (typeof asked === 'string') {
    console.error(asked ? `${asked}\n${usage}` : usage);
    process.exitCode = 2;
    return;
  }
  const { task, path, year, values } = asked;
  const file = readFile(path, year);
  console.log(fileInWords(file).join('\n'));
  if (task === 'read') return;

  const server = await openServer(
    values.url,
    values.login!,
    process.env.RECTIFLOW_PASSWORD ?? (await askPassword()),
  );
  const { version } = await server.current();
  const preview = await server.preview(file);
  console.log(previewInWords(preview).join('\n'));
  if (preview.problems.length > 0)
    throw new Trouble('不能发布：请更正上面的问题', 'It can not be published: correct what stands above');
  if (
    !values.yes &&
    !(await askWhether('发布并重新计算时限？/ Publish, and count deadlines again? [y/N] '))
  ) {
    console.log(
      process.stdin.isTTY
        ? '没有更改 / Nothing was changed'
        : '没有更改：这里无法确认，请加 --yes / Nothing was changed: nobody can confirm here, add --yes',
    );
    return;
  }
  await server.publish(file, version);
  const { counts } = await server.recount();
  console.log(
    `已发布 ${file.year} 年；${counts.total} 个事项正在重新计算 / ` +
      `${file.year} is published; the deadlines of ${counts.total} cases are being counted again`,
  );
}

/** What was asked for, or what is wrong with it; '' where only the usage helps. */
function readArguments() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        login: { type: 'string' },
        url: { type: 'string', default: 'http://127.0.0.1:3000' },
        year: { type: 'string' },
        yes: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return `不认识的参数 / Unknown argument: ${(error as Error).message.split('.')[0]}`;
  }
  const { values, positionals } = parsed;
  const [task, path, more] = positionals;
  if ((task !== 'read' && task !== 'import') || more !== undefined) return '';
  if (path === undefined) return '缺少文件 / The file is missing';
  const year = values.year === undefined ? undefined : Number(values.year);
  if (year !== undefined && !Number.isInteger(year))
    return `--year 应为年份，现在是“${values.year}” / --year must be a year, found "${values.year}"`;
  if (task === 'import' && !values.login) return 'import 需要 --login 账号 / import needs --login NAME';
  return { task, path, year, values };
}

function readFile(path: string, year: number | undefined): YearFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Trouble(`读不了文件 ${path}`, `The file ${path} can not be read`, { cause });
  }
  const read = readYearFile(text, year);
  if (read.ok) return read.file;
  throw new Trouble(
    read.problems.map(({ zh }) => zh).join('\n'),
    read.problems.map(({ zh, en }) => en ?? zh).join('\n'),
  );
}

/** Nothing that is typed is shown. */
async function askPassword(): Promise<string> {
  process.stdout.write('密码 / Password: ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input: process.stdin, output: silent, terminal: true });
  const password = await line.question('');
  line.close();
  process.stdout.write('\n');
  return password;
}

async function askWhether(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const line = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await line.question(question);
  line.close();
  return /^(y|yes|是)$/i.test(answer.trim());
}
