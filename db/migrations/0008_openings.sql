-- The number is taken in the statement that reserves the case, after what the start needs was sealed.
alter table "case_opening" add column "number" text;
--> statement-breakpoint
-- All that must be known to open a case of a template, and what is known of the request, in one statement (db/opening-context.ts).
-- `the_words` are the values that may be ids of units; `the_uuid` is the key where a person gave it.
create function opening_context(the_tenant text, the_template text, the_words text[], the_person text, the_key text, the_uuid uuid)
  returns json language plpgsql set plan_cache_mode = force_generic_plan
as $$ begin
  perform set_config('app.tenant', the_tenant, true), set_config('app.person', the_person, true);
  return json_build_object(
    'template', (select json_build_object('names', names, 'version', latest_version) from template
      where tenant_id = the_tenant and key = the_template),
    'calendar', (select content from calendar where tenant_id = the_tenant order by version desc limit 1),
    'tenant', (select names from tenant where id = the_tenant),
    'units', (select coalesce(json_object_agg(id, names), '{}') from unit
      where tenant_id = the_tenant and id = any (the_words)),
    'known', (select json_build_object('caseId', case_id, 'status', status, 'template', template) from case_opening
      where tenant_id = the_tenant and opened_by = the_person and idempotency_key = the_key),
    'digest', (select digest from idempotency
      where tenant_id = the_tenant and person = the_person and key = the_uuid));
end $$;
--> statement-breakpoint
-- Reserves a case, once for each request and once for each item of a template, however many ask at once: its key, its number
-- and what it starts with, in one statement (db/openings.ts). All openings of a template wait for each other at the number,
-- which is therefore taken last. `the_digest` is given for a person's request, and recorded with its key.
create function reserve_case(the_case uuid, the_tenant text, the_template text, the_version integer, the_person text, the_key text,
    the_item text, the_status text, the_time timestamptz, the_wrapped_key bytea, the_payload bytea, the_year integer,
    the_number text, the_digest text)
  returns json language plpgsql set plan_cache_mode = force_generic_plan
as $$
declare
  seq integer;
  given_number text;
begin
  perform set_config('app.tenant', the_tenant, true);
  if the_digest is not null then
    perform set_config('app.person', the_person, true);
    insert into idempotency (tenant_id, person, key, digest, created_at)
      values (the_tenant, the_person, the_key::uuid, the_digest, the_time)
      on conflict do nothing;
    if not found and not exists (select from idempotency
        where tenant_id = the_tenant and person = the_person and key = the_key::uuid and digest = the_digest) then
      return json_build_object('isConflict', true);
    end if;
  end if;
  insert into case_opening (case_id, tenant_id, template, template_version, idempotency_key, item_key, status, payload,
      opened_by, opened_at, changed_at)
    values (the_case, the_tenant, the_template, the_version, the_key, the_item, the_status, the_payload,
      the_person, the_time, the_time)
    on conflict do nothing;
  if found then
    insert into case_key (case_id, tenant_id, wrapped, created_at)
      values (the_case, the_tenant, the_wrapped_key, the_time);
    if the_number is not null then
      insert into case_number as numbers (tenant_id, template, year, last)
        values (the_tenant, the_template, the_year, 1)
        on conflict (tenant_id, template, year) do update set last = numbers.last + 1
        returning last into seq;
      given_number := replace(the_number, '{seq}', seq::text);
      update case_opening set number = given_number where case_id = the_case;
    end if;
    return json_build_object('isNew', true, 'caseId', the_case, 'status', the_status, 'number', given_number);
  end if;
  -- The insert has waited for the end of whoever was first.
  return (
    select json_build_object('isNew', false, 'isSame', opened_by = the_person and idempotency_key = the_key,
      'caseId', case_id, 'status', status, 'template', template, 'itemKey', item_key, 'number', number)
    from case_opening
    where tenant_id = the_tenant and (
      (opened_by = the_person and idempotency_key = the_key) or (template = the_template and item_key = the_item))
    order by (opened_by = the_person and idempotency_key = the_key) desc
    limit 1);
end $$;
--> statement-breakpoint
-- A case's key for whoever knows nothing but the case: what Temporal gives back is opened with it.
create function case_key_of(the_case uuid) returns setof bytea language plpgsql set plan_cache_mode = force_generic_plan
as $$ begin
  perform set_config('app.platform', 'on', true);
  return query select wrapped from case_key where case_id = the_case;
end $$;
