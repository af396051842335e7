CREATE TABLE "message" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"correlation" text,
	"sender" uuid,
	"sent_by" text,
	"key_of" uuid NOT NULL,
	"content" "bytea",
	"sent_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone,
	"state" text NOT NULL,
	"next_at" timestamp(3) with time zone NOT NULL,
	"receiver" uuid,
	"ended_at" timestamp(3) with time zone,
	CONSTRAINT "message_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "message_delivery" (
	"tenant_id" text NOT NULL,
	"message_id" text NOT NULL,
	"target" text NOT NULL,
	"state" text NOT NULL,
	"round" integer NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" timestamp(3) with time zone NOT NULL,
	"last_error" text,
	CONSTRAINT "message_delivery_tenant_id_message_id_target_pk" PRIMARY KEY("tenant_id","message_id","target")
);
--> statement-breakpoint
CREATE TABLE "subscription" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"subscription" text NOT NULL,
	"node" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"correlation" text,
	"opened_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "subscription_case_id_subscription_pk" PRIMARY KEY("case_id","subscription")
);
--> statement-breakpoint
CREATE TABLE "template_trigger" (
	"tenant_id" text NOT NULL,
	"template" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "template_trigger_tenant_id_kind_name_template_pk" PRIMARY KEY("tenant_id","kind","name","template")
);
--> statement-breakpoint
CREATE INDEX "message_waiting" ON "message" USING btree ("tenant_id","next_at") WHERE "message"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "message_waiting_by_name" ON "message" USING btree ("tenant_id","name") WHERE "message"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "message_undelivered" ON "message" USING btree ("tenant_id","sent_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "message"."state" <> 'delivered';--> statement-breakpoint
CREATE INDEX "message_delivery_queued" ON "message_delivery" USING btree ("tenant_id","next_at") WHERE "message_delivery"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "subscription_by_name" ON "subscription" USING btree ("tenant_id","kind","name","opened_at");
--> statement-breakpoint
call protect('subscription', 'case');
call protect('template_trigger', 'tenant');
call protect('message', 'tenant');
call protect('message_delivery', 'tenant');
