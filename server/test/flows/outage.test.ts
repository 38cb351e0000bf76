import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createProduct } from '../../src/domains/catalog/testing.ts';
import { openShop } from './shop.ts';
import { DAY_MS, newShopper, order, pay, type Shopper } from './shopper.ts';

// WeChat fails while a message is on its way. A subscribe message has no idempotency key, so the rule is: what surely
// did not arrive is sent again, what may have arrived never is, and the operator can tell which is which.

vi.setConfig({ testTimeout: 300_000 });

const shop = await openShop();
const { app, api } = shop;
const { cookie } = shop.owner;
const { skuId } = await createProduct(app.ctx, { price: 9900 });

const fault = async (changes: object) => shop.sandbox('PUT /faults', changes);

/** A shopper who paid and allowed one message about the parcel, and her order. */
async function waiting(): Promise<{ her: Shopper; orderId: string }> {
  const her = await newShopper(shop);
  const { id } = await order(shop, her, [{ skuId, quantity: 1 }]);
  await pay(shop, her, id);
  const { templates } = await api('GET /api/shop/settings');
  const answers = await shop.phone.subscribe(her.wechatId, [templates.orderShipped ?? ''], true);
  await api('POST /api/shop/subscriptions', { token: her.token, body: { moment: 'order_paid', answers } });
  return { her, orderId: id };
}

async function ship(orderId: string): Promise<void> {
  const body = { company: '顺丰速运', waybill: 'SF1234567890' };
  await api('POST /api/admin/orders/:id/shipment', { cookie, params: { id: orderId }, body });
  await app.settle();
}

async function messages(her: Shopper) {
  return (await api('GET /api/admin/outbound', { cookie, query: { memberId: her.memberId } })).items;
}

async function allowed(her: Shopper) {
  const { items } = await api('GET /api/admin/members/:id/consents', { cookie, params: { id: her.memberId } });
  return items.find((one) => one.templateKey === 'orderShipped')?.remaining;
}

describe('a message about a parcel', () => {
  it('that needed a token while WeChat was down goes out once when it is back', async () => {
    const { her, orderId } = await waiting();
    await fault({ down: 'mini-program' });
    await ship(orderId);
    expect(await messages(her)).toMatchObject([{ state: 'queued', error: expect.stringContaining('no access token') }]);
    expect(await allowed(her)).toBe(1);
    await fault({ down: 'none' });
    await app.advance(DAY_MS);
    expect(await messages(her)).toMatchObject([{ state: 'accepted', error: null }]);
    expect(await allowed(her)).toBe(0);
    expect(await shop.phone.readNotices(her.wechatId)).toHaveLength(1);
  });

  it('that may have arrived when WeChat went down is said to be in doubt and never sent again', async () => {
    // Another's message goes first, so that a good token is at hand.
    await ship((await waiting()).orderId);
    const { her, orderId } = await waiting();
    await fault({ down: 'mini-program' });
    await ship(orderId);
    await fault({ down: 'none' });
    await app.advance(3 * DAY_MS);
    expect(await messages(her)).toMatchObject([{ state: 'unknown' }]);
    expect(await shop.phone.readNotices(her.wechatId)).toEqual([]);
    const { items } = await api('GET /api/admin/members/:id/timeline', {
      cookie,
      params: { id: her.memberId },
      query: { side: 'touch' },
    });
    expect(items.map((one) => one.kind)).toContain('message.unknown');
    const { unknown } = await api('GET /api/admin/outbound/summary', { cookie, query: {} });
    expect(unknown).toBe(1);
  });

  it('goes out once under a token that has expired without a word', async () => {
    const { her, orderId } = await waiting();
    await shop.sandbox('POST /tokens/expire', {});
    await ship(orderId);
    expect(await messages(her)).toMatchObject([{ state: 'accepted', error: null }]);
    await app.advance(DAY_MS);
    expect(await shop.phone.readNotices(her.wechatId)).toHaveLength(1);
  });

  // A quota of the day is full until Beijing's midnight, one of the minute for minutes.
  it.each([
    ['45009', DAY_MS],
    ['45011', 15 * 60_000],
  ])('refused with %s waits, keeps her consent, and goes out once later', async (quota, later) => {
    const { her, orderId } = await waiting();
    await fault({ quota });
    await ship(orderId);
    expect(await messages(her)).toMatchObject([{ state: 'queued', error: expect.stringContaining(quota) }]);
    expect(await allowed(her)).toBe(1);
    await fault({ quota: 'none' });
    await app.advance(later);
    expect(await messages(her)).toMatchObject([{ state: 'accepted', error: null }]);
    expect(await shop.phone.readNotices(her.wechatId)).toHaveLength(1);
  });

  it('is not left in limbo when the server dies between hand-over and answer', async () => {
    const { her, orderId } = await waiting();
    await ship(orderId);
    const [sent] = await messages(her);
    // The state in which a kill at that moment leaves the row.
    await sql`update messaging.outbound set state = 'handed_over', sent_at = null, foreign_id = null where id = ${sent?.id}`.execute(
      app.ctx.db,
    );
    await app.advance(DAY_MS);
    expect(await messages(her)).toMatchObject([{ state: 'unknown' }]);
    expect(await shop.phone.readNotices(her.wechatId)).toHaveLength(1);
  });
});
