import { longestExpression } from '../engine/feel.ts';
import type { UserTaskConfig } from '../engine/model.ts';
import { warningAt, type Problem } from './problem.ts';
import type { ReadScope } from './read-scope.ts';

/**
 * Conditions that compare an outcome with a key which no task offers: such a way is never taken. Only the plain form
 * `outcome = "key"` is seen; anything cleverer is left to the author.
 */
export function outcomeProblems({ nodes, flows, sources }: ReadScope): Problem[] {
  const offered = new Map<string, Set<string>>();
  for (const { type, config } of Object.values(nodes)) {
    if (type !== 'userTask') continue;
    const { outcomeVariable, outcomes } = config as unknown as UserTaskConfig;
    const keys = offered.get(outcomeVariable) ?? new Set();
    for (const { key } of outcomes) keys.add(key);
    offered.set(outcomeVariable, keys);
  }
  return Object.values(flows).flatMap((flow) =>
    [
      ...readable(flow.condition).matchAll(/(?<![\p{L}\p{N}_.])([\p{L}_][\p{L}\p{N}_]*)\s*!?=\s*"([^"]*)"/gu),
    ].flatMap(([, variable, key]) => {
      const keys = offered.get(variable ?? '');
      if (!keys || keys.has(key ?? '')) return [];
      const list = [...keys].join(', ') || '—';
      return [
        warningAt(
          sources.get(flow.id),
          'outcome-not-offered',
          [
            `没有任务会给出办理结果“${key}”（${variable} 可为：${list}）`,
            `No task has the outcome '${key}' (${variable} can be: ${list})`,
          ],
          ['改为任务提供的办理结果之一', 'Compare with one of the outcomes that the task offers'],
        ),
      ];
    }),
  );
}

/** A condition that is too long is refused elsewhere, and not searched. */
function readable(condition = ''): string {
  return condition.length > longestExpression ? '' : condition;
}
