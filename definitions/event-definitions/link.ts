import { errorAt } from '../problem.ts';
import type { EventReading } from '../reading.ts';

/** One end of a link, by its name; the other end is found when the nodes are joined (`link-reading.ts`). */
export const link = {
  type: 'linkEventDefinition',
  attributes: ['name', 'source', 'target'],
  read(source) {
    const name = source.attributes['linkName'] ?? source.attributes['name'] ?? '';
    const problems =
      name === ''
        ? [
            errorAt(
              source,
              'link-without-name',
              ['链接事件没有名称', 'The link event has no name'],
              ['给链接的两端填写相同的名称', 'Give both ends of the link the same name'],
            ),
          ]
        : [];
    return { config: { name }, problems };
  },
} satisfies EventReading;
