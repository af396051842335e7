-- A commit goes on from what its process knows of the case. Were another commit in between, or the journal shorter than it was
-- (a backup was restored), nothing of the transaction stays, and the caller reads anew.
create function expect_head(the_case uuid, the_seq integer, the_hash bytea) returns void language plpgsql
as $$
declare
  head record;
begin
  select seq, hash into head from journal where case_id = the_case order by seq desc limit 1;
  if coalesce(head.seq, 0) <> the_seq or (found and head.hash <> the_hash) then
    raise exception 'expected the journal of case % to end at event %', the_case, the_seq using errcode = 'RF001';
  end if;
end $$;
