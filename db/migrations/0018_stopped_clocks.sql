-- A clock that stands still is seen in lists: since when, why and until when at most. What must be seen of an escalation stands in
-- work lists. What an end is counted from is kept beside it, so that another calendar reads no journals. Cases of before show this
-- after `npm run rebuild`.
ALTER TABLE "case" ADD COLUMN "clock_stopped_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "case" ADD COLUMN "clock_stopped_for" jsonb;--> statement-breakpoint
ALTER TABLE "case" ADD COLUMN "clock_stopped_until" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "suspended_name" jsonb;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "awaiting" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "counted_from" jsonb;--> statement-breakpoint
CREATE INDEX "deadline_awaiting" ON "deadline" USING btree ("tenant_id","due") WHERE "deadline"."closed_at" is null and "deadline"."awaiting" <> '[]';
