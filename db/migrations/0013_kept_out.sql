-- Whom a step or the matter keeps out, for mails. Tasks of before keep nobody out until `npm run rebuild`: it is in the journal alone.
ALTER TABLE "task" ADD COLUMN "kept_out" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "barred" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "took_part" text[] DEFAULT '{}' NOT NULL;
