import type { RejectTo } from '../../engine/work/model.ts';
import type { Problem } from '../problem.ts';
import type { ReadingContext } from '../reading.ts';
import { extensionOf, extensionsOf, type SourceElement } from '../source-element.ts';
import { Attributes } from './attributes.ts';

const ways = ['flow', 'end', 'initiator', 'previous', 'node'] as const;

/** `rf:reject` of a task: what an outcome with the verdict `reject` does. */
export function readReject(
  task: SourceElement,
  context: ReadingContext,
): { onReject?: RejectTo; problems: Problem[] } {
  const source = extensionOf(task, 'rf:reject');
  if (!source) return { problems: [] };
  const read = new Attributes(source, ['驳回', 'reject'], context);
  if (extensionsOf(task, 'rf:reject').length > 1) {
    read.fault(
      'reject-twice',
      ['一个任务只能有一种驳回去向', 'Expected one rf:reject on the task, but found several'],
      ['只保留一种', 'Keep one of them'],
    );
  }
  const onReject = rejectTo(read, 'to');
  if (read.text('to') === undefined) read.wrong('to', ways.join(' | '), '');
  return { ...(onReject !== undefined && { onReject }), problems: read.problems };
}

/** Where a reject goes, as `attribute` says it; `node` stands beside it. */
export function rejectTo(read: Attributes, attribute: 'to' | 'reject'): RejectTo | undefined {
  const to = read.choice(attribute, ways);
  const node = read.text('node');
  if ((to === 'node') !== (node !== undefined)) {
    read.fault(
      'reject-node',
      [`${attribute}="node" 与 node 必须同时出现`, `${attribute}="node" and node belong together`],
      ['补上步骤编号，或都删除', 'Add the id of the step, or remove both'],
    );
    return undefined;
  }
  return to === 'node' ? { node: node ?? '' } : to;
}
