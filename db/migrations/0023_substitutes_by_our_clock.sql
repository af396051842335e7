-- Which substitutions a caller's principals come from is asked by the tenant's own clock: in a demonstration whose clock is behind
-- the host's, one that is over by the host's date still holds.
create or replace function find_caller(the_hash text, the_time timestamptz, idle_since timestamptz, unseen_since timestamptz)
  returns json language plpgsql set plan_cache_mode = force_generic_plan
as $$
declare
  found_session session;
  found_login text;
  ahead bigint;
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
  select offset_ms into ahead from demo_clock;
  return json_build_object(
    'tenant', found_session.tenant_id, 'login', found_login,
    'createdAt', found_session.created_at, 'expiresAt', found_session.expires_at,
    'clockOffset', ahead,
    'person', person_with_posts(found_session.person,
      (the_time + coalesce(ahead, 0) * interval '1 millisecond')::date - 1));
end $$;
