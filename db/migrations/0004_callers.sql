-- Who calls: asked by every request of every page, so that it is one statement in one flight (db/callers.ts).
create function person_with_posts(the_person text) returns json language plpgsql stable
as $$ begin
  return (select json_build_object(
    'person', person.id, 'name', person.name, 'language', person.language,
    'holdings', (
      select coalesce(json_agg(json_build_object('post', holding.post, 'unit', holding.unit, 'from', holding.valid_from,
        'to', holding.valid_to, 'permissions', post.permissions) order by holding.post, holding.unit), '[]')
      from holding join post on post.tenant_id = holding.tenant_id and post.key = holding.post
      where holding.person = person.id),
    'below', (
      with recursive below as (
        select unit.id as held, unit.id from unit
        where unit.id in (select holding.unit from holding where holding.person = the_person)
        union
        select below.held, child.id from unit child join below on child.parent = below.id)
      select coalesce(json_agg(json_build_object('held', held, 'unit', id) order by id), '[]') from below))
  from person where person.id = the_person);
end $$;
--> statement-breakpoint
-- Sets its scope itself, until the end of the statement that calls it: a session is found before its tenant is known.
-- A session not seen since `unseen_since` is noted as seen.
create function find_caller(the_hash text, the_time timestamptz, idle_since timestamptz, unseen_since timestamptz)
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
    'person', person_with_posts(found_session.person));
end $$;
