import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { signedIn } from '../operators/testing.ts';
import { becomeOne, createMember, type TestMember } from './testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie: string;
const shoppers: TestMember[] = [];
beforeAll(async () => {
  cookie = (await signedIn(ctx)).cookie;
  for (let n = 0; n < 30; n += 1) shoppers.push(await createMember(ctx));
  // Many alike, some who never bought, times that differ by a microsecond.
  await sql`
    update members.standing set orders = person_no % 3, spent = (person_no % 4) * 1000, stage = (array['none', 'new', 'lost'])[person_no % 3 + 1],
      last_paid_at = case when person_no % 3 = 0 then null
        else timestamptz '2026-11-01 08:00:00.123456+08' + (person_no % 5) * interval '1 microsecond' end
  `.execute(ctx.db);
  await becomeOne(ctx, shoppers[0] ?? never(), shoppers[1] ?? never());
  // Her figures are counted anew: not while a list is read.
  await app.settle();
});

describe('a list of members', () => {
  it('read page by page is the whole list, each once, in every order and of every stage', async () => {
    for (const sort of ['recent', 'spent', 'orders', 'last_paid'])
      for (const stage of ['', '&stage=lost', '&stage=none', '&stage=declining']) {
        const question = `sort=${sort}${stage}`;
        const { ids, total } = await pages(question);
        const whole = await app.call(`GET /api/admin/members?limit=200&${question}`, { cookie });
        expect(ids, question).toEqual(whole.body.items.map((item: { id: string }) => item.id));
        expect(new Set(ids).size, question).toBe(total);
        expect(ids, question).toEqual(await byHand(sort, stage.slice('&stage='.length)));
      }
  });

  it('finds by words of the name or by number, and nobody by words of another', async () => {
    const [one, other] = [shoppers[2] ?? never(), shoppers[3] ?? never()];
    await sql`update members.member set nickname = '王 100%_芳' where id = ${one.id}`.execute(ctx.db);
    const found = async (q: string) => (await pages(`q=${encodeURIComponent(q)}`)).ids;
    expect(await found('100%_')).toEqual([one.id]);
    expect(await found(other.id)).toEqual([other.id]);
    expect(await found('100_%')).toEqual([]);
    expect(await found('13900001111')).toEqual([]);
  });
});

describe('a search by name', () => {
  it('finds any letters of it that stand together, Chinese ones alone too, however they are written', async () => {
    const [one, other] = [shoppers[4] ?? never(), shoppers[5] ?? never()];
    await sql`update members.member set nickname = '欧阳Anna 小芳' where id = ${one.id}`.execute(ctx.db);
    await sql`update members.member set nickname = '阳欧 anna芳小' where id = ${other.id}`.execute(ctx.db);
    const found = async (q: string) => new Set((await pages(`q=${encodeURIComponent(q)}`)).ids);
    expect(await found('欧阳')).toEqual(new Set([one.id]));
    expect(await found('阳anna')).toEqual(new Set([one.id]));
    expect(await found('ANNA')).toEqual(new Set([one.id, other.id]));
    expect(await found('欧')).toEqual(new Set([one.id, other.id]));
    expect(await found('a 小')).toEqual(new Set([one.id]));
    expect(await found('欧小')).toEqual(new Set());
    expect((await found('n')).has(other.id)).toBe(true);
  });

  it('looks at those who may be meant, not at all', async () => {
    await sql`
      insert into members.member (id, nickname, source, created_at)
      select 'mem_search' || n, '会员' || lpad(n::text, 7, '0'), 'import', now() from generate_series(1, 20000) as n
    `.execute(ctx.db);
    await sql`insert into members.standing (person_no) select person_no from members.member where id like 'mem_search%'`.execute(
      ctx.db,
    );
    await sql`update members.member set nickname = '上官婉儿' where id = 'mem_search7'`.execute(ctx.db);
    await sql`analyze members.member, members.standing`.execute(ctx.db);
    const before = await rowsRead();
    expect(await pages(`q=${encodeURIComponent('官婉')}`)).toEqual({ ids: ['mem_search7'], total: 1 });
    expect((await rowsRead()) - before).toBeLessThan(2000);
  });
});

/** Rows of members that statements went through so far, by way of an index or without. */
async function rowsRead(): Promise<number> {
  // Each connection tells its own count when it is asked to.
  const flush = async () => sql`select pg_stat_force_next_flush(), pg_sleep(0.05)`.execute(ctx.db);
  await Promise.all(Array.from({ length: 16 }, flush));
  const { rows } = await sql<{ read: number }>`
    select seq_tup_read + idx_tup_fetch as read from pg_stat_user_tables where relid = 'members.member'::regclass
  `.execute(ctx.db);
  return rows[0]?.read ?? 0;
}

async function pages(question: string): Promise<{ ids: string[]; total: number }> {
  const ids: string[] = [];
  let total = 0;
  for (let cursor = ''; ; ) {
    const { body } = await app.call(`GET /api/admin/members?limit=4&${question}${cursor && `&cursor=${cursor}`}`, {
      cookie,
    });
    ids.push(...body.items.map((item: { id: string }) => item.id));
    total = body.total ?? total;
    if (body.nextCursor === null) return { ids, total };
    cursor = body.nextCursor;
  }
}

const KEY: Readonly<Record<string, string>> = {
  recent: 'm.person_no',
  spent: 's.spent',
  orders: 's.orders',
  last_paid: "coalesce(s.last_paid_at, 'epoch')",
};

/** The same, sorted out of all. */
async function byHand(sort: string, stage: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from members.member m join members.standing s using (person_no)
    where m.merged_into is null and (${stage}::text = '' or s.stage = ${stage})
    order by ${sql.raw(KEY[sort] ?? '')} desc, m.person_no desc
  `.execute(ctx.db);
  return rows.map((row) => row.id);
}

function never(): never {
  throw new Error('shoppers are made before');
}
