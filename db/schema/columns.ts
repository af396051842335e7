/** Column kinds that drizzle lacks, and the two columns that nearly every table has. */
import { customType, text, uuid } from 'drizzle-orm/pg-core';

/** An instant as the rest of the project writes it: ISO 8601, UTC, three decimals. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp(3) with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
});

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** The county (or district) that the row belongs to: row-level security compares it in every statement. */
export const tenantId = () => text('tenant_id').notNull();

export const caseId = () => uuid('case_id').notNull();
