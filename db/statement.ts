/**
 * Statements whose text is the same at every call: put together once for each place in the code. drizzle builds a text anew
 * each time, which for the statements of every request and every commit took a fifth of the processes' time.
 */
import type postgres from 'postgres';
import type { Tx } from './connection.ts';

export type Value = string | number | boolean | null | Uint8Array | readonly string[];

export interface Statement {
  text: string;
  values: Value[];
}

const texts = new WeakMap<TemplateStringsArray, string>();

/** As drizzle's `sql`, for values alone: what stands in the text does not depend on them. */
export function statement(parts: TemplateStringsArray, ...values: Value[]): Statement {
  let text = texts.get(parts);
  if (text === undefined) {
    text = parts.reduce((before, part, index) => `${before}$${index}${part}`);
    texts.set(parts, text);
  }
  return { text, values };
}

/** Sends it at once, behind what was sent before; rows come with the names of their columns. */
export const run = <Row extends object>(tx: Tx, { text, values }: Statement): Promise<Row[]> =>
  send(clientOf(tx), text, values) as unknown as Promise<Row[]>;

/** Not awaited: a query of postgres.js is sent when it is awaited, or told to. */
export const send = (client: Pick<postgres.Sql, 'unsafe'>, text: string, values: Value[] = []) =>
  client.unsafe(text, values as postgres.ParameterOrJSON<never>[]).execute();

/** drizzle keeps it in its session and does not show it. */
const clientOf = (tx: Tx): postgres.TransactionSql =>
  (tx._.session as unknown as { client: postgres.TransactionSql }).client;
