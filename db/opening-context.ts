/** What must be known to open a case of a template, in one statement and one flight (migrations/0008_openings.sql). */
import type { Label } from '../engine/json.ts';
import { callAlone, type Db } from './connection.ts';
import type { Opening } from './openings.ts';
import { statement } from './statement.ts';

export interface OpeningContext {
  /** Null where there is none; `version` is the newest published one, 0: none yet. */
  template: { names: Label; version: number } | null;
  /** Hash of the working calendar in force. */
  calendar: string | null;
  tenant: Label;
  /** Names of those of the words that are units, by id. */
  units: Record<string, Label>;
  /** What the same request opened before. */
  known: Pick<Opening, 'caseId' | 'status' | 'template'> | null;
  /** Of the first content that came with the person's key, for whatever it was used. */
  digest: string | null;
}

export interface OpeningQuestion {
  tenant: string;
  template: string;
  /** What may be the id of a unit. */
  words: readonly string[];
  openedBy: string;
  key: string;
  /** Whether a person gave the key, which is a UUID then. */
  isPersonal: boolean;
}

export async function openingContext(db: Db, ask: OpeningQuestion): Promise<OpeningContext> {
  const [row] = await callAlone<{ context: OpeningContext }>(
    db,
    statement`select opening_context(${ask.tenant}, ${ask.template}, ${ask.words}::text[], ${ask.openedBy}, ${ask.key},
      ${ask.isPersonal ? ask.key : null}::uuid) as context`,
  );
  return row!.context;
}
