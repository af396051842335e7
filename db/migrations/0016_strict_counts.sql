-- How many strict cases there are, for posts that oversee (`app.sees_all` = 'on') and see none of them: by template, responsible
-- unit and school term, and nothing else of any. A term is February to July (spring) or August to January (autumn, of the year
-- in which it began), by the day in China on which the case began. For its one count it acts as the machine: policies hold the
-- owner of the function as everybody else.
create function strict_case_counts(the_template text)
  returns table (template text, unit text, term_year int, is_spring boolean, begun int, still_open int)
  language plpgsql security definer set search_path from current
as $$
declare
  before constant text := current_setting('app.sees_all', true);
begin
  if before is distinct from 'on' and before is distinct from 'machine' then
    return;
  end if;
  perform set_config('app.sees_all', 'machine', true);
  return query
    select one.template, one.responsible_unit, extract(year from term.began)::int,
      extract(month from term.began)::int between 2 and 7, count(*)::int, (count(*) filter (where one.status = 'active'))::int
    from strict_case join "case" one on one.case_id = strict_case.case_id
      cross join lateral (select one.started_at at time zone 'Asia/Shanghai' as day) began_on
      cross join lateral (select case when extract(month from day) = 1 then day - interval '1 month' else day end as began) term
    where strict_case.tenant_id = app_tenant() and one.tenant_id = app_tenant()
      and (the_template is null or one.template = the_template)
    group by 1, 2, 3, 4;
  perform set_config('app.sees_all', before, true);
end $$;
