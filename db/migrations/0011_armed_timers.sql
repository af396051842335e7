-- When the one timer of each case rings, so that those that fall due together ring one after the other, at a pace that leaves
-- room for what people do: ten thousand at one instant would be a queue in Temporal before which every command waits.
-- Not a fold of the journal: what is missing here rings without delay.
create table armed_timer (
  case_id uuid primary key,
  tenant_id text not null,
  -- The second in which it rings, since 1970.
  second bigint not null
);
--> statement-breakpoint
create index armed_timer_second on armed_timer (second);
--> statement-breakpoint
call protect('armed_timer', 'platform');
--> statement-breakpoint
-- How many others ring in that second.
create function ringing_in(the_second bigint, beside uuid) returns bigint language sql stable
as $$ select count(*) from armed_timer where second = the_second and case_id <> beside $$;
--> statement-breakpoint
-- Notes when the timer of a case is due (null: none is), and gives the milliseconds by which it rings later: zero while fewer
-- than `per_second` ring in that second, else its place in a second after it that has room. The line fills from its front, so
-- that its end is found by halving: places that became free in the middle are passed over. Where five minutes are full, it
-- takes one of them. Counted over all tenants, who share the servers. Those who arm at the same moment do not see each other and
-- may take the same place.
create function arm_timer(the_tenant text, the_case uuid, due timestamptz, per_second integer) returns integer
  language plpgsql set plan_cache_mode = force_generic_plan
as $$
declare
  first constant bigint := floor(extract(epoch from due));
  most constant integer := 300;
  -- The last second that is known to be full, and the first that is known to have room.
  filled bigint := first - 1;
  place bigint := first + most;
  middle bigint := first;
  taken bigint;
  before bigint := 0;
begin
  if due is null then
    delete from armed_timer where case_id = the_case;
    return 0;
  end if;
  perform set_config('app.platform', 'on', true);
  while place - filled > 1 loop
    taken := ringing_in(middle, the_case);
    if taken < per_second then
      place := middle;
      before := taken;
    else
      filled := middle;
    end if;
    middle := (filled + place) / 2;
  end loop;
  perform set_config('app.platform', 'off', true);
  if place = first + most then
    place := first + abs(hashtextextended(the_case::text, 0) % most);
  end if;
  insert into armed_timer (case_id, tenant_id, second) values (the_case, the_tenant, place)
    on conflict (case_id) do update set second = excluded.second;
  return (place - first) * 1000 + before * 1000 / per_second;
end $$;
