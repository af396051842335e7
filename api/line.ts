import type { Label } from './resources/label.shapes.ts';
import type { TimelineEntry } from './resources/timeline.shapes.ts';

/** One line of a timeline: its words, and the mark beside it. */
export interface Line {
  text: Label;
  tone: TimelineEntry['tone'];
}

export const line = (tone: Line['tone'], zh: string, en: string): Line => ({ text: { zh, en }, tone });

/** A name within a sentence. */
export const quoted = (label: Label): { zh: string; en: string } => ({
  zh: `“${label.zh}”`,
  en: `“${inEnglish(label)}”`,
});

export const inEnglish = (label: Label): string => label.en ?? label.zh;
