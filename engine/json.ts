/** Plain JSON: the only shape that state, events, effects and variables may have. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

/** A text that people read: Chinese first; English falls back to the Chinese where it is absent. */
export interface Label {
  zh: string;
  en?: string;
}

/** What the machine says to people, in both languages. */
export interface Texts {
  zh: string;
  en: string;
}

/** A copy that nothing else changes, of what a draft may still change in place. */
export function jsonCopy<T>(thing: T): T {
  return JSON.parse(JSON.stringify(thing)) as T;
}
