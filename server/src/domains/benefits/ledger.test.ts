import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { newId } from '../../platform/ids.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie: string;
/** A ledger of many coupons of one journey, and a few rare things. */
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  const member = await createMember(ctx);
  const write = async (kind: string, cause: string, count: number) =>
    sql`
      insert into benefits.grant (id, key, position, member_id, person_no, kind, item, label, cost, reserved, because_kind,
        because_id, because_label, granted_at)
      select ${newId('grt')} || n, ${newId('key')} || n, 0, ${member.id}, ${member.personNo}, ${kind}, '{}', ${`${kind} ${cause}`},
        1000, 0, ${cause}, ${`${cause}_1`}, '=1+1', ${ctx.now()}
      from generate_series(1, ${count}::int) as n
    `.execute(ctx.db);
  await write('coupon', 'journey', 5_000);
  await write('coupon', 'payment', 3);
  await write('points', 'check_in', 2);
  await write('points', 'review', 1);
  await write('gift', 'promotion', 4);
  await sql`analyze benefits.grant`.execute(ctx.db);
});

const list = async (query: string) => (await app.call(`GET /api/admin/grants?${query}`, { cookie })).body;

it('the ledger is asked by what was given and by what for, and counts what it finds', async () => {
  expect((await list('kind=points')).total).toBe(3);
  expect((await list('kind=points&cause=review')).items).toMatchObject([{ label: 'points review', kind: 'points' }]);
  expect((await list('cause=payment')).total).toBe(3);
  expect((await list('cause=journey&limit=1')).total).toBe(5_000);
  expect((await list('cause=nothing')).error.code).toBe('platform.bad_input');
});

it('the ledger as a file holds what its filters find, amounts in yuan and inert in a spreadsheet', async () => {
  const file = await app.call('GET /api/admin/grants.csv?kind=gift&language=en', { cookie });
  const lines = file.text.trim().split(/\r?\n/);
  expect(lines).toHaveLength(5);
  expect(lines[0]).toContain('Expected cost (CNY)');
  expect(lines[1]).toContain('Gift with an order');
  expect(lines[1]).toContain("'=1+1");
});

it('rare kinds are found by an index of their own, though the filter is a word of the statement', async () => {
  for (const [where, index] of [
    ["g.because_kind = 'payment'", 'grant_of_cause_kind'],
    ["g.kind = 'gift'", 'grant_of_kind'],
  ] as const) {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`
      explain select g.id from benefits.grant g where ${sql.raw(where)} order by g.granted_at desc, g.id desc limit 21
    `.execute(ctx.db);
    expect(JSON.stringify(rows)).toContain(index);
  }
});
