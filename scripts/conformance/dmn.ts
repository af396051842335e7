import { dirname } from 'node:path';
import { compileDecisions } from '../../definitions/dmn/compile.ts';
import { evaluateElement } from '../../engine/dmn/evaluate.ts';
import type { DecisionModel } from '../../engine/dmn/model.ts';
import { programOf } from '../../engine/dmn/program.ts';
import { Run } from '../../engine/feel/run.ts';
import { emptyContext, entryOf, isContext, type Value } from '../../engine/feel/value.ts';
import { fromTyped, isSameValue, readCorpusFile, show, type TypedValue } from './corpus.ts';
import type { CaseResult, SuiteResult } from './result.ts';

interface DmnCase {
  id: string;
  model: string;
  type: 'decision' | 'decisionService';
  /** Name of the decision service that is asked, where it is one. */
  invocable: string | null;
  /** Name of the decision whose value is expected. */
  node: string;
  inputs: Record<string, TypedValue>;
  expected: TypedValue | null;
}

/** Runs `dmn-tck.json.gz` over the models of `dmn-tck-models.json.gz`: each case asks one decision or service. */
export async function runDmn(dir: string): Promise<SuiteResult> {
  const cases = readCorpusFile<DmnCase[]>(dir, 'dmn-tck') ?? [];
  const files = readCorpusFile<Record<string, string>>(dir, 'dmn-tck-models') ?? {};
  const folders = new Map<string, Record<string, DecisionModel>>();
  const modelOf = (path: string): DecisionModel | undefined => {
    const folder = dirname(path);
    const compiled = folders.get(folder) ?? compileFolder(files, folder);
    folders.set(folder, compiled);
    return compiled[path];
  };
  return { source: 'dmn-tck', cases: cases.map((each) => runCase(each, modelOf(each.model))) };
}

/** The files of one folder, which may import each other. */
function compileFolder(files: Record<string, string>, folder: string): Record<string, DecisionModel> {
  const inside = Object.entries(files).filter(([path]) => dirname(path) === folder);
  return compileDecisions(Object.fromEntries(inside)).models;
}

function runCase(
  { id, invocable, type, node, inputs, expected }: DmnCase,
  model?: DecisionModel,
): CaseResult {
  const feature = id.split('/').at(-4) ?? '';
  if (!model) return { id, feature, verdict: 'unsupported', reason: 'its file cannot be read' };
  const names = emptyContext();
  for (const [name, value] of Object.entries(inputs)) names[name] = fromTyped(value);
  const wanted = fromTyped(expected);
  const run = new Run('2026-09-07T16:30:00.000Z', { types: programOf(model).typeNamed });
  try {
    const found =
      type === 'decisionService'
        ? outputNamed(evaluateElement(model, keyOf(model.services, invocable ?? ''), names, run), node)
        : evaluateElement(model, keyOf(model.decisions, node), names, run);
    if (isSameValue(found, wanted)) return { id, feature, verdict: 'pass' };
    const why = [...run.failures, ...run.warnings].slice(0, 3).join('; ');
    const isForeign = /are not run|' has no logic|no logic in the knowledge model/.test(why);
    const reason = `expected ${show(wanted)}, found ${show(found)} (${why})`;
    return { id, feature, verdict: isForeign ? 'unsupported' : 'fail', reason };
  } catch (cause) {
    return { id, feature, verdict: 'error', reason: String(cause) };
  }
}

function keyOf(elements: Record<string, { name: string }>, name: string): string {
  const plain = name.trim().replace(/\s+/g, ' ');
  return Object.keys(elements).find((key) => elements[key]?.name === plain) ?? name;
}

/** A service with several outputs gives them by name. */
function outputNamed(value: Value, name: string): Value {
  return isContext(value) ? (entryOf(value, name) ?? value) : value;
}
