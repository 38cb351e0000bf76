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
