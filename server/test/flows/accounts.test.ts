import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { Refused } from '../../../rehearsal/src/api.ts';
import { openShop } from './shop.ts';
import { orderOne, signIn } from './shopper.ts';

const shop = await openShop();
const [first = '', second = '', official = ''] = shop.app.config.wechat.apps.map(({ appid }) => appid);

/** One person of WeChat's; `enter` signs her in by one of her accounts. */
async function person() {
  const { id } = await shop.phone.create('两个小程序的顾客');
  return { id, enter: async (app?: string) => signIn(shop, id, app) };
}

const order = async (token: string) => orderOne(shop, token);
const open = async (token: string, id: string) =>
  shop.api('POST /api/shop/orders/:id/payment', { token, params: { id } });

async function placedOf(id: string) {
  const { rows } = await sql<{
    state: string;
    app: string;
    openid: string;
    uploadAt: Date | null;
    uploadFailure: string | null;
  }>`
    select state, app, openid, upload_at, upload_failure from orders.placed where id = ${id}
  `.execute(shop.app.ctx.db);
  return rows[0];
}

async function openidIn(id: string, app: string): Promise<string> {
  const { accounts } = (await shop.sandbox(`GET /shoppers/${id}`)) as {
    accounts: { appid: string; openid: string }[];
  };
  return accounts.find((account) => account.appid === app)?.openid ?? '';
}

describe('one person in two apps', () => {
  it('is one member by her unionid, with an account in each', async () => {
    const she = await person();
    const [a, b] = [await she.enter(first), await she.enter(second)];
    expect(b.member.id).toBe(a.member.id);
    expect([a.isNew, b.isNew]).toEqual([true, false]);
    const read = await shop.app.call(`GET /api/admin/members/${a.member.id}`, { cookie: shop.owner.cookie });
    expect(read.body.accounts.map((account: { app: string }) => account.app)).toEqual([second, first]);
    expect(read.text).not.toContain(await openidIn(she.id, second));
  });

  it('is one member though she signs in to all of them at the same moment for the first time', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const she = await person();
      const sessions = await Promise.all([she.enter(first), she.enter(second), she.enter(official), she.enter(first)]);
      expect(new Set(sessions.map(({ member }) => member.id)).size).toBe(1);
      expect(sessions.filter(({ isNew }) => isNew)).toHaveLength(1);
    }
  });

  it('joins two members who turn out to be one when the app is bound to the open platform later', async () => {
    const she = await person();
    await shop.sandbox(`PUT /apps/${second}/open-platform`, { bound: false });
    const [a, b] = [await she.enter(first), await she.enter(second)];
    expect(a.member.id).not.toBe(b.member.id);
    const placed = await order(b.token);
    await shop.sandbox(`PUT /apps/${second}/open-platform`, { bound: true });
    const again = await she.enter(second);
    expect(again.member.id).toBe(a.member.id);
    await shop.app.settle();
    expect((await shop.api('GET /api/shop/orders/:id', { token: a.token, params: { id: placed } })).id).toBe(placed);
    // The session from before the joining goes on as the one person.
    expect((await shop.api('GET /api/shop/me', { token: b.token })).id).toBe(a.member.id);
  });

  it('is refused by an app that the shop does not know', async () => {
    const she = await person();
    const code = await shop.phone.loginCode(she.id);
    const asking = shop.api('POST /api/shop/session', { body: { code, app: 'wxnobody' } });
    await expect(asking).rejects.toMatchObject({ code: 'members.app_unknown' });
  });
});

describe('a phone number', () => {
  const verify = async (she: { id: string }, token: string, app?: string) =>
    shop.api('POST /api/shop/me/phone', { token, body: { code: await shop.phone.phoneCode(she.id, app) } });
  const timeline = async (id: string) =>
    (await shop.app.call(`GET /api/admin/members/${id}/timeline`, { cookie: shop.owner.cookie })).body.items.map(
      (item: { kind: string }) => item.kind,
    );

  it('moves to the account of the same app that just verified it; nobody is merged, and both can see it', async () => {
    const [old, late] = [await person(), await person()];
    const [a, b] = [await old.enter(first), await late.enter(first)];
    const kept = await order(a.token);
    await shop.sandbox(`PUT /shoppers/${old.id}/phone-number`, { phoneNumber: '13900001111' });
    await shop.sandbox(`PUT /shoppers/${late.id}/phone-number`, { phoneNumber: '13900001111' });
    await verify(old, a.token);
    const moved = await verify(late, b.token);
    expect(moved.member).toMatchObject({ id: b.member.id, phoneMasked: '139****1111' });
    expect(await shop.api('GET /api/shop/me', { token: a.token })).toMatchObject({
      id: a.member.id,
      phoneMasked: null,
    });
    expect((await shop.api('GET /api/shop/orders', { token: a.token })).items.map((one) => one.id)).toEqual([kept]);
    expect((await shop.api('GET /api/shop/orders', { token: b.token })).items).toEqual([]);
    await shop.app.settle();
    expect(await timeline(a.member.id)).toContain('member.phone_moved');
    expect(await timeline(b.member.id)).toContain('member.phone_moved');
    const { body } = await shop.app.call(`GET /api/admin/members/${b.member.id}/merges`, { cookie: shop.owner.cookie });
    expect(body).toMatchObject({ items: [], candidates: [{ id: a.member.id }] });
  });

  it('joins her with who was known from another app alone, without a word', async () => {
    const [here, there] = [await person(), await person()];
    const [a, b] = [await here.enter(first), await there.enter(second)];
    await shop.sandbox(`PUT /shoppers/${here.id}/phone-number`, { phoneNumber: '13900002222' });
    await shop.sandbox(`PUT /shoppers/${there.id}/phone-number`, { phoneNumber: '13900002222' });
    await verify(here, a.token);
    const joined = await verify(there, b.token, second);
    expect(joined.member.id).toBe(a.member.id);
    expect((await shop.api('GET /api/shop/me', { token: b.token })).id).toBe(a.member.id);
  });

  it('verified by two at the same moment is one’s in the end', async () => {
    const two = [await person(), await person()];
    const sessions = [];
    for (const one of two) {
      await shop.sandbox(`PUT /shoppers/${one.id}/phone-number`, { phoneNumber: '13900003333' });
      sessions.push({ one, ...(await one.enter(first)) });
    }
    await Promise.all(sessions.map(async ({ one, token }) => verify(one, token)));
    const numbers = [];
    for (const { token } of sessions) numbers.push((await shop.api('GET /api/shop/me', { token })).phoneMasked);
    expect(numbers.filter((number) => number !== null)).toEqual(['139****3333']);
  });
});

describe('a payment', () => {
  it('is made by the account that asks, not by the one seen last', async () => {
    const she = await person();
    const [a] = [await she.enter(first), await she.enter(second)];
    const id = await order(a.token);
    const params = await open(a.token, id);
    expect(params.appId).toBe(first);
    expect(await shop.phone.pay(she.id, params, first)).toBe(true);
    expect(await placedOf(id)).toMatchObject({ state: 'paid', app: first, openid: await openidIn(she.id, first) });
  });

  it('opened in one app and left is made in the other; the first sheet is shut', async () => {
    const she = await person();
    const [a, b] = [await she.enter(first), await she.enter(second)];
    const id = await order(a.token);
    const left = await open(a.token, id);
    const taken = await open(b.token, id);
    expect(taken.appId).toBe(second);
    expect(await shop.phone.pay(she.id, left, first)).toBe(false);
    expect(await shop.phone.pay(she.id, taken, second)).toBe(true);
    expect(await placedOf(id)).toMatchObject({ state: 'paid', app: second, openid: await openidIn(she.id, second) });
    // Back and forth works too, and a payment that was just made is found when another account wants to make it.
    const other = await order(a.token);
    await open(a.token, other);
    await open(b.token, other);
    const back = await open(a.token, other);
    await shop.sandbox('PUT /faults', { notify: 'lost' });
    expect(await shop.phone.pay(she.id, back, first)).toBe(true);
    await shop.sandbox('PUT /faults', { notify: 'normal' });
    const late = open(b.token, other);
    await expect(late).rejects.toBeInstanceOf(Refused);
    await expect(late).rejects.toMatchObject({ code: 'orders.already_paid' });
    expect(await placedOf(other)).toMatchObject({ state: 'paid', app: first });
  });

  it('of two accounts at once comes to one order paid once', async () => {
    const she = await person();
    const [a, b] = [await she.enter(first), await she.enter(second)];
    const id = await order(a.token);
    const opened = await Promise.allSettled([
      open(a.token, id),
      open(b.token, id),
      open(a.token, id),
      open(b.token, id),
    ]);
    const sheets = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(sheets.length).toBeGreaterThan(0);
    for (const sheet of sheets) await shop.phone.pay(she.id, sheet, sheet.appId);
    const { rows } = await sql<{ paid: number; kept: number }>`
      select count(*) as paid, count(*) filter (where unusable is null) as kept from orders.payment where order_id = ${id}
    `.execute(shop.app.ctx.db);
    expect(rows).toEqual([{ paid: 1, kept: 1 }]);
  });

  it('is told to the app in which it was made when the parcel leaves, and in an official account to nobody', async () => {
    const she = await person();
    const [b, c] = [await she.enter(second), await she.enter(official)];
    const ids = [await order(b.token), await order(c.token)] as const;
    expect(await shop.phone.pay(she.id, await open(b.token, ids[0]), second)).toBe(true);
    expect(await shop.phone.pay(she.id, await open(c.token, ids[1]), official)).toBe(true);
    for (const id of ids)
      await shop.api('POST /api/admin/orders/:id/shipment', {
        cookie: shop.owner.cookie,
        params: { id },
        body: { company: '顺丰速运', waybill: 'SF1234567890123' },
      });
    await shop.app.settle();
    expect(await placedOf(ids[0])).toMatchObject({ state: 'shipped', uploadAt: null, uploadFailure: null });
    expect(await placedOf(ids[1])).toMatchObject({ state: 'shipped', uploadAt: null, uploadFailure: null });
  });
});
