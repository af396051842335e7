/**
 * `npm run template -- check FILE …` says everything that is wrong with a diagram (.bpmn), a decision model (.dmn) or a
 * package (a folder) at once; `-- capabilities` lists what is supported.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { capabilities, capabilitiesFile, capabilitiesPage } from './template/capabilities.ts';
import { asLines, checkTemplate, type Language } from './template/check.ts';

const usage = `npm run template -- check FILE … [--lang zh|en]       所有问题 / everything that is wrong; exit code 1 when anything is an error
npm run template -- capabilities [--lang zh|en]      支持的内容 / what is supported
npm run template -- capabilities --write             docs/capabilities.md`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: 'string', default: 'zh' }, write: { type: 'boolean', default: false } },
});
const [task, ...paths] = positionals;
const language: Language | undefined = values.lang === 'zh' || values.lang === 'en' ? values.lang : undefined;

if (language === undefined) refuse();
else if (task === 'check' && paths.length > 0) await check(language);
else if (task === 'capabilities') await list(language);
else refuse();

async function check(inLanguage: Language): Promise<void> {
  for (const path of paths) {
    const problems = await checkTemplate(path);
    console.log([path, ...asLines(problems, inLanguage)].join('\n'));
    if (problems.some(({ severity }) => severity === 'error')) process.exitCode = 1;
  }
}

async function list(inLanguage: Language): Promise<void> {
  if (!values.write) return console.log(capabilities(inLanguage));
  writeFileSync(capabilitiesFile, await capabilitiesPage());
}

function refuse(): void {
  console.error(usage);
  process.exitCode = 2;
}
