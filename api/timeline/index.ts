/** What people read of each kind of event. A new subject: its file, and one line here; a kind without words does not compile. */
import type { EngineEvent } from '../../engine/event.ts';
import type { Line } from '../line.ts';
import { caseWords } from './case-words.ts';
import { clockWords } from './clock-words.ts';
import { deadlineWords } from './deadline-words.ts';
import { flowWords } from './flow-words.ts';
import type { LineContext } from './line-context.ts';
import { linkWords } from './link-words.ts';
import { messageWords } from './message-words.ts';
import { peopleWords } from './people-words.ts';
import { talkWords } from './talk-words.ts';
import { taskWords } from './task-words.ts';
import { trailWords } from './trail-words.ts';
import { untold } from './untold.ts';
import type { Words } from './words.ts';

const words: Required<Words> = {
  ...caseWords,
  ...taskWords,
  ...peopleWords,
  ...talkWords,
  ...trailWords,
  ...deadlineWords,
  ...clockWords,
  ...messageWords,
  ...linkWords,
  ...flowWords,
  ...untold,
};

/** The words of one event in both languages; undefined for the inner works that people do not read. */
export function textFor(event: EngineEvent, context: LineContext): Line | undefined {
  // Each is given the events of its own kind alone.
  const word = words[event.kind] as (event: EngineEvent, context: LineContext) => Line | undefined;
  return word(event, context);
}
