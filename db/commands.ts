/** How a command begins: its key is recorded and its task read, in one statement (`begin_command`, migrations/0010_seats.sql). */
import {
  callAlone,
  limitsLiteral,
  seatsLiteral,
  seesLiteral,
  unitsLiteral,
  type Db,
  type Scope,
} from './connection.ts';
import type { KeyRow, KnownKey } from './idempotency.ts';
import { statement } from './statement.ts';
import type { CaseRecord, TaskRecord } from './work-list.ts';

/** A task as commands need to know it, with what its case is a case of. */
export type TaskToAct = Pick<
  TaskRecord,
  | 'caseId'
  | 'task'
  | 'node'
  | 'form'
  | 'candidates'
  | 'excludedUnits'
  | 'claimedBy'
  | 'generation'
  | 'closedAt'
  | 'closedHow'
  | 'outcome'
  | 'completedBy'
  | 'waits'
  | 'round'
  | 'addedTo'
  | 'sign'
  | 'added'
> &
  Pick<CaseRecord, 'tenantId' | 'template' | 'templateVersion' | 'model'>;

export interface Begun {
  /** What was known of the key; undefined: it is new, and now begun. */
  known?: KnownKey;
  /** Undefined where none was asked for, or the person does not see it. */
  task?: TaskToAct;
}

/** `at`: the task that the command is about. Its rows are read as `scope` sees them. */
export async function beginCommand(
  db: Db,
  scope: Scope,
  { row, at }: { row: KeyRow; at: { caseId: string; task: string } | undefined },
): Promise<Begun> {
  const [answer] = await callAlone<{ begun: { known: KnownKey | null; task: TaskToAct | null } }>(
    db,
    statement`select begin_command(${row.tenant}, ${row.person}, ${unitsLiteral(scope)},
      ${seatsLiteral(scope)}, ${limitsLiteral(scope)}, ${seesLiteral(scope)},
      ${row.key}::uuid, ${row.digest}, ${row.at}, ${at?.caseId ?? null}::uuid, ${at?.task ?? null}) as begun`,
  );
  const { known, task } = answer!.begun;
  return {
    known: known ?? undefined,
    task: task
      ? { ...task, closedAt: task.closedAt === null ? null : new Date(task.closedAt).toISOString() }
      : undefined,
  };
}
