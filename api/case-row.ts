import { readContentIn } from '../db/content.ts';
import type { Tx } from '../db/connection.ts';
import { listTemplates } from '../db/templates.ts';
import { stoppedClocksOf } from '../db/list-clocks.ts';
import type { CaseRecord, Moment } from '../db/work-list.ts';
import type { ProcessModel } from '../engine/model.ts';
import { isPast, remainingDays, stopOfCase, stopShown, timeSense, type TimeSense } from './deadlines.ts';
import { readNames, unitNameOrNull, type Names } from './names.ts';
import type { CaseRow } from './resources/cases.shapes.ts';
import type { Label } from './resources/label.shapes.ts';
import { templateNames, type TemplateNames } from './stages.ts';

/** What the rows of all cases are made of. */
export interface RowContext {
  sense: TimeSense;
  names: Names;
  templates: TemplateNames;
}

export async function rowContext(tx: Tx, moment: Moment): Promise<RowContext> {
  const [sense, names, templates] = await Promise.all([
    timeSense(tx, moment),
    readNames(tx),
    listTemplates(tx).then(templateNames),
  ]);
  return { sense, names, templates };
}

/** Rows of a list; a template's versions name the ends of their own cases. */
export async function caseRows(tx: Tx, found: CaseRecord[], context: RowContext): Promise<CaseRow[]> {
  const stopped = await stoppedClocksOf(
    tx,
    found
      .filter(({ status, clockStoppedAt }) => status === 'active' && !clockStoppedAt)
      .map(({ caseId }) => caseId),
  );
  const rows: CaseRow[] = [];
  for (const of of found) {
    const model = of.outcome === null ? undefined : await readContentIn<ProcessModel>(tx, of.model);
    const row = caseRow(of, context, model);
    rows.push({ ...row, stopped: stopShown(row.stopped, stopped.get(of.caseId)) });
  }
  return rows;
}

/** `model`: needed of a case that has ended, to name its end. */
export function caseRow(
  of: CaseRecord,
  { sense, names, templates }: RowContext,
  model: ProcessModel | undefined,
): CaseRow {
  const isOpen = of.status === 'active';
  return {
    caseId: of.caseId,
    number: of.number,
    title: of.title,
    templateKey: of.template,
    templateVersion: of.templateVersion,
    templateName: templates.template(of.template),
    status: of.status,
    stage: of.stage,
    stageName: templates.stage(of.template, of.stage),
    unit: unitNameOrNull(names, of.responsibleUnit),
    startedAt: of.startedAt,
    endedAt: of.endedAt,
    outcome: of.outcome,
    outcomeName: model && of.outcome !== null ? endName(model, of.outcome) : null,
    dueDate: of.dueDate,
    due: of.due,
    provisional: of.provisional,
    stopped: stopOfCase(of),
    isOverdue: isOpen && isPast(sense, of.due),
    remainingWorkingDays: isOpen && of.due !== null ? remainingDays(sense, of.dueDate) : null,
    colour: of.colour,
    incidents: of.openIncidents,
  };
}

function endName(model: ProcessModel, outcome: string): Label | null {
  const end = model.nodes[outcome];
  if (end) return end.name.zh === end.id ? null : end.name;
  return outcome === 'rejected' ? { zh: '不予通过', en: 'Rejected' } : null;
}
