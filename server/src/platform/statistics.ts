import { sql } from 'kysely';
import type { Ctx } from './ctx.ts';
import { type Sweep, sweep } from './sweeps.ts';

/** Fewer rows are read through sooner than a plan is made. */
const WORTH_IT = 5000;
const REST_MS = 5000;

/**
 * Keep the planner's idea of a table that grows from nothing: PostgreSQL's own look comes once a minute, and until then a file
 * of a million is looked up as if the table had a hundred rows: read whole, for every part of the file (measured: half of an
 * import). Each table is looked at when it has doubled; from there on a tenth more is the autovacuum's.
 */
export function keepStatistics(): Sweep {
  let restUntil = 0;
  return sweep({
    name: 'platform.statistics',
    due: null,
    run: async (ctx) => {
      if (Date.now() < restUntil) return 0;
      for (const table of await grown(ctx)) await sql`analyze (skip_locked) ${sql.raw(table)}`.execute(ctx.db);
      restUntil = Date.now() + REST_MS;
      return 0;
    },
  });
}

/** Tables that have more than doubled since they were looked at, quoted as SQL names them. */
async function grown(ctx: Ctx): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', s.schemaname, s.relname) as name
    from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.n_mod_since_analyze >= ${WORTH_IT} and s.n_mod_since_analyze > c.reltuples
  `.execute(ctx.db);
  return rows.map(({ name }) => name);
}
