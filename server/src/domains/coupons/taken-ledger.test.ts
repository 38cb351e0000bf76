import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { becomeOne, createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { couponBook } from './coupon-book.ts';
import { announcePaid, announceRefunded, createCoupon, giveCoupon } from './testing.ts';
import { voidTemplate } from './void.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';
beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
});

const take = async ({ token }: TestMember, id: string, from?: string) =>
  (await app.call(`POST /api/shop/coupon-center/${id}${from === undefined ? '' : `?from=${from}`}`, { token })).body;
const ledger = async (query: string) => (await app.call(`GET /api/admin/grants?${query}`, { cookie })).body;
const figures = async (id: string) => (await app.call(`GET /api/admin/coupons/${id}`, { cookie })).body;

async function uses(person: TestMember, couponId: string, orderId: string) {
  await sql`update coupons.coupon set state = 'locked', order_id = ${orderId}, saving = 700 where id = ${couponId}`.execute(
    ctx.db,
  );
  await announcePaid(ctx, { orderId, person, couponId, saving: 700 });
  await app.settle();
}

describe('a coupon that a shopper takes herself', () => {
  it('stands in the ledger: whose, where she took it, what it costs and what it led to, as the coupon itself counts', async () => {
    const template = await createCoupon(ctx, { perMember: 2 });
    const [anna, bea, given] = [await createMember(ctx), await createMember(ctx), await createMember(ctx)];
    const coupon = await take(anna, template.id, 'product');
    await take(bea, template.id, 'search');
    await take(bea, template.id);
    await giveCoupon(ctx, given, template.id);

    const own = await ledger(`cause=self&causeId=${template.id}`);
    expect(own.total).toBe(3);
    expect(own.items.map(({ because }: { because: { label: { zh: string } } }) => because.label.zh).sort()).toEqual([
      '自己领取：商品页',
      '自己领取：搜索结果',
      '自己领取：领券中心',
    ]);
    expect(own.items[0]).toMatchObject({
      kind: 'coupon',
      label: template.name,
      cost: 1_000,
      state: 'granted',
      ledTo: null,
    });

    await uses(anna, coupon.id, 'ord_taken');
    const all = await ledger(`couponId=${template.id}`);
    const { issued, used, cost } = await figures(template.id);
    expect({ total: all.total, actual: all.sums.actualCost }).toEqual({ total: issued, actual: cost });
    expect({ issued, used, cost, expected: all.sums.cost }).toEqual({ issued: 4, used: 1, cost: 700, expected: 4_000 });
    const [row] = (await ledger(`couponId=${template.id}&state=used`)).items;
    expect(row).toMatchObject({ memberId: anna.id, actualCost: 700, ledTo: { orderId: 'ord_taken', amount: 5_000 } });

    await announceRefunded(ctx, { orderId: 'ord_taken', person: anna, whole: true });
    await app.settle();
    expect((await ledger(`couponId=${template.id}&state=used`)).total).toBe(0);
    expect(await couponBook.compare(ctx)).toEqual([]);
  });

  it('is in the file of the ledger, and is refused where she may not take it without a trace there', async () => {
    const template = await createCoupon(ctx, { name: '自领的券' });
    const her = await createMember(ctx);
    await take(her, template.id, 'basket');
    expect((await take(her, template.id)).error.code).toBe('coupons.limit_reached');
    expect((await take(her, template.id, 'nowhere')).error.code).toBe('platform.bad_input');
    expect((await ledger(`couponId=${template.id}`)).total).toBe(1);
    const file = await app.call(`GET /api/admin/grants.csv?couponId=${template.id}&language=zh`, { cookie });
    expect(file.text).toContain('自己领取：购物车');
  });

  it('follows her: voided, taken back by the ledger, joined with another record and parted again', async () => {
    const [template, other] = [await createCoupon(ctx), await createCoupon(ctx)];
    const [her, twin] = [await createMember(ctx), await createMember(ctx)];
    for (const one of [her, twin]) await take(one, template.id);
    await take(her, other.id);
    const [row] = (await ledger(`couponId=${other.id}`)).items;
    await app.call(`POST /api/admin/grants/${row.id}/revocation`, { cookie, body: { reason: '发错了' } });
    const wallet = (await app.call('GET /api/shop/coupons?state=expired', { token: her.token })).body.items;
    expect(wallet.map(({ templateId }: { templateId: string }) => templateId)).toEqual([other.id]);

    await becomeOne(ctx, her, twin);
    await app.settle();
    // One person may have one: what came with the merge is taken back, and the ledger says so.
    const joined = await ledger(`couponId=${template.id}`);
    expect(joined.items.map(({ state }: { state: string }) => state).sort()).toEqual(['granted', 'revoked']);
    expect(new Set(joined.items.map(({ memberId }: { memberId: string }) => memberId)).size).toBe(1);
    expect(await couponBook.compare(ctx)).toEqual([]);
    await voidTemplate(ctx, template.id, '写错了门槛');
    await app.settle();
    expect((await ledger(`couponId=${template.id}&state=granted`)).total).toBe(0);
  });

  it('that was taken before the ledger knew of it is entered as it stands, each once', async () => {
    const template = await createCoupon(ctx, {
      discount: { kind: 'percent', percentOff: 20, cap: null },
      perMember: 2,
    });
    const her = await createMember(ctx);
    const [used] = [await take(her, template.id), await take(her, template.id)];
    await uses(her, used.id, 'ord_before');
    const before = (await ledger(`couponId=${template.id}`)).items.map(standing);
    await sql`alter table coupons.coupon alter column grant_id drop not null`.execute(ctx.db);
    await sql`update coupons.coupon set grant_id = null where template_id = ${template.id}`.execute(ctx.db);
    await sql`delete from benefits.grant where item ->> 'templateId' = ${template.id}`.execute(ctx.db);
    expect((await couponBook.compare(ctx)).map(({ id }) => id)).toEqual([template.id]);

    const file = new URL('migrations/20261212T030100_taken_in_ledger.sql', import.meta.url);
    await sql.raw(await readFile(file, 'utf8')).execute(ctx.db);
    expect((await ledger(`couponId=${template.id}`)).items.map(standing).toSorted()).toEqual(before.toSorted());
    expect(await couponBook.compare(ctx)).toEqual([]);
  });
});

type Row = Readonly<Record<'state' | 'cost' | 'actualCost' | 'memberId' | 'label', unknown>>;
function standing({ state, cost, actualCost, memberId, label }: Row): string {
  return JSON.stringify({ state, cost, actualCost, memberId, label });
}
