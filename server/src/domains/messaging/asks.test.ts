import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember } from '../members/testing.ts';
import { asksOf } from './asks.ts';
import { channels } from './channels/index.ts';
import { recordConsent } from './channels/subscribe/consent.ts';
import { idKey } from './channels/subscribe/fields.ts';

const app = await testApp();
const { ctx } = app;
const care = { template: 'careReminder', channel: 'subscribe', by: '首购后复购' };

beforeAll(async () => {
  const [{ appid }] = ctx.config.wechat.apps;
  await sql`
    update messaging.content set fields = fields || jsonb_build_object(${idKey(appid)}::text, 'ID_' || template_key)
    where channel = 'subscribe'
  `.execute(ctx.db);
});

async function keysAt(moment: string, her: Parameters<typeof asksOf>[3], sends: readonly (typeof care)[]) {
  const { moments } = await asksOf(app.ctx, channels, async () => sends, her);
  return (moments[moment] ?? []).map(({ key }) => key);
}

async function answer(her: Parameters<typeof recordConsent>[1], key: string, said: 'accept' | 'reject') {
  const { moments } = await asksOf(app.ctx, channels, async () => [care], her);
  const id = (moments.order_paid ?? []).find((one) => one.key === key)?.templateId ?? '';
  expect(id).not.toBe('');
  await recordConsent(app.ctx, her, 'order_paid', { [id]: said });
}

it('asks for what she just did, and beyond it for nothing that nobody is going to send', async () => {
  const her = await createMember(ctx);
  expect(await keysAt('order_paid', her, [])).toEqual(['orderShipped']);
  expect(await keysAt('pickup_paid', her, [])).toEqual(['pickupReady']);
  expect(await keysAt('cart', her, [])).toEqual([]);
  expect(await keysAt('order_paid', her, [care])).toEqual(['orderShipped', 'careReminder']);
  // Sent another way: WeChat is not asked.
  expect(await keysAt('order_paid', her, [{ ...care, channel: 'inbox' }])).toEqual(['orderShipped']);
});

it('asks until she has allowed as many as there are to send', async () => {
  const her = await createMember(ctx);
  await answer(her, 'careReminder', 'accept');
  expect(await keysAt('order_paid', her, [care])).toEqual(['orderShipped']);
  expect(await keysAt('order_paid', her, [care, { ...care, by: '沉睡唤回' }])).toEqual([
    'orderShipped',
    'careReminder',
  ]);
  await sql`update messaging.consent set remaining = 0 where person_no = ${her.personNo}`.execute(ctx.db);
  expect(await keysAt('order_paid', her, [care])).toEqual(['orderShipped', 'careReminder']);
});

it('leaves alone for two weeks whoever refused, but for her own order', async () => {
  const her = await createMember(ctx);
  await answer(her, 'careReminder', 'reject');
  await answer(her, 'orderShipped', 'reject');
  expect(await keysAt('order_paid', her, [care])).toEqual(['orderShipped']);
  await app.advance(15 * DAY_MS);
  expect(await keysAt('order_paid', her, [care])).toEqual(['orderShipped', 'careReminder']);
});

it('asks for three at most, for what she has least of first, and not for what is switched off or has no id', async () => {
  const her = await createMember(ctx);
  const all = ['careReminder', 'couponArrived', 'couponExpiring'].map((template) => ({ ...care, template }));
  const twice = [...all, ...all];
  await answer(her, 'careReminder', 'accept');
  expect(await keysAt('order_paid', her, twice)).toEqual(['orderShipped', 'couponArrived', 'careReminder']);
  await sql`update messaging.template set enabled = false where key = 'couponArrived'`.execute(ctx.db);
  expect(await keysAt('order_paid', her, twice)).toEqual(['orderShipped', 'careReminder']);
  await sql`update messaging.template set enabled = true where key = 'couponArrived'`.execute(ctx.db);
  const elsewhere = { ...her, account: { ...her.account, app: 'wx_of_nobody' } };
  expect(await keysAt('order_paid', elsewhere, twice)).toEqual([]);
});
