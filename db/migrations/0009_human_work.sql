CREATE TABLE "substitution" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" text NOT NULL,
	"principal" text NOT NULL,
	"substitute" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"templates" text[],
	"units" text[],
	"reason" text,
	"created_by" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "clock_request" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"request" text NOT NULL,
	"deadline" text NOT NULL,
	"node" text NOT NULL,
	"what" text NOT NULL,
	"date" date,
	"why" text,
	"asked_by" text NOT NULL,
	"asked_at" timestamp(3) with time zone NOT NULL,
	"approvers" jsonb NOT NULL,
	"decided_at" timestamp(3) with time zone,
	"decided_by" text,
	"approved" boolean,
	CONSTRAINT "clock_request_case_id_request_pk" PRIMARY KEY("case_id","request")
);
--> statement-breakpoint
CREATE TABLE "copy" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"copy" text NOT NULL,
	"person" text,
	"post" text NOT NULL,
	"unit" text NOT NULL,
	"node" text,
	"copied_by" text,
	"copied_at" timestamp(3) with time zone NOT NULL,
	"read_at" timestamp(3) with time zone,
	CONSTRAINT "copy_case_id_copy_pk" PRIMARY KEY("case_id","copy")
);
--> statement-breakpoint
CREATE TABLE "question" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"question" text NOT NULL,
	"task" text,
	"person" text,
	"post" text NOT NULL,
	"unit" text NOT NULL,
	"node" text,
	"asked_by" text NOT NULL,
	"asked_at" timestamp(3) with time zone NOT NULL,
	"answered_at" timestamp(3) with time zone,
	"answered_by" text,
	CONSTRAINT "question_case_id_question_pk" PRIMARY KEY("case_id","question")
);
--> statement-breakpoint
CREATE TABLE "attachment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"name" "bytea" NOT NULL,
	"content" "bytea" NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"task" text,
	"uploaded_by" text NOT NULL,
	"uploaded_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "batch" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"person" text NOT NULL,
	"kind" text NOT NULL,
	"plan" jsonb NOT NULL,
	"words" "bytea",
	"state" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"started_at" timestamp(3) with time zone,
	"finished_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "batch_item" (
	"tenant_id" text NOT NULL,
	"batch_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"case_id" uuid,
	"task" text,
	"generation" integer,
	"state" text NOT NULL,
	"code" text,
	"message" text,
	"detail" jsonb,
	"settled_at" timestamp(3) with time zone,
	CONSTRAINT "batch_item_batch_id_seq_pk" PRIMARY KEY("batch_id","seq")
);
--> statement-breakpoint
DROP INDEX "task_candidate_todo";--> statement-breakpoint
ALTER TABLE "task_candidate" DROP CONSTRAINT "task_candidate_case_id_task_post_unit_pk";--> statement-breakpoint
ALTER TABLE "deadline" ALTER COLUMN "token" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "post" ADD COLUMN "heads" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "case" ADD COLUMN "resubmission_of" uuid;--> statement-breakpoint
ALTER TABLE "case" ADD COLUMN "started_by" text;--> statement-breakpoint
ALTER TABLE "case" ADD COLUMN "suspended_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "case_unit" ADD COLUMN "template" text;--> statement-breakpoint
-- Row-level security holds the owner too: for what is there already it is set aside.
alter table case_unit no force row level security;
alter table "case" no force row level security;
update case_unit set template = coalesce((select template from "case" where "case".case_id = case_unit.case_id), '');
alter table case_unit force row level security;
alter table "case" force row level security;
--> statement-breakpoint
ALTER TABLE "case_unit" ALTER COLUMN "template" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "case_unit" ADD COLUMN "scoped" text GENERATED ALWAYS AS (template || chr(31) || unit) STORED;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "visibility" text DEFAULT 'case' NOT NULL;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "cycle" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "of_case" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "suspended_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "suspended_for" text;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "suspended_until" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "acknowledged_step" text;--> statement-breakpoint
ALTER TABLE "deadline" ADD COLUMN "acknowledged_until" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "owner" jsonb;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "round" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "added_to" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "sign" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "added_by" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "waits" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "decided" jsonb;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "delegated_by" jsonb;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "added" jsonb;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "returned" jsonb;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "urged_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "completed_for" text;--> statement-breakpoint
ALTER TABLE "task_candidate" ADD COLUMN "person" text;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "acts_for" text;--> statement-breakpoint
CREATE INDEX "substitution_by_substitute" ON "substitution" USING btree ("tenant_id","substitute");--> statement-breakpoint
CREATE INDEX "substitution_by_principal" ON "substitution" USING btree ("tenant_id","principal");--> statement-breakpoint
CREATE INDEX "clock_request_open" ON "clock_request" USING btree ("tenant_id","asked_at") WHERE "clock_request"."decided_at" is null;--> statement-breakpoint
CREATE INDEX "copy_named" ON "copy" USING btree ("tenant_id","person","copied_at" DESC NULLS FIRST,"case_id" DESC NULLS FIRST,"copy" DESC NULLS FIRST) WHERE "copy"."person" is not null;--> statement-breakpoint
CREATE INDEX "copy_by_post" ON "copy" USING btree ("tenant_id","unit","post","copied_at" DESC NULLS FIRST,"case_id" DESC NULLS FIRST,"copy" DESC NULLS FIRST) WHERE "copy"."person" is null;--> statement-breakpoint
CREATE INDEX "question_open_named" ON "question" USING btree ("tenant_id","person","asked_at") WHERE "question"."answered_at" is null and "question"."person" is not null;--> statement-breakpoint
CREATE INDEX "question_open_by_post" ON "question" USING btree ("tenant_id","unit","post","asked_at") WHERE "question"."answered_at" is null and "question"."person" is null;--> statement-breakpoint
CREATE INDEX "attachment_by_case" ON "attachment" USING btree ("case_id","uploaded_at");--> statement-breakpoint
CREATE INDEX "batch_newest" ON "batch" USING btree ("tenant_id","person","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "batch_running" ON "batch" USING btree ("tenant_id") WHERE "batch"."state" = 'running';--> statement-breakpoint
CREATE INDEX "batch_item_waiting" ON "batch_item" USING btree ("batch_id","seq") WHERE "batch_item"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "case_started_by" ON "case" USING btree ("tenant_id","started_by","started_at" DESC NULLS FIRST,"case_id" DESC NULLS FIRST) WHERE "case"."started_by" is not null;--> statement-breakpoint
CREATE INDEX "case_by_resubmission" ON "case" USING btree ("resubmission_of") WHERE "case"."resubmission_of" is not null;--> statement-breakpoint
CREATE INDEX "case_unit_scoped" ON "case_unit" USING btree ("tenant_id","scoped");--> statement-breakpoint
CREATE INDEX "deadline_falling_due" ON "deadline" USING btree ("tenant_id","due_date","case_id","deadline") WHERE "deadline"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "task_in_hand" ON "task" USING btree ("tenant_id","claimed_by") WHERE "task"."claimed_by" is not null and "task"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "task_candidate_named" ON "task_candidate" USING btree ("tenant_id","person","due_key","case_id","task") WHERE "task_candidate"."person" is not null;--> statement-breakpoint
CREATE INDEX "task_candidate_todo" ON "task_candidate" USING btree ("tenant_id","unit","post","due_key","case_id","task","person");--> statement-breakpoint
ALTER TABLE "task_candidate" ADD CONSTRAINT "task_candidate_once" UNIQUE NULLS NOT DISTINCT("case_id","task","post","unit","person");
--> statement-breakpoint
-- What is sealed does not shrink.
alter table attachment alter column content set storage external;
--> statement-breakpoint
-- Units whose cases are seen for some templates alone: a substitute for one kind of case sees no other. Each as template and
-- unit with the character 31 between them.
create function app_limits() returns text[] language sql stable parallel safe
as $$ select coalesce(nullif(current_setting('app.limits', true), ''), '{}')::text[] $$;
--> statement-breakpoint
create or replace view seen_case with (security_invoker = true) as
  select case_id from case_unit where unit = any ((select app_units())::text[])
  union all
  select case_id from case_unit where scoped = any ((select app_limits())::text[]);
--> statement-breakpoint
drop policy scope on case_unit;
create policy scope on case_unit
  using (tenant_id = (select app_tenant()) and ((select app_sees_all()) or unit = any ((select app_units())::text[])
    or scoped = any ((select app_limits())::text[])))
  with check (tenant_id = (select app_tenant()));
--> statement-breakpoint
call protect('substitution', 'tenant');
call protect('copy', 'case');
call protect('question', 'case');
call protect('attachment', 'case');
call protect('clock_request', 'case');
call protect('batch', 'own');
call protect('batch_item', 'tenant');
--> statement-breakpoint
-- Who holds what on a day; whoever can not log in any more holds nothing.
create function held_on(the_day date) returns table (person text, post text, unit text) language sql stable
as $$
  select holding.person, holding.post, holding.unit from holding
  where holding.valid_from <= the_day and (holding.valid_to is null or holding.valid_to > the_day)
    and not exists (select from account
      where account.tenant_id = holding.tenant_id and account.person = holding.person and account.is_disabled)
$$;
--> statement-breakpoint
-- Posts of a person, past and coming ones too, with the permissions of each.
create function holdings_of(the_person text) returns json language plpgsql stable
as $$ begin
  return (
    select coalesce(json_agg(json_build_object('post', holding.post, 'unit', holding.unit, 'from', holding.valid_from,
      'to', holding.valid_to, 'permissions', post.permissions) order by holding.post, holding.unit), '[]')
    from holding join post on post.tenant_id = holding.tenant_id and post.key = holding.post
    where holding.person = the_person);
end $$;
--> statement-breakpoint
-- Each unit of the person's posts with itself and every unit below it.
create function units_below(the_person text) returns json language plpgsql stable
as $$ begin
  return (
    with recursive below as (
      select unit.id as held, unit.id from unit
      where unit.id in (select holding.unit from holding where holding.person = the_person)
      union
      select below.held, child.id from unit child join below on child.parent = below.id)
    select coalesce(json_agg(json_build_object('held', held, 'unit', id) order by id), '[]') from below);
end $$;
--> statement-breakpoint
-- With those for whom the person stands in, over chains, whatever the day: which of them count is decided where the tenant's
-- day is known (db/substitution-chains.ts). Those that ended before `since` are left out: a tenant's day is never behind it.
drop function person_with_posts(text);
create function person_with_posts(the_person text, since date) returns json language plpgsql stable
as $$
declare
  acting json;
begin
  with recursive acts as (
    select s.id, s.principal, s.substitute, s.valid_from, s.valid_to, s.templates, s.units from substitution s
      where s.substitute = the_person and s.ended_at is null and (s.valid_to is null or s.valid_to > since)
    union
    select s.id, s.principal, s.substitute, s.valid_from, s.valid_to, s.templates, s.units
      from substitution s join acts on s.substitute = acts.principal
      where s.ended_at is null and (s.valid_to is null or s.valid_to > since))
  select json_agg(json_build_object('id', id, 'principal', principal, 'substitute', substitute, 'from', valid_from,
    'to', valid_to, 'templates', templates, 'units', units) order by id) into acting from acts;
  return (select json_build_object(
    'person', person.id, 'name', person.name, 'language', person.language,
    'holdings', holdings_of(person.id), 'below', units_below(person.id),
    'substitutions', coalesce(acting, '[]'),
    'principals', case when acting is null then '[]'::json else (
      select coalesce(json_agg(json_build_object('person', principal, 'holdings', holdings_of(principal),
        'below', units_below(principal)) order by principal), '[]')
      from (select distinct each->>'principal' as principal from json_array_elements(acting) each) known) end)
  from person where person.id = the_person);
end $$;
--> statement-breakpoint
create or replace function find_caller(the_hash text, the_time timestamptz, idle_since timestamptz, unseen_since timestamptz)
  returns json language plpgsql set plan_cache_mode = force_generic_plan
as $$
declare
  found_session session;
  found_login text;
begin
  perform set_config('app.platform', 'on', true);
  select session.* into found_session from session where session.id_hash = the_hash
    and session.expires_at > the_time and session.seen_at > idle_since;
  if not found then
    return null;
  end if;
  select login into found_login from account
    where account.tenant_id = found_session.tenant_id and account.person = found_session.person and not account.is_disabled;
  if not found then
    return null;
  end if;
  if found_session.seen_at <= unseen_since then
    update session set seen_at = the_time where session.id_hash = the_hash;
  end if;
  perform set_config('app.platform', 'off', true), set_config('app.tenant', found_session.tenant_id, true);
  return json_build_object(
    'tenant', found_session.tenant_id, 'login', found_login,
    'createdAt', found_session.created_at, 'expiresAt', found_session.expires_at,
    'clockOffset', (select offset_ms from demo_clock),
    'person', person_with_posts(found_session.person, the_time::date - 1));
end $$;
--> statement-breakpoint
drop function begin_command(text, text, text, text, uuid, text, timestamptz, uuid, text);
create function begin_command(the_tenant text, the_person text, the_units text, the_limits text, sees_all text, the_key uuid,
    the_digest text, the_time timestamptz, the_case uuid, the_task text)
  returns json language plpgsql set plan_cache_mode = force_generic_plan
as $$
declare
  known json;
begin
  perform set_config('app.tenant', the_tenant, true), set_config('app.person', the_person, true),
    set_config('app.units', the_units, true), set_config('app.limits', the_limits, true),
    set_config('app.sees_all', sees_all, true);
  insert into idempotency (tenant_id, person, key, digest, created_at)
    values (the_tenant, the_person, the_key, the_digest, the_time)
    on conflict do nothing;
  if not found then
    select json_build_object('digest', digest, 'status', status, 'reply', reply) into known from idempotency
      where tenant_id = the_tenant and person = the_person and key = the_key;
  end if;
  return json_build_object('known', known, 'task', (
    select json_build_object('caseId', task.case_id, 'task', task.task, 'node', task.node, 'form', task.form,
      'candidates', task.candidates, 'excludedUnits', task.excluded_units, 'claimedBy', task.claimed_by,
      'generation', task.generation, 'closedAt', task.closed_at, 'closedHow', task.closed_how, 'outcome', task.outcome,
      'completedBy', task.completed_by, 'waits', task.waits, 'round', task.round, 'addedTo', task.added_to,
      'sign', task.sign, 'added', task.added, 'tenantId', "case".tenant_id, 'template', "case".template,
      'templateVersion', "case".template_version, 'model', "case".model)
    from task join "case" on "case".case_id = task.case_id
    where task.case_id = the_case and task.task = the_task));
end $$;
