import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { findMembers } from '../../src/domains/members/index.ts';
import { queueMessages } from '../../src/domains/messaging/index.ts';
import { inTransaction } from '../../src/platform/db.ts';
import { openShop } from './shop.ts';
import { newShopper, type Shopper } from './shopper.ts';

// Texts from the console to her phone and back: reviewed by the vendor before they go, billed by the piece, refused by her reply.

vi.setConfig({ testTimeout: 300_000 });

const shop = await openShop();
const { app, api, sandbox } = shop;
const as = { cookie: shop.owner.cookie };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Json = Readonly<Record<string, unknown>>;
const coupon = { coupon: '水果券', sentence: '满 39 减 10', until: '2026年12月31日', category: '水果' };
const shipped = { orderId: 'ord_1', number: 'N1', product: '红颜草莓', company: '顺丰速运', waybill: 'SF1' };

async function templateOf(key: string) {
  const { items } = await api('GET /api/admin/message-templates', as);
  const found = items.find((one) => one.key === key);
  if (!found) throw new Error(key);
  return found;
}

/** An operator writes a text, and the vendor reads it. */
async function write(key: string, values: Json, reviewed = true) {
  const { id } = await templateOf(key);
  const body = { values: { use: true, link: false, page: null, ...values } };
  await api('PUT /api/admin/message-templates/:id/contents/:channel', {
    ...as,
    params: { id, channel: 'sms' },
    body,
  });
  await app.settle();
  if (reviewed) await app.advance(3 * MINUTE);
}

async function withPhone(): Promise<Shopper> {
  const shopper = await newShopper(shop);
  const code = await shop.phone.phoneCode(shopper.wechatId);
  await api('POST /api/shop/me/phone', { token: shopper.token, body: { code } });
  await app.settle();
  return shopper;
}

/** Places as the vendor writes them. */
const vendors = (text: string) => text.replaceAll('{', '${');

let asked = 0;
async function tell(
  memberId: string,
  templateKey: string,
  variables: Readonly<Record<string, string>>,
  channels: readonly string[],
) {
  asked += 1;
  const { personNo } = await memberOf(memberId);
  await inTransaction(app.ctx, async (ctx) =>
    queueMessages(ctx, [
      {
        key: `texts:${asked}`,
        memberId,
        personNo,
        templateKey,
        channels,
        variables,
        because: { kind: 'test', id: 'texts', label: '测试' },
      },
    ]),
  );
  await app.settle();
}

async function memberOf(memberId: string) {
  const found = (await findMembers(app.ctx, [memberId])).get(memberId);
  if (!found) throw new Error(memberId);
  return found;
}

const log = async (memberId: string) =>
  (await api('GET /api/admin/outbound', { ...as, query: { memberId } })).items.map(
    ({ channel, state, cost, passedOver }) => ({
      channel,
      state,
      cost,
      passed: passedOver.map(({ channel: by, reason }) => `${by} ${reason}`),
    }),
  );

async function textsOf({ wechatId }: Shopper): Promise<readonly string[]> {
  const { chats } = Object(await sandbox(`GET /shoppers/${wechatId}/chats`));
  const chat = chats.find(({ id }: { id: string }) => id === 'sms');
  return (chat?.notices ?? []).map(({ title }: { title: string }) => title);
}

const states = async () =>
  Object.fromEntries((await api('GET /api/admin/sms', as)).states.map(({ state, count }) => [state, count]));

it('a text goes out once the vendor has approved it, and until then the next channel takes the message', async () => {
  const her = await withPhone();
  await write('orderShipped', { text: '订单{{number}}已发货，{{company}} {{waybill}}' }, false);
  await tell(her.memberId, 'orderShipped', shipped, ['sms', 'inbox']);
  expect(await log(her.memberId)).toMatchObject([
    { channel: 'inbox', state: 'accepted', passed: ['sms not_approved'] },
  ]);
  await app.advance(3 * MINUTE);
  const { texts } = await api('GET /api/admin/sms', as);
  const mine = texts.find(({ text }) => text === vendors('订单{number}已发货，{company} {waybill}'));
  expect(mine).toMatchObject({ kind: 'service', state: 'approved' });
  await tell(her.memberId, 'orderShipped', shipped, ['subscribe', 'sms', 'inbox']);
  expect(await textsOf(her)).toEqual(['【活水鲜生】订单N1已发货，顺丰速运 SF1']);
  expect((await log(her.memberId))[0]).toMatchObject({
    channel: 'sms',
    state: 'accepted',
    passed: ['subscribe no_consent'],
  });
  await app.advance(10_000);
  expect(await states()).toEqual({ delivered: 1 });
});

it('saying the same again is not handed in again; what a carrier refuses is refused at the field, what the review refuses is shown', async () => {
  const before = (await api('GET /api/admin/sms', as)).texts.length;
  await write('orderShipped', { text: '订单{{number}}已发货，{{company}} {{waybill}}' });
  expect((await api('GET /api/admin/sms', as)).texts).toHaveLength(before);
  await expect(write('couponArrived', { text: '加微信领{{coupon}}' })).rejects.toThrow(/platform.bad_form/);
  await write('refundDone', { text: '{{number}}' });
  const { texts } = await api('GET /api/admin/sms', as);
  expect(texts.find(({ text }) => text === vendors('{number}'))).toMatchObject({
    state: 'refused',
    reason: '不支持全变量模板',
  });
});

it('a preview says how long it is, what it costs and how its review stands', async () => {
  const { id } = await templateOf('couponArrived');
  const ask = async (text: string) =>
    api('POST /api/admin/message-templates/:id/contents/:channel/preview', {
      ...as,
      params: { id, channel: 'sms' },
      body: { values: { use: true, text, link: true, page: 'coupons/pages/wallet' } },
    });
  const short = await ask('{{coupon}}到账');
  expect(short.preview?.lines[0]?.text).toMatch(/到账 https:.* 拒收请回复R$/);
  expect(short.preview?.remarks[0]?.zh).toMatch(/按 1 条计费，¥0.055/);
  expect(short.preview?.remarks[1]?.zh).toContain('还没有提交过');
  expect((await ask(`${'好'.repeat(90)}{{coupon}}`)).preview?.remarks[0]?.zh).toMatch(/按 3 条计费，¥0.165/);
});

it('is the second choice: a promotion ends with how to refuse it, its link opens the mini program with its name, and whole fen add up to the bill', async () => {
  await write('couponArrived', { text: '{{coupon}}已到账，{{sentence}}', link: true, page: 'coupons/pages/wallet' });
  const her = await withPhone();
  await tell(her.memberId, 'couponArrived', { ...coupon, sentence: '¥10 无门槛' }, ['subscribe', 'sms', 'inbox']);
  const [text = ''] = await textsOf(her);
  expect(text).toMatch(/^【活水鲜生】水果券已到账，10元 无门槛 http.*\/s\/[a-z2-9]{10} 拒收请回复R$/);
  const url = /http\S+/.exec(text)?.[0] ?? '';
  const followed = await fetch(url, { redirect: 'manual' });
  expect([followed.status, followed.headers.get('location')]).toEqual([302, expect.stringContaining('/sandbox/l/')]);
  const again = await fetch(url, { redirect: 'manual' });
  expect(again.headers.get('location')).toBe(followed.headers.get('location'));
  const ticket = followed.headers.get('location')?.split('/').at(-1);
  const { path } = Object(await sandbox(`GET /links?ticket=${ticket}`));
  const [{ id } = { id: '' }] = (await api('GET /api/admin/outbound', { ...as, query: { memberId: her.memberId } }))
    .items;
  expect(path).toBe(`coupons/pages/wallet?m=${id}`);
  // WeChat's own link ends after thirty days: ours makes another.
  await sql`update messaging.sms_link set link_ends_at = ${app.ctx.now()}`.execute(app.ctx.db);
  const later = await fetch(url, { redirect: 'manual' });
  expect(later.headers.get('location')).not.toBe(followed.headers.get('location'));
  expect((await fetch(`${url.slice(0, -1)}0`, { redirect: 'manual' })).status).toBe(404);
  const before = (await api('GET /api/admin/outbound/summary', { ...as, query: { days: 365 } })).cost;
  for (let n = 0; n < 9; n += 1) await tell(her.memberId, 'orderShipped', shipped, ['sms']);
  const after = (await api('GET /api/admin/outbound/summary', { ...as, query: { days: 365 } })).cost;
  // Nine at 4.5 fen, and half a fen that the first promotion or notice may have left over.
  expect([40, 41]).toContain(after - before);
});

it('who replies T gets no promotion by text any more, but is told of her orders; an operator may take it back at her word', async () => {
  const her = await withPhone();
  await sandbox(`POST /shoppers/${her.wechatId}/sms`, { text: 'T' });
  await app.advance(5000);
  await tell(her.memberId, 'couponArrived', coupon, ['sms', 'inbox']);
  expect(await log(her.memberId)).toMatchObject([{ channel: 'inbox', passed: ['sms unsubscribed'] }]);
  await tell(her.memberId, 'orderShipped', shipped, ['sms', 'inbox']);
  expect((await log(her.memberId))[0]).toMatchObject({ channel: 'sms', state: 'accepted' });
  const { items, total } = await api('GET /api/admin/sms-refusals', as);
  expect([total, items[0]?.words, items[0]?.phone]).toEqual([1, 'T', expect.stringMatching(/^\d{3}\*{4}\d{4}$/)]);
  await api('DELETE /api/admin/sms-refusals/:id', { ...as, params: { id: items[0]?.id ?? '' } });
  expect((await api('GET /api/admin/sms-refusals', as)).total).toBe(0);
  await app.advance(24 * HOUR);
  await tell(her.memberId, 'couponArrived', coupon, ['sms', 'inbox']);
  expect((await log(her.memberId))[0]).toMatchObject({ channel: 'sms', state: 'accepted' });
});

it('what never reached the number costs nothing and goes by the next channel; a report that is lost is asked for, one that comes twice counts once', async () => {
  const nobody = await withPhone();
  // She gave her number back: nobody has it now.
  await sandbox(`PUT /shoppers/${nobody.wechatId}/phone-number`, { phoneNumber: '19912345678' });
  await tell(nobody.memberId, 'orderShipped', shipped, ['sms', 'inbox']);
  await app.advance(5000);
  expect(await log(nobody.memberId)).toMatchObject([{ channel: 'inbox', state: 'accepted', cost: 0 }]);
  const { failures } = await api('GET /api/admin/sms', as);
  expect(failures).toEqual([{ code: 'MOBILE_NOT_ON_SERVICE', count: 1 }]);

  const { delivered = 0 } = await states();
  const her = await withPhone();
  await sandbox('PUT /faults', { smsReports: 'lost' });
  await tell(her.memberId, 'orderShipped', shipped, ['sms']);
  await app.advance(5000);
  expect(await states()).toMatchObject({ delivered, sent: 1 });
  await app.advance(11 * MINUTE);
  expect(await states()).toMatchObject({ delivered: delivered + 1 });
  await sandbox('PUT /faults', { smsReports: 'doubled' });
  await tell(her.memberId, 'orderShipped', shipped, ['sms']);
  await app.advance(5000);
  expect(await states()).toMatchObject({ delivered: delivered + 2 });
  await sandbox('PUT /faults', { smsReports: 'normal' });
});

it('waits where the account is empty and says so, and by night where it is a promotion', async () => {
  const her = await withPhone();
  await sandbox('PUT /faults', { sms: 'no-money' });
  await tell(her.memberId, 'orderShipped', shipped, ['sms']);
  expect(await log(her.memberId)).toMatchObject([{ channel: 'sms', state: 'queued', cost: 0 }]);
  expect((await api('GET /api/admin/sms', as)).trouble).toContain('isv.AMOUNT_NOT_ENOUGH');
  await sandbox('PUT /faults', { sms: 'none' });
  await app.advance(31 * MINUTE);
  expect(await log(her.memberId)).toMatchObject([{ channel: 'sms', state: 'accepted' }]);
  expect((await api('GET /api/admin/sms', as)).trouble).toBeNull();

  const another = await withPhone();
  const hour = ((app.ctx.now().getTime() / HOUR + 8) % 24) - 20.5;
  await app.advance((hour < 0 ? -hour : 24 - hour) * HOUR);
  await tell(another.memberId, 'couponArrived', coupon, ['sms', 'inbox']);
  const [waiting] = (await api('GET /api/admin/outbound', { ...as, query: { memberId: another.memberId } })).items;
  expect([waiting?.channel, waiting?.state, waiting?.reason]).toEqual(['sms', 'queued', 'quiet_hours']);
  await app.advance(12 * HOUR);
  expect(await log(another.memberId)).toMatchObject([{ channel: 'sms', state: 'accepted' }]);
});

it('keeps a secret to itself, and lets nobody tell who does not know its address', async () => {
  const { secret: _, ...shown } = Object(await api('GET /api/admin/sms', as));
  expect(JSON.stringify(shown)).not.toContain(app.config.wechat.sms?.accessKeySecret ?? 'none');
  const post = async (url: string) =>
    (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[]' })).status;
  expect(await post(shown.reportUrl)).toBe(200);
  expect(await post(`${app.running.address}/sms/aliyun/wrong/report`)).toBe(403);
  await expect(
    api('PUT /api/admin/sms', {
      ...as,
      body: {
        values: {
          vendor: 'aliyun',
          accessKeyId: '',
          secret: null,
          signName: '活水',
          priceService: 45,
          priceMarketing: 55,
        },
      },
    }),
  ).rejects.toThrow(/bad_form/);
});
