-- The way of every command begins here: its key is recorded, and the task that it is about is read, in one statement. The
-- scope is the person's until the end of the statement. The key must be on disk before the case is asked: a database that
-- forgot it in a crash, and was told later that the command is done, would take the retry for a new one.
create function begin_command(the_tenant text, the_person text, the_units text, sees_all text, the_key uuid,
    the_digest text, the_time timestamptz, the_case uuid, the_task text)
  returns json language plpgsql set plan_cache_mode = force_generic_plan
as $$
declare
  known json;
begin
  perform set_config('app.tenant', the_tenant, true), set_config('app.person', the_person, true),
    set_config('app.units', the_units, true), set_config('app.sees_all', sees_all, true);
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
      'completedBy', task.completed_by, 'tenantId', "case".tenant_id, 'template', "case".template,
      'templateVersion', "case".template_version, 'model', "case".model)
    from task join "case" on "case".case_id = task.case_id
    where task.case_id = the_case and task.task = the_task));
end $$;
