/** Tasks that nobody could do any more, and who is to have them: no task is without an owner for longer than a look takes. */
import { sql } from 'drizzle-orm';
import type { PostAtUnit } from '../engine/model.ts';
import { isOneOf } from '../engine/work/one-of.ts';
import type { Candidate } from '../engine/work/state.ts';
import type { Tx } from './connection.ts';
import { personOn } from './holders.ts';
import { mustKeepOut } from './kept-out.ts';
import { standingInFor } from './substitution-chains.ts';

export interface Orphan {
  caseId: string;
  task: string;
  node: string;
  generation: number;
  template: string;
  candidates: Candidate[];
  excludedUnits: string[];
  /** Whom it keeps out besides: persons, or all holders of posts, as `seatName` writes them. */
  keptOut: string[];
  /** Whoever claimed it, and can not go on with it. */
  claimedBy: string | null;
  /** Somebody else could do it, were it not claimed. */
  hasOthers: boolean;
}

/**
 * Open tasks of running cases that nobody can act on, on the day ('YYYY-MM-DD'): nobody holds a post of theirs, or is named in
 * one and still holds it, or all who do must keep out of it; or somebody has claimed it and can not act any more, as themselves
 * or for somebody else. Who stood aside in a strict case, or is named by its matter, cannot. What waits for others, or stands
 * still, is nobody's to do.
 */
export async function orphans(tx: Tx, date: string): Promise<Orphan[]> {
  // Before PostgreSQL has statistics of a young database it takes these tables for small and compares each with each: with 3,000
  // open tasks 700 ms in place of 20, and growing with their square.
  await tx.execute(sql`select set_config('enable_nestloop', 'off', true)`);
  const found = await tx.execute<Orphan & Record<string, unknown>>(sql`
    with held as materialized (select person, post, unit from held_on(${date}::date)),
    able as materialized (
      select distinct candidate.case_id, candidate.task, held.person
      from task_candidate candidate
        join held on (held.post = candidate.post and held.unit = candidate.unit
            and (candidate.person is null or candidate.person = held.person))
      union
      select candidate.case_id, candidate.task, held.person
      from task_candidate candidate join held on held.person = candidate.person and candidate.post = ''
    ), allowed as (
      select able.* from able join task on task.case_id = able.case_id and task.task = able.task
        left join strict_case on strict_case.case_id = able.case_id
      where (task.excluded_units = '{}' or not exists (
          select from held where held.person = able.person and held.unit = any (task.excluded_units)))
        and (task.kept_out = '{}' or not (chr(31) || chr(31) || able.person = any (task.kept_out) or exists (
          select from held where held.person = able.person and held.post || chr(31) || held.unit || chr(31) = any (task.kept_out))))
        and not coalesce(chr(31) || chr(31) || able.person = any (strict_case.barred), false)
    )
    select task.case_id as "caseId", task.task, task.node, task.generation, "case".template, task.candidates,
      task.excluded_units as "excludedUnits", task.kept_out as "keptOut", task.claimed_by as "claimedBy",
      exists (select from allowed where allowed.case_id = task.case_id and allowed.task = task.task) as "hasOthers"
    from (
        select distinct candidate.case_id, candidate.task from task_candidate candidate
          join task on task.case_id = candidate.case_id and task.task = candidate.task
        where not exists (
          select from allowed where allowed.case_id = candidate.case_id and allowed.task = candidate.task
            and (task.claimed_by is null or task.claimed_by = allowed.person))
      ) alone
      join task on task.case_id = alone.case_id and task.task = alone.task
      join "case" on "case".case_id = alone.case_id
    where "case".status = 'active' and "case".suspended_at is null
    order by task.created_at, task.case_id, task.task
    limit 1000`);
  const left: Orphan[] = [];
  for (const orphan of found) if (!(await isSubstitutes(tx, orphan, date))) left.push(orphan);
  return left;
}

/** Whoever has claimed it does so for somebody whose task it is. */
async function isSubstitutes(tx: Tx, orphan: Orphan, date: string): Promise<boolean> {
  if (orphan.claimedBy === null) return false;
  const claimer = await personOn(tx, orphan.claimedBy, date);
  if (!claimer || mustKeepOut(claimer, orphan)) return false;
  return standingInFor(claimer.standsInFor, orphan.template).some(
    (principal) =>
      !mustKeepOut(principal, orphan) &&
      orphan.candidates.some(
        (wanted) =>
          (wanted.person === undefined || wanted.person === principal.person) &&
          isOneOf(principal.posts, wanted),
      ),
  );
}

/** Who is at the head of what, and who looks after the platform, on a day. */
export interface Succession {
  parents: ReadonlyMap<string, string | null>;
  /** Everybody who heads a unit, or looks after the platform: in which post, and what they hold. */
  heads: readonly Successor[];
  administrators: readonly Successor[];
}

interface Successor extends PostAtUnit {
  person: string;
  posts: PostAtUnit[];
}

/** `permissions`: of those who look after the organisation, the first of them before the others. */
export async function succession(tx: Tx, date: string, permissions: readonly string[]): Promise<Succession> {
  const units = await tx.execute<{ id: string; parent: string | null }>(sql`select id, parent from unit`);
  const rows = await tx.execute<
    Successor & { heads: boolean; place: number | null } & Record<string, unknown>
  >(sql`
    with held as materialized (select person, post, unit from held_on(${date}::date))
    select held.person, held.post, held.unit, post.heads,
      array_position(${sql.param([...permissions])}::text[], (
        select given from unnest(${sql.param([...permissions])}::text[]) given where given = any (post.permissions) limit 1)) as place,
      jsonb_agg(distinct jsonb_build_object('post', other.post, 'unit', other.unit)) as posts
    from held join post on post.key = held.post join held other on other.person = held.person
    where post.heads or post.permissions && ${sql.param([...permissions])}::text[]
    group by held.person, held.post, held.unit, post.heads, post.permissions
    order by place, held.unit, held.post, held.person`);
  return {
    parents: new Map(units.map(({ id, parent }) => [id, parent])),
    heads: rows.filter(({ heads }) => heads),
    administrators: rows.filter(({ place }) => place !== null),
  };
}

/**
 * To whom an orphan goes: the head of the unit above, or of the next above that, until there is somebody; at the top those who
 * look after the platform. Never a post whose holders must all keep out of it. Undefined: there is nobody at all.
 */
export function heirOf(
  orphan: Pick<Orphan, 'candidates' | 'excludedUnits' | 'keptOut'>,
  { parents, heads, administrators }: Succession,
): PostAtUnit | undefined {
  const isFree = (successor: Successor) => !mustKeepOut(successor, orphan);
  const above = new Set<string>();
  for (const { unit } of orphan.candidates) {
    for (let at = parents.get(unit); at && !above.has(at); at = parents.get(at)) {
      above.add(at);
      const head = heads.find((each) => each.unit === at && isFree(each));
      if (head) return { post: head.post, unit: head.unit };
    }
  }
  const administrator = administrators.find(isFree);
  return administrator && { post: administrator.post, unit: administrator.unit };
}
