import type { PeoplePolicies } from '../../engine/work/model.ts';
import type { Problem } from '../problem.ts';
import type { ReadingContext } from '../reading.ts';
import { extensionOf, extensionsOf, type SourceElement } from '../source-element.ts';
import { readPosts } from './assignment-reading.ts';
import { Attributes } from './attributes.ts';

/** `rf:people` of a task: the lot, and what happens when nobody, the initiator, or the same person again would do it. */
export function readPolicies(
  task: SourceElement,
  context: ReadingContext,
): { pick?: 'random'; policies?: PeoplePolicies; problems: Problem[] } {
  const source = extensionOf(task, 'rf:people');
  if (!source) return { problems: [] };
  const read = new Attributes(source, ['人员规则', 'rule on people'], context);
  if (extensionsOf(task, 'rf:people').length > 1) {
    read.fault(
      'people-twice',
      ['一个任务只能有一组人员规则', 'Expected one rf:people on the task, but found several'],
      ['合并为一组', 'Keep one of them'],
    );
  }
  const pick = read.choice('pick', ['random']);
  const nobody = read.choice('whenNobody', ['supervisor', 'pass', 'reject', 'incident', 'posts']);
  const whenInitiator = read.choice('whenInitiator', ['self', 'skip', 'head', 'superior']);
  const whenRepeated = read.choice('whenRepeated', ['again', 'once', 'consecutive']);
  const notHandlersOf = read.list('notHandlersOf');
  const stays = read.flag('stays');
  const { posts, problems } = readPosts(source, 'rf:fallback', context);
  if ((nobody === 'posts') !== posts.length > 0) {
    read.fault(
      'people-fallback',
      [
        'whenNobody="posts" 与 rf:fallback 必须同时出现',
        'whenNobody="posts" and rf:fallback belong together',
      ],
      ['补上另一项，或都删除', 'Add the other one, or remove both'],
    );
  }
  const policies: PeoplePolicies = {
    ...(nobody !== undefined && { whenNobody: nobody === 'posts' ? { posts } : nobody }),
    ...(whenInitiator !== undefined && { whenInitiator }),
    ...(whenRepeated !== undefined && { whenRepeated }),
    ...(notHandlersOf.length > 0 && { notHandlersOf }),
    ...(stays === true && { stays }),
  };
  return {
    ...(pick !== undefined && { pick }),
    ...(Object.keys(policies).length > 0 && { policies }),
    problems: [...read.problems, ...problems],
  };
}
