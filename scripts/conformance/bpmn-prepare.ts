import { compile, type CompileOptions } from '../../definitions/compile.ts';
import type { Problem } from '../../definitions/problem.ts';
import { readXml } from '../../definitions/read.ts';
import { isGlobalTask } from '../../definitions/global-task.ts';
import { variableName } from '../../definitions/vendors/juel.ts';
import { childrenOf } from '../../definitions/source-element.ts';
import type { ProcessModel } from '../../engine/model.ts';
import type { BpmnCase } from './bpmn-case.ts';

/** The job that stands in the place of a script task. */
export const probeJob = 'probe';

export interface Prepared {
  models: ProcessModel[];
  /** Why a process of the files is refused; then none of the case can be trusted to run. */
  refusals: { process: string; problems: Problem[] }[];
}

/** Users and groups of the files, and whoever does a task that names nobody, as posts that the runner's people hold. */
export const people = {
  user: (name: string) => someone('user', name),
  group: (name: string) => someone('group', name),
  anyone: { post: 'anyone', unit: 'anywhere' },
} satisfies CompileOptions['people'];

/** Where an expression gives no name, the task is anyone's, as where none is written. */
function someone(kind: string, name: string) {
  if (!name.startsWith('=')) return { post: kind, unit: name };
  const given = name.slice(1);
  const choose = (named: string, nobody: string) =>
    `= if (${given}) = null or (${given}) = "" then ${nobody} else ${named}`;
  return { post: choose(`"${kind}"`, '"anyone"'), unit: choose(`string(${given})`, '"anywhere"') };
}

/** Every process of the case's files that may be run, compiled. */
export async function prepare({ bpmn_xml, extra_bpmn, expressions, scripts }: BpmnCase): Promise<Prepared> {
  const prepared: Prepared = { models: [], refusals: [] };
  for (const file of [bpmn_xml, ...extra_bpmn]) {
    const xml = withPlainGlobals(
      withProbes(
        withFeel(file, expressions),
        scripts.map(({ element }) => element),
      ),
    );
    for (const process of await processesIn(xml)) {
      const result = await compile(xml, { people, ...(process !== '' && { process }) });
      if (result.ok) prepared.models.push(result.model);
      else prepared.refusals.push({ process, problems: result.problems });
    }
  }
  return prepared;
}

/** Ids of the processes in a file; one that cannot be read has a single, nameless one, so that its refusal is seen. */
async function processesIn(xml: string): Promise<string[]> {
  const { definitions } = await readXml(xml);
  if (!definitions) return [''];
  const roots = childrenOf(definitions, 'rootElements');
  const ids = roots
    .filter(({ type, attributes }) => type === 'process' && attributes['isExecutable'] !== 'false')
    .filter((process) => childrenOf(process, 'flowElements').length > 0)
    .map(({ id }) => id);
  const globals = roots.filter(isGlobalTask).map(({ id }) => id);
  return ids.length + globals.length > 0 ? [...ids, ...globals] : [''];
}

/** Puts each expression's FEEL where its own text stands alone: as an attribute's value, or as an element's content. */
function withFeel(xml: string, expressions: BpmnCase['expressions']): string {
  let text = xml;
  for (const { src, feel: translated, kind } of expressions) {
    // Translations of `${…}` keep that engine's names for the counters of multi-instance.
    const feel = kind === undefined ? translated.replace(/\b[A-Za-z]+\b/g, variableName) : translated;
    const tag = kind === undefined ? '' : `(?:\\w+:)?${kind}\\b[^<>]*`;
    for (const written of new Set([src, escapeXml(src), escapeXml(src).replaceAll('&quot;', '"')])) {
      const content = new RegExp(
        `(${tag}>\\s*)(?:<!\\[CDATA\\[\\s*)?${escapeRegExp(written)}(?:\\s*\\]\\]>)?(\\s*</)`,
        'g',
      );
      text = text.replace(content, (_, before: string, after: string) => before + escapeXml(feel) + after);
      if (kind !== undefined) continue;
      const attribute = new RegExp(`((?<!\\bname)=\\s*(["']))${escapeRegExp(written)}\\2`, 'g');
      text = text.replace(attribute, (_, before: string, quote: string) => before + escapeXml(feel) + quote);
    }
  }
  return text;
}

/** Makes a service task with the probe's job of each script task named; all else of it stays. */
function withProbes(xml: string, elements: string[]): string {
  return xml.replace(
    /<(\w+:)?scriptTask\b((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/>|>([\s\S]*?)<\/(?:\w+:)?scriptTask\s*>)/g,
    (whole, prefix: string | undefined, attributes: string, _rest: string, content: string | undefined) => {
      const [, id = ''] = /\bid\s*=\s*["']([^"']*)["']/.exec(attributes) ?? [];
      if (!elements.includes(id)) return whole;
      const p = prefix ?? '';
      const kept = (content ?? '').replace(
        /<(?:\w+:)?script\b[^<>]*?(?:\/>|>(?:<!\[CDATA\[[\s\S]*?\]\]>|[^<])*<\/(?:\w+:)?script\s*>)/,
        '',
      );
      const job = `<rf:job xmlns:rf="https://rectiflow.org/bpmn/1" type="${probeJob}"/>`;
      const withJob = /<(?:\w+:)?extensionElements\s*>/.test(kept)
        ? kept.replace(/<(?:\w+:)?extensionElements\s*>/, (opening) => opening + job)
        : `<${p}extensionElements>${job}</${p}extensionElements>${kept}`;
      const named = attributes.replace(
        /\s(?:\w+:)?(?:scriptFormat|resultVariable)\s*=\s*("[^"]*"|'[^']*')/g,
        '',
      );
      return `<${p}serviceTask${named}>${withJob}</${p}serviceTask>`;
    },
  );
}

/** A global script is its task alone: that it completes is what it records. */
function withPlainGlobals(xml: string): string {
  return xml.replace(
    /<(\w+:)?globalScriptTask\b((?:[^<>"']|"[^"]*"|'[^']*')*?)(?:\/>|>[\s\S]*?<\/(?:\w+:)?globalScriptTask\s*>)/g,
    (_, prefix: string | undefined, attributes: string) =>
      `<${prefix ?? ''}globalTask${attributes.replace(/\sscriptLanguage\s*=\s*("[^"]*"|'[^']*')/, '')}/>`,
  );
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
