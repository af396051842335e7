import type { QuestionRecord } from '../db/conversations.ts';
import { questionsNaming } from '../db/conversations.ts';
import type { Tx } from '../db/connection.ts';
import type { Keys } from '../db/keys.ts';
import { casesNamingAhead, tasksDraftedBy, tasksInHand } from '../db/open-tasks.ts';
import { secretReportersOf } from '../db/secret-reporters.ts';
import type { CaseRecord, TaskInCase } from '../db/work-list.ts';
import { mayTurnTo } from '../engine/work/heirs.ts';
import { namedAhead } from '../engine/work/named-ahead.ts';
import type { Candidate } from '../engine/work/state.ts';
import { mostItems } from './batch-items.ts';
import { readCaseFile, type CaseFile } from './case-file.ts';

type Of = Pick<CaseFile, 'row' | 'model' | 'state'>;

/** What there is of a leaver, as the machine sees it, because what is in strict cases moves too. */
export interface LeftBehind {
  inHand: readonly TaskInCase[];
  /** Cases that name them for steps to come. */
  ahead: readonly Of[];
  /** Cases that may turn to them again because they began it or did a step, with the capacities in which they did. */
  begun: readonly (Of & { as: readonly Required<Candidate>[] })[];
  questions: readonly { question: QuestionRecord; of: Of }[];
  /** Open tasks of which they have a draft. */
  drafts: readonly TaskInCase[];
  /** There is more than fits into one batch: the rest is found when this has moved. */
  isCut: boolean;
}

/** At most `most` of each kind. */
export async function leftBehind(tx: Tx, keys: Keys, person: string, most = mostItems): Promise<LeftBehind> {
  const files = new Map<string, Of>();
  const fileOf = async (row: TaskInCase['case']): Promise<Of> => {
    const known = files.get(row.caseId);
    if (known) return known;
    const { model, state } = await readCaseFile(tx, keys, row);
    const file = { row, model, state };
    files.set(row.caseId, file);
    return file;
  };
  const [inHand, drafts, asked, ahead] = [
    await tasksInHand(tx, person, most),
    await tasksDraftedBy(tx, person, most),
    await questionsNaming(tx, person, most),
    await casesNamingAhead(tx, person, most),
  ];
  const all = [...[...inHand, ...drafts, ...asked].map(({ case: row }) => row), ...ahead];
  const isTold = await notOwnReports(tx, person, all);
  const named = [];
  for (const row of ahead.filter(isTold)) named.push(await fileOf(row));
  const begun = named.flatMap((of) => {
    const as = mayTurnTo(of.model, of.state.work, person);
    return as.length > 0 ? [{ ...of, as }] : [];
  });
  const questions = [];
  for (const { question, case: row } of asked)
    if (isTold(row)) questions.push({ question, of: await fileOf(row) });
  return {
    inHand: inHand.filter(({ case: row }) => isTold(row)),
    ahead: named.filter(({ state }) => namedAhead(state, person).length > 0),
    ...{ begun, questions },
    drafts: drafts.filter(({ case: row }) => isTold(row)),
    isCut: [inHand, drafts, asked, ahead].some(({ length }) => length === most),
  };
}

/** Who reported is known to few: nobody takes over what a reporter has in their report, and no preview says that there is one. */
async function notOwnReports(tx: Tx, person: string, cases: readonly CaseRecord[]) {
  const ids = [...new Set(cases.map(({ caseId }) => caseId))];
  const secrets = await secretReportersOf(ids, (work) => work(tx));
  return ({ caseId }: CaseRecord) => secrets.get(caseId)?.person?.id !== person;
}
