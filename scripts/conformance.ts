/**
 * `npm run conformance [-- options]`: plays public test suites on the engine alone. The suites are data of others and
 * stand outside of the project: `../shared/conformance`, or the folder of `--dir`.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readCases } from './conformance/bpmn-case.ts';
import { bpmnSources, runBpmn, runCase } from './conformance/bpmn.ts';
import { runDmn } from './conformance/dmn.ts';
import { runFeel } from './conformance/feel.ts';
import { asJson, asTable } from './conformance/report.ts';
import type { SuiteResult } from './conformance/result.ts';

/** The files that are understood, and what plays each. */
const known: { source: string; run(): Promise<SuiteResult> }[] = [
  ...bpmnSources.map((source) => ({ source, run: () => runBpmn(folder, source, isFeatureAsked) })),
  { source: 'feel', run: () => runFeel(folder) },
  { source: 'dmn-tck', run: () => runDmn(folder) },
];

const usage = `npm run conformance -- [--dir DIR] [--only SOURCE] [--feature TEXT] [--case ID] [--json] [--list]
  --only SOURCE    one file, e.g. bpmn-operaton
  --feature TEXT   cases whose feature contains the text
  --case ID        one case of a BPMN file (or the end of its id): its steps, what was wanted and what came
  --list           every case that did not pass, with its reason
  --json           one object: pass, fail, unsupported, error and the ids`;

const { values: options } = parseArgs({
  options: {
    dir: { type: 'string' },
    only: { type: 'string' },
    feature: { type: 'string' },
    case: { type: 'string' },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const folder = resolve(options.dir ?? join(import.meta.dirname, '../../shared/conformance'));
const log = (line: string) => console.error(line);

if (options.help) console.log(usage);
else if (!existsSync(folder)) {
  log(`没有找到测试集：${folder} / The suites were not found: ${folder}\n\n${usage}`);
  process.exitCode = options.dir === undefined ? 0 : 1;
} else if (options.case !== undefined) await showCase(options.case);
else await runAll();

async function runAll(): Promise<void> {
  const suites: SuiteResult[] = [];
  for (const { source, run } of known.filter(isAsked)) {
    log(`${source} …`);
    const { cases } = await run();
    suites.push({ source, cases: cases.filter(isFeatureAsked) });
  }
  console.log(options.json ? JSON.stringify(asJson(suites)) : asTable(suites, { list: options.list }));
  if (suites.some(({ cases }) => cases.some(({ verdict }) => verdict === 'error'))) process.exitCode = 1;
}

function isAsked({ source }: { source: string }): boolean {
  return (
    existsSync(join(folder, `${source}.json.gz`)) && (options.only === undefined || source === options.only)
  );
}

function isFeatureAsked({ feature }: { feature: string }): boolean {
  return feature.includes(options.feature ?? '');
}

async function showCase(id: string): Promise<void> {
  for (const { source } of known.filter(isAsked).filter(({ source }) => bpmnSources.includes(source))) {
    const found = readCases(join(folder, `${source}.json.gz`)).filter((one) => one.id.endsWith(id));
    for (const raw of found) {
      const { lines, verdict, reason } = await runCase(raw);
      console.log(
        [raw.id, ...lines, `${verdict}${reason === undefined ? '' : `: ${reason}`}`, ''].join('\n'),
      );
    }
  }
}
