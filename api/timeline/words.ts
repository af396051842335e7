import type { EngineEvent } from '../../engine/event.ts';
import type { Texts } from '../../engine/json.ts';
import type { Line } from '../line.ts';
import type { LineContext } from './line-context.ts';

export type EventOf<K extends EngineEvent['kind']> = Extract<EngineEvent, { kind: K }>;

/** The words of events by their kind, in both languages; undefined where people do not read of one. */
export type Words = {
  [K in EngineEvent['kind']]?: (event: EventOf<K>, context: LineContext) => Line | undefined;
};

/** Whom something was given, sent or copied to. */
export const othersIn = ({ to }: LineContext): Texts => ({
  zh: to.zh || '（无）',
  en: (to.en ?? to.zh) || '(nobody)',
});
