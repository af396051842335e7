-- Only what is due together with many others waits in a line: a deadline of hours that falls into the ten minutes after the end of
-- a day rings when it is due, whatever else the machine has to do then.
-- What is armed already keeps its place: it was due in the second in which it rings, as far as can be known.
ALTER TABLE "armed_timer" ADD COLUMN "due_second" bigint;--> statement-breakpoint
update armed_timer set due_second = second;--> statement-breakpoint
ALTER TABLE "armed_timer" ALTER COLUMN "due_second" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "armed_timer_due_second" ON "armed_timer" USING btree ("due_second");--> statement-breakpoint
-- Notes when the timer of a case is due (null: none is), and gives the milliseconds by which it rings later. As long as fewer than half of
-- `per_second` are due in its second, over all tenants, who share the servers, it rings in it. Else it rings in the first second that has room: zero
-- milliseconds later while fewer than `per_second` ring in that second, else its place in a second after it. The line fills from its
-- front, so that its end is found by halving: places that became free in the middle are passed over. Where ten minutes are full,
-- it takes one of them. Those who arm at the same moment do not see each other and take the same place: each stands in it at an
-- instant of its own.
create or replace function arm_timer(the_tenant text, the_case uuid, due timestamptz, per_second integer) returns integer
  language plpgsql set plan_cache_mode = force_generic_plan
as $$
declare
  first constant bigint := floor(extract(epoch from due));
  most constant integer := 600;
  -- Milliseconds from one to the next.
  step constant integer := 1000 / per_second;
  -- The last second that is known to be full, and the first that is known to have room.
  filled bigint := first - 1;
  place bigint := first + most;
  middle bigint := first;
  taken bigint;
  before bigint;
begin
  if due is null then
    delete from armed_timer where case_id = the_case;
    return 0;
  end if;
  perform set_config('app.platform', 'on', true);
  select count(*) into before from (
    select from armed_timer where due_second = first and case_id <> the_case limit (per_second + 1) / 2
  ) beside;
  if before < (per_second + 1) / 2 then
    place := first;
    filled := first - 1;
  else
    before := 0;
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
  end if;
  perform set_config('app.platform', 'off', true);
  if place = first + most then
    place := first + abs(hashtextextended(the_case::text, 0) % most);
  end if;
  insert into armed_timer (case_id, tenant_id, second, due_second) values (the_case, the_tenant, place, first)
    on conflict (case_id) do update set second = excluded.second, due_second = excluded.due_second;
  return (place - first) * 1000 + before * step
    + case when before > 0 or place > first then abs(hashtextextended(the_case::text, 1) % greatest(step, 1)) else 0 end;
end $$;
