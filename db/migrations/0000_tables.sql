CREATE TABLE "holding" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" text NOT NULL,
	"person" text NOT NULL,
	"post" text NOT NULL,
	"unit" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date
);
--> statement-breakpoint
CREATE TABLE "person" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"language" text DEFAULT 'zh' NOT NULL,
	CONSTRAINT "person_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "post" (
	"tenant_id" text NOT NULL,
	"key" text NOT NULL,
	"names" jsonb NOT NULL,
	"permissions" text[] DEFAULT '{}' NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "post_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "tenant" (
	"id" text PRIMARY KEY NOT NULL,
	"names" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"parent" text,
	"names" jsonb NOT NULL,
	"aliases" text[] DEFAULT '{}' NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	CONSTRAINT "unit_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"login" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"person" text NOT NULL,
	"password_hash" text NOT NULL,
	"failed_attempts" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp(3) with time zone,
	"is_disabled" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency" (
	"tenant_id" text NOT NULL,
	"person" text NOT NULL,
	"key" uuid NOT NULL,
	"digest" text NOT NULL,
	"status" integer,
	"reply" jsonb,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "idempotency_tenant_id_person_key_pk" PRIMARY KEY("tenant_id","person","key")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"person" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"seen_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_key" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"wrapped" "bytea",
	"master_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"erased_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "content" (
	"hash" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"body" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "template" (
	"tenant_id" text NOT NULL,
	"key" text NOT NULL,
	"names" jsonb NOT NULL,
	"settings" jsonb NOT NULL,
	"latest_version" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "template_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "template_draft" (
	"tenant_id" text NOT NULL,
	"template" text NOT NULL,
	"xml" text NOT NULL,
	"forms" jsonb NOT NULL,
	"mails" jsonb NOT NULL,
	"settings" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "template_draft_tenant_id_template_pk" PRIMARY KEY("tenant_id","template")
);
--> statement-breakpoint
CREATE TABLE "template_version" (
	"tenant_id" text NOT NULL,
	"template" text NOT NULL,
	"version" integer NOT NULL,
	"xml" text NOT NULL,
	"model" text NOT NULL,
	"forms" jsonb NOT NULL,
	"mails" jsonb NOT NULL,
	"settings" jsonb NOT NULL,
	"facts" text[],
	"note" text,
	"published_by" text NOT NULL,
	"published_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "template_version_tenant_id_template_version_pk" PRIMARY KEY("tenant_id","template","version")
);
--> statement-breakpoint
CREATE TABLE "calendar" (
	"tenant_id" text NOT NULL,
	"version" integer NOT NULL,
	"content" text NOT NULL,
	"published_by" text NOT NULL,
	"published_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "calendar_tenant_id_version_pk" PRIMARY KEY("tenant_id","version")
);
--> statement-breakpoint
CREATE TABLE "demo_clock" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"offset_ms" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_number" (
	"tenant_id" text NOT NULL,
	"template" text NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "case_number_tenant_id_template_year_pk" PRIMARY KEY("tenant_id","template","year")
);
--> statement-breakpoint
CREATE TABLE "case_opening" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"template" text NOT NULL,
	"template_version" integer NOT NULL,
	"idempotency_key" text NOT NULL,
	"item_key" text,
	"status" text NOT NULL,
	"payload" "bytea" NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" timestamp(3) with time zone NOT NULL,
	"changed_at" timestamp(3) with time zone NOT NULL,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "ledger_import" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"file_hash" text NOT NULL,
	"file_name" text NOT NULL,
	"person" text NOT NULL,
	"preview" jsonb NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "ledger_row" (
	"tenant_id" text NOT NULL,
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"sheet" text NOT NULL,
	"item_key" text NOT NULL,
	"state" text NOT NULL,
	"case_id" uuid,
	"item" jsonb NOT NULL,
	"error" jsonb,
	CONSTRAINT "ledger_row_import_id_sheet_row_pk" PRIMARY KEY("import_id","sheet","row")
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor" text,
	"payload" "bytea" NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "journal_case_id_seq_pk" PRIMARY KEY("case_id","seq")
);
--> statement-breakpoint
CREATE TABLE "active_node" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"token" text NOT NULL,
	"node" text NOT NULL,
	"is_active" boolean NOT NULL,
	"since" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "active_node_case_id_token_pk" PRIMARY KEY("case_id","token")
);
--> statement-breakpoint
CREATE TABLE "case" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"template" text NOT NULL,
	"template_version" integer NOT NULL,
	"model" text NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"status" text NOT NULL,
	"outcome" text,
	"stage" text,
	"responsible_unit" text,
	"units" jsonb NOT NULL,
	"parent_case" uuid,
	"parent_call" text,
	"started_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"changed_at" timestamp(3) with time zone NOT NULL,
	"seq" integer NOT NULL,
	"root_scope" text,
	"due_date" date,
	"due" timestamp(3) with time zone,
	"original_due_date" date,
	"provisional" boolean DEFAULT false NOT NULL,
	"extensions" integer DEFAULT 0 NOT NULL,
	"colour" text,
	"facts" jsonb NOT NULL,
	"percent" integer,
	"progress_at" timestamp(3) with time zone,
	"open_incidents" integer DEFAULT 0 NOT NULL,
	"clock_offset_ms" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_unit" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"unit" text NOT NULL,
	"role" text NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "case_unit_case_id_unit_role_pk" PRIMARY KEY("case_id","unit","role")
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"incident" text NOT NULL,
	"node" text NOT NULL,
	"name" jsonb NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"can_retry" boolean NOT NULL,
	"raised_at" timestamp(3) with time zone NOT NULL,
	"resolved_at" timestamp(3) with time zone,
	"how" text,
	"resolved_by" text,
	CONSTRAINT "incident_case_id_incident_pk" PRIMARY KEY("case_id","incident")
);
--> statement-breakpoint
CREATE TABLE "progress" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"entry" integer NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"person" text,
	"node" text,
	"percent" integer,
	CONSTRAINT "progress_case_id_entry_pk" PRIMARY KEY("case_id","entry")
);
--> statement-breakpoint
CREATE TABLE "deadline" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"deadline" text NOT NULL,
	"token" text NOT NULL,
	"key" text NOT NULL,
	"node" text NOT NULL,
	"name" jsonb NOT NULL,
	"depth" integer NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"due_date" date NOT NULL,
	"due" timestamp(3) with time zone NOT NULL,
	"original_due_date" date NOT NULL,
	"original_due" timestamp(3) with time zone NOT NULL,
	"provisional" boolean NOT NULL,
	"basis" text NOT NULL,
	"extensions" integer NOT NULL,
	"passed" boolean NOT NULL,
	"steps" jsonb NOT NULL,
	"next_step_at" timestamp(3) with time zone,
	"last_step" text,
	"colour" text,
	"set_seq" integer NOT NULL,
	"closed_at" timestamp(3) with time zone,
	"met" boolean,
	CONSTRAINT "deadline_case_id_deadline_pk" PRIMARY KEY("case_id","deadline")
);
--> statement-breakpoint
CREATE TABLE "task" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"task" text NOT NULL,
	"token" text NOT NULL,
	"node" text NOT NULL,
	"lineage" text[] NOT NULL,
	"name" jsonb NOT NULL,
	"stage" text,
	"form" text,
	"outcomes" text[] NOT NULL,
	"candidates" jsonb NOT NULL,
	"excluded_units" text[] NOT NULL,
	"deadline" text,
	"due_date" date,
	"due" timestamp(3) with time zone,
	"provisional" boolean DEFAULT false NOT NULL,
	"generation" integer NOT NULL,
	"claimed_by" text,
	"claimed_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone NOT NULL,
	"closed_at" timestamp(3) with time zone,
	"closed_how" text,
	"outcome" text,
	"completed_by" text,
	CONSTRAINT "task_case_id_task_pk" PRIMARY KEY("case_id","task")
);
--> statement-breakpoint
CREATE TABLE "task_candidate" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"task" text NOT NULL,
	"post" text NOT NULL,
	"unit" text NOT NULL,
	"due_key" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "task_candidate_case_id_task_post_unit_pk" PRIMARY KEY("case_id","task","post","unit")
);
--> statement-breakpoint
CREATE TABLE "task_draft" (
	"tenant_id" text NOT NULL,
	"person" text NOT NULL,
	"case_id" uuid NOT NULL,
	"task" text NOT NULL,
	"values" "bytea" NOT NULL,
	"saved_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "task_draft_tenant_id_person_case_id_task_pk" PRIMARY KEY("tenant_id","person","case_id","task")
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" text NOT NULL,
	"effect_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"person" text NOT NULL,
	"channel" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp(3) with time zone NOT NULL,
	"may_have_arrived" boolean DEFAULT false NOT NULL,
	"last_error" text,
	"sent_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "mailbox" (
	"id" serial PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"message_id" text,
	"sender" text NOT NULL,
	"recipients" text[] NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"headers" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"effect_id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"channel" text NOT NULL,
	"task" text,
	"deadline" text,
	"node" text NOT NULL,
	"step" text,
	"colour" text,
	"recipients" jsonb NOT NULL,
	"tells_handlers" boolean NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE INDEX "holding_by_post" ON "holding" USING btree ("tenant_id","post","unit");--> statement-breakpoint
CREATE INDEX "holding_by_person" ON "holding" USING btree ("tenant_id","person");--> statement-breakpoint
CREATE INDEX "account_by_person" ON "account" USING btree ("tenant_id","person");--> statement-breakpoint
CREATE INDEX "idempotency_by_age" ON "idempotency" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "session_by_person" ON "session" USING btree ("tenant_id","person");--> statement-breakpoint
CREATE INDEX "session_by_expiry" ON "session" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "case_key_by_tenant" ON "case_key" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "template_version_by_model" ON "template_version" USING btree ("model");--> statement-breakpoint
CREATE UNIQUE INDEX "case_opening_once_by_key" ON "case_opening" USING btree ("tenant_id","opened_by","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "case_opening_once_by_item" ON "case_opening" USING btree ("tenant_id","template","item_key");--> statement-breakpoint
CREATE INDEX "case_opening_unsettled" ON "case_opening" USING btree ("tenant_id","status","changed_at");--> statement-breakpoint
CREATE INDEX "ledger_import_newest" ON "ledger_import" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "ledger_row_waiting" ON "ledger_row" USING btree ("tenant_id","import_id","state");--> statement-breakpoint
CREATE INDEX "journal_by_tenant" ON "journal" USING btree ("tenant_id","case_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "case_number_once" ON "case" USING btree ("tenant_id","template","number");--> statement-breakpoint
CREATE INDEX "case_newest" ON "case" USING btree ("tenant_id","started_at" DESC NULLS FIRST,"case_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "case_by_unit" ON "case" USING btree ("tenant_id","responsible_unit","started_at" DESC NULLS FIRST,"case_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "case_by_status" ON "case" USING btree ("tenant_id","status","started_at" DESC NULLS FIRST,"case_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "case_open_by_due" ON "case" USING btree ("tenant_id","due") WHERE "case"."status" = 'active';--> statement-breakpoint
CREATE INDEX "case_by_parent" ON "case" USING btree ("parent_case");--> statement-breakpoint
CREATE INDEX "case_unit_newest" ON "case_unit" USING btree ("tenant_id","unit","started_at" DESC NULLS FIRST,"case_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "incident_open" ON "incident" USING btree ("tenant_id","raised_at") WHERE "incident"."resolved_at" is null;--> statement-breakpoint
CREATE INDEX "deadline_open_by_due" ON "deadline" USING btree ("tenant_id","due") WHERE "deadline"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "task_done_newest" ON "task" USING btree ("tenant_id","completed_by","closed_at" DESC NULLS FIRST,"case_id" DESC NULLS FIRST,"task" DESC NULLS FIRST) WHERE "task"."completed_by" is not null;--> statement-breakpoint
CREATE INDEX "task_candidate_todo" ON "task_candidate" USING btree ("tenant_id","unit","post","due_key","case_id","task");--> statement-breakpoint
CREATE INDEX "delivery_pending" ON "delivery" USING btree ("tenant_id","next_at") WHERE "delivery"."state" in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "delivery_failed" ON "delivery" USING btree ("tenant_id","next_at") WHERE "delivery"."state" = 'failed';--> statement-breakpoint
CREATE INDEX "delivery_by_case" ON "delivery" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "delivery_once" ON "delivery" USING btree ("effect_id","person","channel");--> statement-breakpoint
CREATE INDEX "mailbox_newest" ON "mailbox" USING btree ("tenant_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("tenant_id","at") WHERE "outbox"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "outbox_by_case" ON "outbox" USING btree ("case_id","seq");