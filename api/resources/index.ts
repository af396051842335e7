import type { Route } from '../route.ts';
import { caseVerbs, taskVerbs } from '../verbs/index.ts';
import { attachments } from './attachments.ts';
import { batches } from './batches.ts';
import { board } from './board.ts';
import { calendarParts } from './calendar-parts.ts';
import { calendars } from './calendars.ts';
import { caseData } from './case-data.ts';
import { cases } from './cases.ts';
import { clock } from './clock.ts';
import { clocks } from './clocks.ts';
import { deadlines } from './deadlines.ts';
import { deliveries } from './deliveries.ts';
import { incidents } from './incidents.ts';
import { ledger } from './ledger.ts';
import { mailbox } from './mailbox.ts';
import { messages } from './messages.ts';
import { oneTimeLinks } from './one-time-links.ts';
import { organisation } from './organisation.ts';
import { pathAhead } from './path-ahead.ts';
import { people } from './people.ts';
import { resubmissions } from './resubmissions.ts';
import { session } from './session.ts';
import { substitutions } from './substitutions.ts';
import { tasks } from './tasks.ts';
import { templates } from './templates.ts';

/** Every route that is served: the OpenAPI document, its page and the access matrix are made from this list. */
export const routes: Route[] = [
  ...session,
  ...tasks,
  ...taskVerbs,
  ...cases,
  ...caseVerbs,
  ...incidents,
  ...resubmissions,
  ...oneTimeLinks,
  ...pathAhead,
  ...clocks,
  ...deadlines,
  ...attachments,
  ...people,
  ...substitutions,
  ...batches,
  ...caseData,
  ...board,
  ...ledger,
  ...templates,
  ...organisation,
  ...calendars,
  ...calendarParts,
  ...clock,
  ...mailbox,
  ...deliveries,
  ...messages,
];
