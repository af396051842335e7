/** Plain JSON: the only shape that state, events, effects and variables may have. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

/** A text that people read: Chinese first; English falls back to the Chinese where it is absent. */
export interface Label {
  zh: string;
  en?: string;
}
