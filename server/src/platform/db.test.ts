import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { inTransaction } from './db.ts';
import { testApp } from './testing/app.ts';

const { ctx } = await testApp({ env: { ROLE: 'api' } });

/** How many statements about it the connection keeps a plan of, after it was asked ten times with so many rows. */
async function plansKept(rows: number): Promise<number> {
  const given = Array.from({ length: rows }, (_, n) => n);
  return inTransaction(ctx, async (ctx) => {
    for (let n = 0; n < 10; n += 1)
      await sql`select ${rows}::int as asked, count(*) from unnest(${given}::int[]) as given (n)`.execute(ctx.db);
    const { rows: kept } = await sql<{ count: number }>`
      select count(*)::int as count from pg_prepared_statements where statement like '%as asked%' and statement not like '%kept%'
    `.execute(ctx.db);
    return kept[0]?.count ?? 0;
  });
}

it('a statement that is given thousands of rows is planned for them, one of a few keeps its plan', async () => {
  expect(await plansKept(5000)).toBe(0);
  expect(await plansKept(5)).toBe(1);
});
