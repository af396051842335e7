import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import type { DecisionModel } from '../engine/dmn/model.ts';
import type { Json } from '../engine/json.ts';
import type { ProcessModel, UserTaskConfig } from '../engine/model.ts';
import { compile, type CompileOptions } from './compile.ts';
import { compileDecisions } from './dmn/compile.ts';
import { Form, formFaults } from './form.ts';
import { applyForms } from './form-use.ts';
import { PackageSettings } from './package-settings.ts';
import { errorAt, warningAt, type Problem } from './problem.ts';
import { Scenario } from './scenario-shape.ts';

/** A template package, read whole: a folder with `template.json`, a `.bpmn`, `forms/`, `tables/`, `mails/`, `scenarios/`. */
export interface TemplatePackage {
  settings: PackageSettings;
  /** The diagram as it stands in the file. */
  xml: string;
  model: ProcessModel;
  warnings: PackageProblem[];
  forms: Record<string, Form>;
  /** Own mail texts, `<kind>.<zh|en>.<subject|text|html>`: Handlebars sources. */
  mails: Record<string, string>;
  scenarios: Record<string, Scenario>;
  /** Columns and words of its ledger; read by the ledger's own code. */
  ledger?: Json;
}

/** A problem, and the file of the package that it stands in. */
export type PackageProblem = Problem & { file: string };

export type PackageResult =
  { ok: true; package: TemplatePackage } | { ok: false; problems: PackageProblem[] };

/** Reads a package and says everything that is wrong with it at once, file by file. */
export async function loadPackage(
  folder: string,
  options: Omit<CompileOptions, 'forms' | 'decisions'> = {},
): Promise<PackageResult> {
  const problems: PackageProblem[] = [];
  const settings = await readShaped(folder, 'template.json', PackageSettings, problems);
  const forms = await readFolder(folder, 'forms', Form, problems);
  const scenarios = await readFolder(folder, 'scenarios', Scenario, problems);
  const mails = await readMails(folder, problems);
  const decisions = await readTables(folder, problems);
  for (const [key, form] of Object.entries(forms)) {
    const file = `forms/${key}.json`;
    if (form.key !== key) problems.push(badFile(file, 'form-key', `its key is '${form.key}'`));
    problems.push(...formFaults(form).map((fault) => badFile(file, 'form-fault', fault)));
  }
  if (!settings) return { ok: false, problems };

  const ledger =
    settings.ledger === undefined ? undefined : await readJson(folder, settings.ledger, problems);
  const xml = await readText(folder, settings.process, problems);
  const known = { ...options, forms: Object.keys(forms), ...(decisions && { decisions }) };
  const compiled = xml === undefined ? undefined : await compile(xml, known);
  const said = compiled === undefined ? [] : compiled.ok ? compiled.warnings : compiled.problems;
  problems.push(...said.map((problem) => ({ ...problem, file: settings.process })));
  if (compiled?.ok) {
    const onFields = applyForms(compiled.model, forms, settings);
    problems.push(...onFields.map((problem) => ({ ...problem, file: settings.process })));
    problems.push(...crossProblems(settings, forms, compiled.model));
  }
  if (!compiled?.ok || xml === undefined || problems.some(({ severity }) => severity === 'error')) {
    return { ok: false, problems };
  }
  const { model } = compiled;
  const read: TemplatePackage = { settings, xml, model, warnings: problems, forms, mails, scenarios };
  return { ok: true, package: ledger === undefined ? read : { ...read, ledger } };
}

/** What the files of a package say about each other. */
function crossProblems(
  settings: PackageSettings,
  forms: Record<string, Form>,
  model: ProcessModel,
): PackageProblem[] {
  const problems: PackageProblem[] = [];
  const file = 'template.json';
  if (model.process !== settings.key) {
    problems.push(
      badFile(
        settings.process,
        'process-id',
        `its process is '${model.process}', the template '${settings.key}'`,
      ),
    );
  }
  const configs = Object.values(model.nodes).map(({ id, config }) => ({
    id,
    ...(config as Partial<Pick<UserTaskConfig, 'stage' | 'form'>>),
  }));
  const stages = new Set(settings.stages.map(({ key }) => key));
  for (const { id, stage } of configs) {
    if (stage !== undefined && !stages.has(stage)) {
      problems.push(badFile(file, 'stage-unknown', `'${id}' is in stage '${stage}', which is not listed`));
    }
  }
  const used = new Set([...configs.flatMap(({ form }) => form ?? []), ...offeredForms(model)]);
  for (const form of [settings.startForm, ...settings.messages.map((message) => message.form)]) {
    if (form === undefined) continue;
    used.add(form);
    if (!forms[form])
      problems.push(badFile(file, 'form-unknown', `it names the form '${form}', which is not there`));
  }
  if (settings.resubmittable && settings.startForm === undefined) {
    problems.push(
      badFile(file, 'resubmit-without-form', 'it is resubmittable, but has no startForm to begin it with'),
    );
  }
  const unused = Object.keys(forms).filter((key) => !used.has(key));
  problems.push(...unused.map((key) => ({ ...unusedForm(key), file: `forms/${key}.json` })));
  const deadlines = [...Object.values(model.nodes), { deadlines: model.caseDeadlines }].flatMap(
    ({ deadlines: own = [] }) => own.map(({ key }) => key),
  );
  for (const key of [settings.mainDeadline ?? []].flat()) {
    if (!deadlines.includes(key))
      problems.push(
        badFile(file, 'deadline-unknown', `it names the deadline '${key}', which is not on the diagram`),
      );
  }
  const awaited = Object.values(model.nodes).flatMap(({ events }) =>
    events.map(({ config }) => (config as { message?: string }).message),
  );
  for (const { name } of settings.messages) {
    if (!awaited.includes(name))
      problems.push(badFile(file, 'message-unknown', `nothing on the diagram waits for '${name}'`));
  }
  return problems;
}

/** Forms with which a person may add a task to a live case. */
function offeredForms({ nodes, work }: ProcessModel): string[] {
  const verbs = Object.values(nodes).flatMap(({ config }) => (config as Partial<UserTaskConfig>).verbs ?? []);
  return [...verbs, ...(work?.verbs ?? [])].flatMap(({ verb, offers = [] }) =>
    verb === 'addTask' ? offers : [],
  );
}

async function readFolder<T>(
  folder: string,
  name: string,
  shape: z.ZodType<T>,
  problems: PackageProblem[],
): Promise<Record<string, T>> {
  const read: Record<string, T> = {};
  for (const file of await filesIn(join(folder, name), '.json')) {
    const value = await readShaped(folder, `${name}/${file}`, shape, problems);
    if (value !== undefined) read[basename(file, '.json')] = value;
  }
  return read;
}

/** The decision models of `tables/*.dmn` by the name of the file; undefined when there are none. */
async function readTables(
  folder: string,
  problems: PackageProblem[],
): Promise<Record<string, DecisionModel> | undefined> {
  const files: Record<string, string> = {};
  for (const file of await filesIn(join(folder, 'tables'), '.dmn')) {
    const xml = await readText(folder, `tables/${file}`, problems);
    if (xml !== undefined) files[basename(file, '.dmn')] = xml;
  }
  if (Object.keys(files).length === 0) return undefined;
  const { models, problems: found } = compileDecisions(files);
  problems.push(...found.map((problem) => ({ ...problem, file: `tables/${problem.file}.dmn` })));
  return models;
}

async function readMails(folder: string, problems: PackageProblem[]): Promise<Record<string, string>> {
  const mails: Record<string, string> = {};
  for (const file of await filesIn(join(folder, 'mails'), '.hbs')) {
    const key = basename(file, '.hbs');
    if (!/^[a-zA-Z-]+\.(zh|en)\.(subject|text|html)$/.test(key)) {
      problems.push(badFile(`mails/${file}`, 'mail-name', `its name is not like taskGiven.zh.subject.hbs`));
    }
    const text = await readText(folder, `mails/${file}`, problems);
    if (text !== undefined) mails[key] = text;
  }
  return mails;
}

/** Names of the files of a folder, sorted; a folder that is not there has none. */
async function filesIn(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  return names.filter((name) => name.endsWith(ending)).toSorted();
}

async function readShaped<T>(
  folder: string,
  file: string,
  shape: z.ZodType<T>,
  problems: PackageProblem[],
): Promise<T | undefined> {
  const value = await readJson(folder, file, problems);
  if (value === undefined) return undefined;
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  problems.push(
    ...parsed.error.issues.map(({ path, message }) =>
      badFile(file, 'shape', `/${path.join('/')}: ${message}`),
    ),
  );
  return undefined;
}

async function readJson(folder: string, file: string, problems: PackageProblem[]): Promise<Json | undefined> {
  const text = await readText(folder, file, problems);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    problems.push(badFile(file, 'not-json', cause instanceof Error ? cause.message : String(cause)));
    return undefined;
  }
}

async function readText(
  folder: string,
  file: string,
  problems: PackageProblem[],
): Promise<string | undefined> {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch {
    problems.push(badFile(file, 'file-missing', 'it is not there'));
    return undefined;
  }
}

function badFile(file: string, code: string, fault: string): PackageProblem {
  const problem = errorAt(
    undefined,
    code,
    [`文件 ${file} 有误：${fault}`, `${file}: ${fault}`],
    ['修改该文件', 'Correct the file'],
  );
  return { ...problem, file };
}

function unusedForm(key: string): Problem {
  return warningAt(
    undefined,
    'form-unused',
    [`表单“${key}”没有被使用`, `No task uses the form '${key}'`],
    ['删除该表单，或在任务上使用它', 'Remove it, or use it on a task'],
  );
}
