import type { EventReading } from '../reading.ts';
import { attributeOf } from '../source-element.ts';

/** Undoes one activity, or all that was completed in the scope. */
export const compensate = {
  type: 'compensateEventDefinition',
  attributes: ['activityRef', 'waitForCompletion'],
  read(source) {
    const activity = attributeOf(source, 'activityRef');
    const waits = source.attributes['waitForCompletion'] !== 'false';
    const config = {
      ...(activity === undefined ? {} : { activity }),
      ...(waits ? {} : { waitForCompletion: false }),
    };
    return { config, problems: [] };
  },
} satisfies EventReading;
