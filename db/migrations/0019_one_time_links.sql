CREATE TABLE "one_time_link" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"link" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "one_time_link_case_id_link_pk" PRIMARY KEY("case_id","link")
);
--> statement-breakpoint
CREATE INDEX "one_time_link_by_hash" ON "one_time_link" USING btree ("hash");
--> statement-breakpoint
-- No person reads it: the machine writes it with the case, and whoever comes with a token is looked up before the tenant is known.
call protect('one_time_link', 'case');
alter policy scope on one_time_link
  using ((tenant_id = (select app_tenant()) and (select app_is_machine())) or (select app_platform()))
  with check (tenant_id = (select app_tenant()) and (select app_is_machine()));
