/** All tables, by subject. */
export * from './organisation.ts';
export * from './access.ts';
export * from './content.ts';
export * from './templates.ts';
export * from './calendars.ts';
export * from './openings.ts';
export * from './ledger.ts';
export * from './journal.ts';
export * from './cases.ts';
export * from './tasks.ts';
export * from './outbox.ts';
export * from './messages.ts';
export * from './conversations.ts';
export * from './links.ts';
export * from './named-ahead.ts';
export * from './attachments.ts';
export * from './batches.ts';
