/**
 * All folds, in the order in which their statements run: tasks look at deadlines, the case sums both up, and units and
 * seats take part in a case that is there.
 */
import type { Statement } from '../statement.ts';
import type { EngineEvent } from '../../engine/event.ts';
import { activeNodes } from './active-nodes.ts';
import { caseRow } from './case.ts';
import { caseSeats } from './case-seats.ts';
import { caseUnits } from './case-units.ts';
import { clockRequests } from './clock-requests.ts';
import { conversations } from './conversations.ts';
import { deadlines } from './deadlines.ts';
import type { Fold, FoldContext } from './fold.ts';
import { incidents } from './incidents.ts';
import { namedAhead } from './named-ahead.ts';
import { links } from './links.ts';
import { progress } from './progress.ts';
import { subscriptions } from './subscriptions.ts';
import { tasks } from './tasks.ts';

export const folds: readonly Fold[] = [
  deadlines,
  tasks,
  activeNodes,
  progress,
  incidents,
  subscriptions,
  conversations,
  links,
  clockRequests,
  namedAhead,
  caseRow,
  caseUnits,
  caseSeats,
];

/** Tables that hold nothing but folds of the journal. */
export const readModelTables: readonly string[] = folds.flatMap((fold) => fold.tables);

export const readModelStatements = (events: readonly EngineEvent[], context: FoldContext): Statement[] =>
  folds.flatMap((fold) => fold.statements(events, context));
