import { sql } from 'kysely';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { getSetting, putSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { stockOf } from '../../catalog/testing.ts';
import { createMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import { finishRefund } from '../refund/finish.ts';
import { bookMismatches } from '../testing.ts';
import { putEvidence } from './evidence.ts';
import { deeds, delivered, setTerms } from './testing.ts';

const DAY = 86_400_000;
const app = await testApp();
const { ctx } = app;
const { cookie } = await signedIn(ctx, 'owner');
const { decide, inspect, refuse, replace, instead, say, sendBack, withdraw, stateOf } = deeds(app, cookie);
const order = async (facts = {}) => delivered(app, cookie, facts);
const waiting = async (kind: string) =>
  (await app.call('GET /api/admin/work', { cookie })).body.items.find((one: { kind: string }) => one.kind === kind)
    ?.count ?? 0;
const inboxOf = async (token: string) => {
  await app.settle();
  return JSON.stringify((await app.call('GET /api/shop/inbox', { token })).body.items);
};

vi.setConfig({ testTimeout: 60_000 });
await setTerms(app);

describe('a return', () => {
  it('is agreed to with an address, sent back, looked at, and only then paid; what is fit goes on offer, the rest is written off', async () => {
    const it = await order({ quantity: 3 });
    const asked = (await it.ask('return', 2)).body;
    expect(asked).toMatchObject({ state: 'requested', amount: 10_000, afterSale: { kind: 'return' } });
    expect((await decide(asked.id)).body).toMatchObject({ state: 'returning', amount: 10_000 });
    expect(await inboxOf(it.token)).toContain('021-88886666');
    const sent = await sendBack(asked.id, it.token);
    expect(sent.body.afterSale).toMatchObject({ back: { company: '圆通速递', waybill: 'YT1234567890' } });
    expect(await waiting('orders.after_sale_inspect')).toBe(1);
    const listed = await app.call('GET /api/admin/refunds?todo=inspect', { cookie });
    expect(listed.body.items.map((row: { id: string }) => row.id)).toEqual([asked.id]);
    expect((await inspect(asked.id, it.id, 1, 1)).body).toMatchObject({ state: 'processing', amount: 10_000 });
    expect(await stockOf(ctx, it.skuId)).toEqual({ onHand: 8, reserved: 0, sold: 1, ledger: 8 });
    await finishRefund(ctx, asked.id);
    expect((await it.look()).refunds[0]).toMatchObject({ state: 'done', lines: [{ away: 0 }] });
    const { rows } = await sql`
      select kind, change from catalog.stock_ledger where sku_id = ${it.skuId} and kind = 'written_off'
    `.execute(ctx.db);
    expect(rows).toEqual([{ kind: 'written_off', change: -1 }]);
  });

  it('of which less came is paid for what came; the rest is hers to ask for again, and she reads why', async () => {
    const it = await order();
    const { id } = (await it.ask('return', 2)).body;
    await decide(id);
    await sendBack(id, it.token);
    expect((await inspect(id, it.id, 1, 0)).body.error.code).toBe('orders.refund_reply_needed');
    expect((await inspect(id, it.id, 2, 1)).body.error.code).toBe('orders.too_many_units');
    expect((await inspect(id, it.id, 1, 0, { reply: '只收到一件' })).body).toMatchObject({
      amount: 5_000,
      asked: 10_000,
    });
    await finishRefund(ctx, id);
    expect((await it.ask('return', 1)).status).toBe(200);
    expect(await inboxOf(it.token)).toContain('只收到一件');
  });

  it('may be agreed to without the goods, in money alone, or with the shipping fee', async () => {
    const [keeps, money, fee] = [await order(), await order(), await order({ quantity: 1 })];
    const [a, b, c] = [await keeps.ask('return', 1), await money.ask('return', 1), await fee.ask('return', 1)];
    expect((await decide(a.body.id, { approve: true, keepsGoods: true })).body.state).toBe('processing');
    const part = { approve: true, amount: 1_000, reply: '碰伤一点' };
    expect((await decide(b.body.id, part)).body).toMatchObject({ state: 'processing', amount: 1_000 });
    const paid = (await fee.look()).paid;
    expect((await decide(c.body.id, { approve: true, shippingFee: true })).body).toMatchObject({
      state: 'returning',
      amount: paid,
    });
  });

  it('that is no good is refused when it is looked at, and what was held is free', async () => {
    const it = await order();
    const { id } = (await it.ask('return', 1)).body;
    await decide(id);
    await sendBack(id, it.token);
    expect((await refuse(id, ' ')).body.error.code).toBe('orders.refund_reply_needed');
    expect((await refuse(id, '已经用过')).body).toMatchObject({ state: 'refused', reply: '已经用过' });
    expect((await it.ask('refund', 2)).status).toBe(200);
  });

  it('needs goods that have left and an address to send them to', async () => {
    const here = await order({ ships: false });
    expect((await here.ask('return', 1)).body.error.code).toBe('orders.goods_not_sent');
    expect((await here.ask('exchange', 1)).body.error.code).toBe('orders.goods_not_sent');
    await setTerms(app, { returnTo: '' });
    const it = await order();
    const { id } = (await it.ask('return', 1)).body;
    expect((await decide(id)).body.error.code).toBe('orders.return_address_missing');
    expect(await stateOf(id)).toBe('requested');
    await setTerms(app);
  });
});

describe('an exchange', () => {
  it('sets the other piece aside when it is agreed to and sends it in a parcel of its own; no money moves', async () => {
    const it = await order();
    const { id } = (await it.ask('exchange', 1)).body;
    await decide(id);
    expect(await stockOf(ctx, it.skuId)).toMatchObject({ onHand: 8, reserved: 1 });
    await sendBack(id, it.token);
    expect((await inspect(id, it.id, 0, 1)).body.state).toBe('replacing');
    expect(await waiting('orders.after_sale_replace')).toBe(1);
    expect((await replace(id)).body).toMatchObject({
      state: 'exchanged',
      afterSale: { sent: { company: '顺丰速运', waybill: 'SF9876543210' } },
    });
    expect((await replace(id)).body.error.code).toBe('orders.not_replacing');
    expect(await stockOf(ctx, it.skuId)).toEqual({ onHand: 7, reserved: 0, sold: 2, ledger: 7 });
    const seen = await it.look();
    expect(seen).toMatchObject({ state: 'shipped', refunded: 0, lines: [{ refundedQuantity: 0 }] });
    expect(await inboxOf(it.token)).toContain('SF9876543210');
    // The piece she got stands for the one she gave.
    expect((await it.ask('return', 2)).status).toBe(200);
  });

  it('of the last piece: of two that are agreed to at once one has it, and the other waits', async () => {
    const first = await order({ quantity: 1, stock: 3 });
    const buyerToo = await order({ quantity: 1, stock: 3 });
    await sql`update catalog.stock set on_hand = 1 where sku_id = ${first.skuId}`.execute(ctx.db);
    await sql`update orders.line set sku_id = ${first.skuId} where order_id = ${buyerToo.id}`.execute(ctx.db);
    const ids = [(await first.ask('exchange', 1)).body.id, (await buyerToo.ask('exchange', 1)).body.id];
    const answers = await Promise.all(ids.map(async (id) => decide(id)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.error.code).toBe('orders.no_replacement');
    expect(await stockOf(ctx, first.skuId)).toMatchObject({ onHand: 1, reserved: 1 });
    // Taken back, the piece is on offer again, and the other has it.
    const [had = 0] = answers.flatMap(({ status }, at) => (status === 200 ? [at] : []));
    await withdraw(String(ids[had]), had === 0 ? first.token : buyerToo.token);
    expect((await decide(String(ids[1 - had]))).status).toBe(200);
    await sql`update orders.line set sku_id = ${buyerToo.skuId} where order_id = ${buyerToo.id}`.execute(ctx.db);
    await withdraw(String(ids[1 - had]), had === 0 ? buyerToo.token : first.token);
    await sql`update catalog.stock set on_hand = 2 where sku_id = ${first.skuId}`.execute(ctx.db);
  });

  it('whose piece cannot be sent after all becomes money, and the piece is free', async () => {
    const it = await order();
    const { id } = (await it.ask('exchange', 1)).body;
    expect((await decide(id, { approve: true, keepsGoods: true })).body.state).toBe('replacing');
    expect((await instead(id)).body).toMatchObject({ state: 'processing', amount: 5_000 });
    expect(await stockOf(ctx, it.skuId)).toMatchObject({ reserved: 0 });
    await finishRefund(ctx, id);
    expect((await it.look()).refunded).toBe(5_000);
  });

  it('leaves her the days of a delivery to receive the other piece before the order counts as received', async () => {
    const it = await order({ quantity: 1 });
    await app.advance(9 * DAY, DAY);
    const { id } = (await it.ask('exchange', 1)).body;
    await decide(id, { approve: true, keepsGoods: true });
    await replace(id);
    await app.advance(9 * DAY, DAY);
    expect((await it.look()).state).toBe('shipped');
    await app.advance(2 * DAY, DAY);
    expect((await it.look()).state).toBe('received');
  });
});

describe('deadlines', () => {
  it('she does not send it back: the request is closed, what was held is free, and she is told', async () => {
    const [late, sent] = [await order(), await order()];
    const [a, b] = [(await late.ask('exchange', 1)).body.id, (await sent.ask('return', 1)).body.id];
    await decide(a);
    await decide(b);
    await app.advance(6 * DAY, DAY);
    await sendBack(b, sent.token);
    await app.advance(2 * DAY, DAY);
    expect([await stateOf(a), await stateOf(b)]).toEqual(['lapsed', 'returning']);
    expect(await stockOf(ctx, late.skuId)).toMatchObject({ reserved: 0 });
    expect(await inboxOf(late.token)).toContain('超时未寄回');
    expect((await late.ask('return', 1)).status).toBe(200);
    expect((await sendBack(a, late.token)).body.error.code).toBe('orders.not_returning');
  });

  it('the shop does not answer: it stands as overdue, or is agreed to where the rule says so', async () => {
    const reminded = await order();
    const overdue = async () =>
      (await app.call('GET /api/admin/refunds?todo=overdue&limit=100', { cookie })).body.items.map(
        (row: { id: string }) => row.id,
      );
    const a = (await reminded.ask('refund', 1)).body.id;
    await setTerms(app, { unanswered: 'agree' });
    const agreed = await order();
    const [b, c] = [(await agreed.ask('return', 1)).body, (await agreed.ask('refund', 1)).body];
    expect(b.afterSale.byItself).toBe(true);
    await setTerms(app);
    await app.advance(4 * DAY, DAY);
    expect(await stateOf(a)).toBe('requested');
    expect(await overdue()).toContain(a);
    expect(await waiting('orders.after_sale_overdue')).toBe((await overdue()).length);
    expect(await stateOf(b.id)).toBe('returning');
    expect(['processing', 'done', 'failed']).toContain(await stateOf(c.id));
    await decide(a, { approve: false, reply: '已联系' });
    expect(await overdue()).not.toContain(a);
  });

  it('more than one person may give is never agreed to by the clock', async () => {
    const settings = await getSetting(ctx, shopSettings);
    await setTerms(app, { unanswered: 'agree' });
    await putSetting(ctx, shopSettings, {
      ...(await getSetting(ctx, shopSettings)),
      refunds: { operatorMost: null, secondFrom: 5_000 },
    });
    const { id } = (await (await order()).ask('refund', 1)).body;
    await app.advance(4 * DAY, DAY);
    expect(await stateOf(id)).toBe('requested');
    await putSetting(ctx, shopSettings, settings);
    await setTerms(app);
  });

  it('an answer at the very moment: one of the two decides, and what is held stays right', async () => {
    await setTerms(app, { unanswered: 'agree' });
    const it = await order();
    const { id } = (await it.ask('refund', 1)).body;
    await sql`
      update orders.after_sale set due_at = ${ctx.now()}, act_at = ${ctx.now()} where refund_id = ${id}
    `.execute(ctx.db);
    const [answer] = await Promise.all([decide(id, { approve: false, reply: '不行' }), app.settle()]);
    const state = await stateOf(id);
    if (answer.status === 200) expect(state).toBe('refused');
    else expect(answer.body.error.code).toBe('orders.refund_decided');
    await setTerms(app);
    expect(await bookMismatches(ctx)).toEqual([]);
  });
});

describe('two at once', () => {
  it('two of the staff decide: one is heard, the other is told that it is decided', async () => {
    const it = await order();
    const { id } = (await it.ask('exchange', 1)).body;
    const other = await signedIn(ctx, 'owner');
    const answers = await Promise.all([decide(id), decide(id, { approve: false, reply: '不行' }, other.cookie)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const reserved = (await stateOf(id)) === 'returning' ? 1 : 0;
    expect(await stockOf(ctx, it.skuId)).toMatchObject({ reserved });
  });

  it('she withdraws while the shop agrees: whichever came first, units, money and stock add up', async () => {
    for (const kind of ['refund', 'return', 'exchange']) {
      const it = await order();
      const { id } = (await it.ask(kind, 1)).body;
      const [agreed, gone] = await Promise.all([decide(id), withdraw(id, it.token)]);
      expect([agreed.status, gone.status]).toContain(200);
      if (gone.status === 200) expect(await stateOf(id)).toBe('withdrawn');
      expect(await stockOf(ctx, it.skuId)).toMatchObject({
        reserved: kind === 'exchange' && gone.status !== 200 ? 1 : 0,
      });
    }
    expect(await bookMismatches(ctx)).toEqual([]);
  });

  it('she may withdraw until the goods are on their way', async () => {
    const it = await order();
    const { id } = (await it.ask('return', 1)).body;
    await decide(id);
    await sendBack(id, it.token);
    expect((await withdraw(id, it.token)).body.error.code).toBe('orders.refund_decided');
  });
});

describe('messages', () => {
  it('go both ways: hers wait for an answer, the answer is told to her, and it ends with the request', async () => {
    const it = await order();
    const { id } = (await it.ask('return', 1)).body;
    const write = async (text: string) =>
      app.call(`POST /api/shop/refunds/${id}/messages`, { token: it.token, body: { text } });
    expect((await write('  ')).body.error.code).toBe('orders.message_empty');
    await write('请问什么时候处理？');
    expect(await waiting('orders.after_sale_answer')).toBe(1);
    const answered = await say(id, '今天下班前给你答复');
    expect(answered.body.messages.map((one: { side: string }) => one.side)).toEqual(['shopper', 'shop']);
    expect(await waiting('orders.after_sale_answer')).toBe(0);
    expect(await inboxOf(it.token)).toContain('今天下班前给你答复');
    await write('好的');
    await decide(id, { approve: false, reply: '过期了' });
    expect(await waiting('orders.after_sale_answer')).toBe(0);
    expect((await write('还有')).body.error.code).toBe('orders.after_sale_over');
  });

  it('are nobody else’s: another shopper finds no such request', async () => {
    const [hers, other] = [await order(), await order()];
    const { id } = (await hers.ask('return', 1)).body;
    const { token } = other;
    const answers = [
      await app.call(`GET /api/shop/refunds/${id}`, { token }),
      await app.call(`POST /api/shop/refunds/${id}/messages`, { token, body: { text: '你好' } }),
      await sendBack(id, token),
      await withdraw(id, token),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });
});

it('pictures are shown that she sent herself, and no address of anybody else', async () => {
  const [hers, other] = [await order(), await order()];
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const put = async (token: string, bytes: Buffer) => {
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(bytes)]), 'a.png');
    const headers = { authorization: `Bearer ${token}` };
    const sent = { method: 'POST', headers, body: form };
    const answer: { url: string; error?: { code: string } } = JSON.parse(
      await (await fetch(`${app.running.address}/api/shop/evidence`, sent)).text(),
    );
    return answer;
  };
  expect((await put(hers.token, Buffer.from('no picture'))).error?.code).toBe('platform.not_an_image');
  const { url } = await put(hers.token, png);
  const asked = await hers.ask('return', 1, { pictures: [url] });
  expect(asked.body.afterSale.pictures).toEqual([url]);
  expect((await other.ask('return', 1, { pictures: [url] })).body.error.code).toBe('orders.picture_not_hers');
});

it('what the shop answers to a request names the goods, refused or agreed to in part', async () => {
  const hers = await order({ quantity: 3 });
  const refused = (await hers.ask('refund', 1)).body;
  await decide(refused.id, { approve: false, reply: '已过保质期' });
  const reduced = (await hers.ask('refund', 2)).body;
  await decide(reduced.id, { approve: true, reply: '只退一件', lines: [{ lineId: `${hers.id}.0`, quantity: 1 }] });
  const told = await inboxOf(hers.token);
  expect(told).toContain('已过保质期');
  expect(told).toContain('只退一件');
  expect(told).not.toContain('你购买的商品');
});

it('pictures are sixty a day, however many she sends at once', async () => {
  const { id } = await createMember(ctx);
  const sent = await Promise.allSettled(
    Array.from({ length: 75 }, async (_, n) => {
      const background = { r: n, g: 0, b: 0 };
      const picture = sharp({ create: { width: 2, height: 2, channels: 3, background } });
      return putEvidence(ctx, id, await picture.png().toBuffer());
    }),
  );
  expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(60);
});

it('leaves books that add up', async () => {
  await app.settle();
  expect(await bookMismatches(ctx)).toEqual([]);
});
