-- Whom a case names for what is still to come, so that what a leaver was chosen for is found. Choices of before are found after
-- `npm run rebuild`.
CREATE TABLE "named_ahead" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"person" text NOT NULL,
	CONSTRAINT "named_ahead_case_id_person_pk" PRIMARY KEY("case_id","person")
);
--> statement-breakpoint
CREATE INDEX "named_ahead_by_person" ON "named_ahead" USING btree ("tenant_id","person");
--> statement-breakpoint
call protect('named_ahead', 'case');
