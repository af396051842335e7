CREATE TABLE "strict_case" (
	"tenant_id" text NOT NULL,
	"case_id" uuid PRIMARY KEY NOT NULL,
	"barred" text[] NOT NULL,
	"took_part" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_seat" (
	"tenant_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"post" text NOT NULL,
	"unit" text NOT NULL,
	"person" text NOT NULL,
	"template" text NOT NULL,
	"seat" text GENERATED ALWAYS AS (post || chr(31) || unit || chr(31) || person) STORED,
	"scoped" text GENERATED ALWAYS AS (template || chr(31) || post || chr(31) || unit || chr(31) || person) STORED,
	"barred" text[] NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "case_seat_case_id_post_unit_person_pk" PRIMARY KEY("case_id","post","unit","person")
);
--> statement-breakpoint
CREATE INDEX "case_seat_newest" ON "case_seat" USING btree ("tenant_id","seat","started_at" DESC NULLS FIRST,"case_id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "case_seat_scoped" ON "case_seat" USING btree ("tenant_id","scoped");
--> statement-breakpoint
-- Strict cases that are there already: from now on no unit sees them as such. Seats are what the read model knows of tasks and of
-- who began them; `npm run rebuild` adds what only the journal tells. Row-level security holds the owner too: it is set aside.
alter table "case" no force row level security;
alter table case_unit no force row level security;
alter table task no force row level security;
alter table template_version no force row level security;
insert into strict_case (tenant_id, case_id, barred, took_part)
  select "case".tenant_id, "case".case_id, '{}', '{}' from "case" join template_version version
    on version.tenant_id = "case".tenant_id and version.template = "case".template
      and version.version = "case".template_version
  where version.settings->'confidentiality'->>'level' = 'strict';
insert into case_seat (tenant_id, case_id, post, unit, person, template, barred, started_at)
  select tenant_id, case_id, post, unit, person, template, '{}', started_at from (
    select "case".tenant_id, "case".case_id, given.post, given.unit, coalesce(given.person, '') as person, template, started_at
    from strict_case join "case" on "case".case_id = strict_case.case_id join task on task.case_id = strict_case.case_id
      cross join lateral jsonb_to_recordset(task.candidates) as given (post text, unit text, person text)
    where not given.unit = any (task.excluded_units)
    union
    select "case".tenant_id, "case".case_id, '', '', started_by, template, started_at
    from strict_case join "case" on "case".case_id = strict_case.case_id where started_by is not null) known;
delete from case_unit where case_id in (select case_id from strict_case);
alter table "case" force row level security;
alter table case_unit force row level security;
alter table task force row level security;
alter table template_version force row level security;
--> statement-breakpoint
-- `app.sees_all`: 'machine' sees all of the tenant; 'on', whoever oversees, all but strict cases.
create function app_is_machine() returns boolean language sql stable parallel safe
as $$ select current_setting('app.sees_all', true) is not distinct from 'machine' $$;
--> statement-breakpoint
-- Seats that the person has: each post, unit and person with the character 31 between them (`case_seat.seat`).
create function app_seats() returns text[] language sql stable parallel safe
as $$ select coalesce(nullif(current_setting('app.seats', true), ''), '{}')::text[] $$;
--> statement-breakpoint
-- The one place that says who sees a case: someone who acts for a unit that takes part, and in a strict case someone who has a
-- seat in it. `app.limits` holds what is seen in cases of one template alone, units and seats: the two look different.
-- One branch for each table: every node of a policy is set up for each table of each statement, also for the machine's commits.
create or replace view seen_case with (security_invoker = true) as
  select case_id from case_unit where unit = any ((select app_units())::text[]) or scoped = any ((select app_limits())::text[])
  union all
  select case_id from case_seat where seat = any ((select app_seats())::text[]) or scoped = any ((select app_limits())::text[]);
--> statement-breakpoint
-- What a person who oversees is not shown: where `strict_case` names the case, only its seats count.
create or replace procedure protect(the_table text, kind text, tenant_column text default 'tenant_id') language plpgsql as $$
declare
  in_tenant text := format('%I = (select app_tenant())', tenant_column);
  seen text := case kind
    when 'tenant' then in_tenant
    when 'case' then in_tenant || format(
      ' and ((select app_is_machine())
        or ((select app_sees_all()) and not exists (select from strict_case where strict_case.case_id = %1$I.case_id))
        or exists (select from seen_case where seen_case.case_id = %1$I.case_id))', the_table)
    when 'own' then in_tenant || ' and ((select app_is_machine()) or person = (select app_person()))'
    when 'platform' then '(' || in_tenant || ' or (select app_platform()))'
  end;
begin
  if seen is null then
    raise exception 'protect: expected tenant, case, own or platform, found %', kind;
  end if;
  execute format('alter table %I enable row level security', the_table);
  execute format('alter table %I force row level security', the_table);
  execute format('drop policy if exists scope on %I', the_table);
  execute format('create policy scope on %I using (%s) with check (%s)', the_table, seen,
    case kind when 'case' then in_tenant else seen end);
end $$;
--> statement-breakpoint
call protect('strict_case', 'tenant');
call protect('idempotency', 'own');
call protect('task_draft', 'own');
call protect('batch', 'own');
call protect('journal', 'case');
call protect('case', 'case');
call protect('active_node', 'case');
call protect('incident', 'case');
call protect('progress', 'case');
call protect('task', 'case');
call protect('task_candidate', 'case');
call protect('deadline', 'case');
call protect('copy', 'case');
call protect('question', 'case');
call protect('attachment', 'case');
call protect('clock_request', 'case');
call protect('kept_input', 'case');
call protect('subscription', 'case');
--> statement-breakpoint
-- seen_case reads these tables: each sees the rows of their own units and seats.
drop policy scope on case_unit;
create policy scope on case_unit
  using (tenant_id = (select app_tenant()) and ((select app_is_machine()) or (select app_sees_all())
    or unit = any ((select app_units())::text[]) or scoped = any ((select app_limits())::text[])))
  with check (tenant_id = (select app_tenant()));
-- Whether a seat lets the person in. Whom the matter names is kept out whatever else they hold, and of those for whom they
-- stand in: then only what the person is themselves counts, which `app.seats` holds with their name behind the post. Asked of each
-- row that seen_case finds, and not as subqueries of the policy (in PL/pgSQL, because SQL would become those), for the same reason.
create function app_has_seat(a_seat case_seat) returns boolean language plpgsql stable parallel safe
as $$ begin
  if app_is_machine() then
    return true;
  elsif not (a_seat.seat = any (app_seats()) or a_seat.scoped = any (app_limits())) then
    return false;
  elsif a_seat.barred = '{}' then
    return true;
  elsif exists (select from unnest(a_seat.barred) bar
      where bar = chr(31) || chr(31) || app_person() or bar || app_person() = any (app_seats())) then
    return false;
  elsif exists (select from unnest(a_seat.barred) bar
      where bar = any (app_seats()) or a_seat.template || chr(31) || bar = any (app_limits())) then
    return a_seat.person = app_person()
      or a_seat.post || chr(31) || a_seat.unit || chr(31) || app_person() = any (app_seats());
  end if;
  return true;
end $$;
alter table case_seat enable row level security;
alter table case_seat force row level security;
create policy scope on case_seat
  using (tenant_id = (select app_tenant()) and app_has_seat(case_seat))
  with check (tenant_id = (select app_tenant()));
--> statement-breakpoint
drop function begin_command(text, text, text, text, text, uuid, text, timestamptz, uuid, text);
create function begin_command(the_tenant text, the_person text, the_units text, the_seats text, the_limits text, sees_all text,
    the_key uuid, the_digest text, the_time timestamptz, the_case uuid, the_task text)
  returns json language plpgsql set plan_cache_mode = force_generic_plan
as $$
declare
  known json;
begin
  perform set_config('app.tenant', the_tenant, true), set_config('app.person', the_person, true),
    set_config('app.units', the_units, true), set_config('app.seats', the_seats, true),
    set_config('app.limits', the_limits, true), set_config('app.sees_all', sees_all, true);
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
