/**
 * Strict cases as those know them who mend something in them without a seat: number, template, step and code, and nothing that
 * somebody wrote. Asked in the machine's scope, because the reader's own shows none of it.
 */
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Seat, Tx } from './connection.ts';
import { caseSeat, caseTable, incident, strictCase } from './schema/index.ts';

const number = {
  caseId: caseTable.caseId,
  number: caseTable.number,
  template: caseTable.template,
  model: caseTable.model,
};

/** Those of the cases that are strict. */
export const strictAmong = (
  tx: Tx,
  ids: readonly string[],
): Promise<{ caseId: string; number: string; template: string; model: string }[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .select(number)
        .from(caseTable)
        .innerJoin(strictCase, eq(strictCase.caseId, caseTable.caseId))
        .where(inArray(caseTable.caseId, [...ids]));

const ofIncident = {
  incident: incident.incident,
  node: incident.node,
  name: incident.name,
  code: incident.code,
  raisedAt: incident.raisedAt,
  canRetry: incident.canRetry,
};

/** Open incidents of strict cases, oldest first, by index `incident_open`. */
export const strictIncidents = (tx: Tx, limit: number) =>
  tx
    .select({ ...ofIncident, ...number })
    .from(incident)
    .innerJoin(strictCase, eq(strictCase.caseId, incident.caseId))
    .innerJoin(caseTable, eq(caseTable.caseId, incident.caseId))
    .where(isNull(incident.resolvedAt))
    .orderBy(asc(incident.raisedAt), asc(incident.caseId), asc(incident.incident))
    .limit(limit);

/** The same of all cases that the scope sees, with their titles. */
export const seenIncidents = (tx: Tx, limit: number) =>
  tx
    .select({ ...ofIncident, ...number, title: caseTable.title })
    .from(incident)
    .innerJoin(caseTable, eq(caseTable.caseId, incident.caseId))
    .where(isNull(incident.resolvedAt))
    .orderBy(asc(incident.raisedAt), asc(incident.caseId), asc(incident.incident))
    .limit(limit);

/** The template of a strict case in which this incident is open. */
export async function templateOfStrictIncident(
  tx: Tx,
  at: { caseId: string; incident: string },
): Promise<string | undefined> {
  const [row] = await tx
    .select({ template: caseTable.template })
    .from(incident)
    .innerJoin(strictCase, eq(strictCase.caseId, incident.caseId))
    .innerJoin(caseTable, eq(caseTable.caseId, incident.caseId))
    .where(
      and(eq(incident.caseId, at.caseId), eq(incident.incident, at.incident), isNull(incident.resolvedAt)),
    );
  return row?.template;
}

/** Which of these have no seat in the case; nobody, where it is not strict. */
export async function withoutSeat<S extends Seat>(
  tx: Tx,
  caseId: string,
  people: readonly S[],
): Promise<S[]> {
  const seats = await tx
    .select({ post: caseSeat.post, unit: caseSeat.unit, person: caseSeat.person })
    .from(strictCase)
    .leftJoin(caseSeat, eq(caseSeat.caseId, strictCase.caseId))
    .where(eq(strictCase.caseId, caseId));
  if (seats.length === 0) return [];
  return people.filter(
    ({ post, unit, person }) =>
      !seats.some(
        (seat) =>
          (seat.post === post && seat.unit === unit && (seat.person === '' || seat.person === person)) ||
          (seat.post === '' && seat.person !== '' && seat.person === person),
      ),
  );
}
