import type { CaseDeadlineConfig } from '../engine/model.ts';
import { readDeadline } from './deadline-reading.ts';
import { errorAt, type Problem } from './problem.ts';
import type { ReadingContext } from './reading.ts';
import { attributeOf, extensionsOf, type SourceElement } from './source-element.ts';

/** The `rf:deadline`s of a process: clocks of the case itself, from its start or a step until one of some steps completes. */
export function readCaseDeadlines(
  process: SourceElement,
  context: ReadingContext,
): { deadlines: CaseDeadlineConfig[]; problems: Problem[] } {
  const read = extensionsOf(process, 'rf:deadline').map((source) => {
    const { deadline, problems } = readDeadline(source, context);
    const from = attributeOf(source, 'from');
    const on = attributeOf(source, 'on') ?? 'started';
    const until = (attributeOf(source, 'until') ?? '').split(/[\s,]+/).filter((id) => id !== '');
    const config: CaseDeadlineConfig = {
      ...deadline,
      ...(from !== undefined && { from: { node: from, on: on === 'completed' ? 'completed' : 'started' } }),
      ...(until.length > 0 && { until }),
    };
    const isKnown = on === 'started' || on === 'completed';
    return { config, problems: [...problems, ...(isKnown ? [] : [badMoment(source, on)])] };
  });
  return {
    deadlines: read.map(({ config }) => config),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function badMoment(source: SourceElement, found: string): Problem {
  return errorAt(
    source,
    'deadline-on',
    [
      `时限的起算环节应为 started 或 completed，实际为“${found}”`,
      `Expected the deadline to start on started or completed, but found '${found}'`,
    ],
    ['改为 started 或 completed', 'Write started or completed'],
  );
}
