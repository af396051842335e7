import type { EventReading, Reading } from '../reading.ts';
import { attributeOf } from '../source-element.ts';

/** An escalation by its code. Without one, a catching event takes every escalation. */
export const escalation = {
  type: 'escalationEventDefinition',
  attributes: ['escalationRef'],
  read(source, context): Reading {
    const root = context.roots.get(source.attributes['escalationRef'] ?? '');
    const code = root && attributeOf(root, 'escalationCode');
    return { config: code === undefined ? {} : { code }, problems: [] };
  },
} satisfies EventReading;
