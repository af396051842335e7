import type { Outcome } from '../../engine/model.ts';
import { labelOf } from '../label.ts';
import { errorAt, type Problem } from '../problem.ts';
import type { ReadingContext } from '../reading.ts';
import { repeatsIn } from '../repeats.ts';
import { extensionsOf, type SourceElement } from '../source-element.ts';
import { Attributes } from './attributes.ts';
import { rejectTo } from './reject-reading.ts';

/** The `rf:outcome`s of a task: how it may come out, how each counts, and what must come with it. */
export function readOutcomes(
  task: SourceElement,
  context: ReadingContext,
): { outcomes: Outcome[]; problems: Problem[] } {
  const read = extensionsOf(task, 'rf:outcome').map((part) => readOutcome(part, context));
  const outcomes = read.map(({ outcome }) => outcome);
  const keys = outcomes.map(({ key }) => key);
  const wrong = [...keys.filter((key) => key === ''), ...repeatsIn(keys.filter((key) => key !== ''))];
  return {
    outcomes,
    problems: [...wrong.map((key) => badKey(task, key)), ...read.flatMap(({ problems }) => problems)],
  };
}

function readOutcome(
  source: SourceElement,
  context: ReadingContext,
): { outcome: Outcome; problems: Problem[] } {
  const key = source.attributes['key']?.trim() ?? '';
  const read = new Attributes(source, [`办理结果“${key}”`, `outcome '${key}'`], context);
  const verdict = read.choice('verdict', ['pass', 'reject', 'abstain']);
  const needs = read.choices('needs', ['opinion', 'attachment']);
  const requires = read.list('requires');
  const onReject = rejectTo(read, 'reject');
  if (onReject !== undefined && verdict !== 'reject') {
    read.unfit(['reject'], ['只有 verdict="reject" 才驳回', 'only verdict="reject" rejects']);
  }
  const outcome: Outcome = {
    key,
    name: labelOf(source) ?? { zh: key },
    needsReason: source.attributes['needsReason'] === 'true',
    ...(verdict !== undefined && { verdict }),
    ...(needs.length > 0 && { needs }),
    ...(requires.length > 0 && { requires }),
    ...(onReject !== undefined && { onReject }),
  };
  return { outcome, problems: read.problems };
}

function badKey(task: SourceElement, key: string): Problem {
  return errorAt(
    task,
    'outcome-key',
    [`办理结果编号“${key}”为空或重复`, `The outcome key '${key}' is empty or used twice`],
    ['给每个办理结果不同的编号', 'Give each outcome its own key'],
  );
}
