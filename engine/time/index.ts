/** Dates, instants, calendars and deadlines: pure arithmetic on data, the same on every host. */
export * from './civil-date.ts';
export * from './instant.ts';
export * from './duration.ts';
export * from './calendar.ts';
export * from './calendar-check.ts';
export * from './working-days.ts';
export * from './deadline.ts';
export * from './due-offset.ts';
export * from './end.ts';
