-- Who may read and write what, as a second net under the API's policy. Each transaction of the application begins by
-- setting app.tenant, app.person, app.units, app.sees_all and app.platform (db/connection.ts); what is not set matches nothing.
-- The role rectiflow_app is made by db/migrate.ts: roles belong to the whole server, and a migration to one database.

create function app_tenant() returns text language sql stable parallel safe
as $$ select nullif(current_setting('app.tenant', true), '') $$;
--> statement-breakpoint
create function app_person() returns text language sql stable parallel safe
as $$ select nullif(current_setting('app.person', true), '') $$;
--> statement-breakpoint
create function app_units() returns text[] language sql stable parallel safe
as $$ select coalesce(nullif(current_setting('app.units', true), ''), '{}')::text[] $$;
--> statement-breakpoint
create function app_sees_all() returns boolean language sql stable parallel safe
as $$ select current_setting('app.sees_all', true) is not distinct from 'on' $$;
--> statement-breakpoint
-- The few questions that come before the tenant is known: which tenants are there, whose login or session is this.
create function app_platform() returns boolean language sql stable parallel safe
as $$ select current_setting('app.platform', true) is not distinct from 'on' $$;
--> statement-breakpoint
-- The one place that says who sees a case: someone who acts for a unit that takes part. Whoever must never see it
-- (a unit or person named in a report) is to be excluded here and nowhere else. A view and not a function, because the
-- planner looks into a view: it asks once for a list and once for each row for a few.
create view seen_case with (security_invoker = true) as
  select case_id from case_unit where unit = any ((select app_units())::text[]);
--> statement-breakpoint
-- Protects one table: 'tenant' rows of the tenant; 'case' also only of cases that are seen; 'own' also only the
-- person's; 'platform' the tenant's, or any in a platform scope. Later migrations call it for each new table.
create procedure protect(the_table text, kind text, tenant_column text default 'tenant_id') language plpgsql as $$
declare
  in_tenant text := format('%I = (select app_tenant())', tenant_column);
  seen text := case kind
    when 'tenant' then in_tenant
    when 'case' then in_tenant || format(
      ' and ((select app_sees_all()) or exists (select from seen_case where seen_case.case_id = %I.case_id))', the_table)
    when 'own' then in_tenant || ' and ((select app_sees_all()) or person = (select app_person()))'
    when 'platform' then '(' || in_tenant || ' or (select app_platform()))'
  end;
begin
  if seen is null then
    raise exception 'protect: expected tenant, case, own or platform, found %', kind;
  end if;
  execute format('alter table %I enable row level security', the_table);
  execute format('alter table %I force row level security', the_table);
  execute format('create policy scope on %I using (%s) with check (%s)', the_table, seen,
    case kind when 'case' then in_tenant else seen end);
end $$;
--> statement-breakpoint
call protect('tenant', 'platform', 'id');
call protect('account', 'platform');
call protect('session', 'platform');
call protect('unit', 'tenant');
call protect('post', 'tenant');
call protect('person', 'tenant');
call protect('holding', 'tenant');
call protect('idempotency', 'own');
call protect('case_key', 'platform');
call protect('template', 'tenant');
call protect('template_version', 'tenant');
call protect('template_draft', 'tenant');
call protect('calendar', 'tenant');
call protect('demo_clock', 'tenant');
call protect('case_opening', 'tenant');
call protect('case_number', 'tenant');
call protect('ledger_import', 'tenant');
call protect('ledger_row', 'tenant');
call protect('outbox', 'tenant');
call protect('delivery', 'tenant');
call protect('mailbox', 'tenant');
call protect('task_draft', 'own');
call protect('journal', 'case');
call protect('case', 'case');
call protect('active_node', 'case');
call protect('incident', 'case');
call protect('progress', 'case');
call protect('task', 'case');
call protect('task_candidate', 'case');
call protect('deadline', 'case');
--> statement-breakpoint
-- seen_case reads this table: a policy with seen_case here would ask itself. So each sees the rows of their own
-- units; who else takes part stands in "case".units.
alter table case_unit enable row level security;
alter table case_unit force row level security;
create policy scope on case_unit
  using (tenant_id = (select app_tenant()) and ((select app_sees_all()) or unit = any ((select app_units())::text[])))
  with check (tenant_id = (select app_tenant()));
--> statement-breakpoint
grant usage on schema public to rectiflow_app;
grant select, insert, update, delete on all tables in schema public to rectiflow_app;
grant usage on all sequences in schema public to rectiflow_app;
alter default privileges in schema public grant select, insert, update, delete on tables to rectiflow_app;
alter default privileges in schema public grant usage on sequences to rectiflow_app;
-- What never changes once it is written.
revoke update, delete, truncate on journal, content from rectiflow_app;
revoke update, delete, truncate on template_version, calendar from rectiflow_app;
revoke delete, truncate on case_key, case_opening from rectiflow_app;
--> statement-breakpoint
-- Not even the owner changes the journal by mistake: erasing a case destroys its key and leaves these rows.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: its rows are added and never changed', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create trigger journal_is_append_only before update or delete or truncate on journal
  for each statement execute function refuse_change();
create trigger content_is_immutable before update or delete or truncate on content
  for each statement execute function refuse_change();
create trigger template_version_is_immutable before update or delete or truncate on template_version
  for each statement execute function refuse_change();
