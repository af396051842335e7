import { compileExpression, mustBeKnown, Run, Scope } from '../../engine/feel/index.ts';
import { FeelSyntaxError } from '../../engine/feel/token.ts';
import { emptyContext, type Value } from '../../engine/feel/value.ts';
import { fromTyped, isSameValue, namesIn, readCorpusFile, show, type TypedValue } from './corpus.ts';
import type { CaseResult, SuiteResult } from './result.ts';

interface FeelCase {
  id: string;
  feel: string;
  inputs: Record<string, TypedValue>;
  expected: TypedValue | null;
}

/** Runs `feel.json.gz` of a folder: each case is one expression over its inputs. */
export async function runFeel(dir: string): Promise<SuiteResult> {
  const cases = readCorpusFile<FeelCase[]>(dir, 'feel') ?? [];
  return { source: 'feel', cases: cases.map(runCase) };
}

function runCase({ id, feel, inputs, expected }: FeelCase): CaseResult {
  const feature = id.split('/').at(-4) ?? '';
  const names = emptyContext();
  for (const [name, value] of Object.entries(inputs)) names[name] = fromTyped(value);
  const wanted = fromTyped(expected);
  try {
    const found = valueOf(feel, names);
    if (isSameValue(found, wanted)) return { id, feature, verdict: 'pass' };
    return { id, feature, verdict: 'fail', reason: `expected ${show(wanted)}, found ${show(found)}` };
  } catch (cause) {
    return { id, feature, verdict: 'error', reason: String(cause) };
  }
}

/** A text that cannot be read has no value. */
function valueOf(feel: string, names: Record<string, Value>): Value {
  const run = new Run('2026-09-07T16:30:00.000Z');
  try {
    const { code } = compileExpression(feel, namesIn(names).filter(mustBeKnown));
    return code(new Scope(names, null, run));
  } catch (cause) {
    if (cause instanceof FeelSyntaxError) return null;
    throw cause;
  }
}
