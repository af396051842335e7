import type { WorkingCalendar } from '../../engine/time/calendar.ts';
import national from './national.json' with { type: 'json' };

/**
 * Days off and make-up days of the whole country by the notices of the State Council's General Office, with common
 * office hours; a county keeps its own copy. When a notice comes out: enter it, set `published`, and give the calendar
 * a new version, since a version never changes its content.
 */
export const nationalCalendar: WorkingCalendar = national;
