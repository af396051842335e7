CREATE TABLE "kept_input" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"inputs" "bytea" NOT NULL
);
--> statement-breakpoint
call protect('kept_input', 'case');
