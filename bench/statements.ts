import postgres from 'postgres';
import { startPostgres, type PostgresPlan } from '../scripts/ground/postgres.ts';

/** Makes PostgreSQL load pg_stat_statements from its next start on. */
export async function countStatements(plan: PostgresPlan): Promise<void> {
  const server = await startPostgres(plan);
  const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  await sql`alter system set shared_preload_libraries = 'pg_stat_statements'`;
  await sql`alter system set pg_stat_statements.track_planning = on`;
  await sql`create extension if not exists pg_stat_statements`;
  await sql.end();
  await server.stop();
}

/** From here on they are counted anew. */
export async function forgetStatements(url: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  await sql`select pg_stat_statements_reset()`;
  await sql.end();
}

/** The statements on a database by the time they took in all since they were forgotten last, as lines for people. */
export async function slowestStatements(url: string, database: string): Promise<string> {
  const sql = postgres(url, { max: 1 });
  try {
    const rows = await sql<{ calls: string; total: number; planning: number; mean: number; query: string }[]>`
      select calls, total_exec_time + total_plan_time as total, total_plan_time as planning,
        (total_exec_time + total_plan_time) / greatest(calls, 1) as mean, query
      from pg_stat_statements join pg_database on pg_database.oid = dbid where datname = ${database}
      order by total desc limit 30`;
    const lines = rows.map(({ calls, total, planning, mean, query }) => {
      const text = query.replaceAll(/\s+/g, ' ').slice(0, 150);
      return `${total.toFixed(0).padStart(8)} ms (planning ${planning.toFixed(0).padStart(5)}) ${calls.padStart(7)} × ${mean.toFixed(3)} ms  ${text}`;
    });
    return lines.join('\n');
  } finally {
    await sql.end();
  }
}
