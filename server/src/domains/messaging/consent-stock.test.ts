import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { recordConsent } from './channels/subscribe/consent.ts';
import { idKey } from './channels/subscribe/fields.ts';
import { lasting, share } from './consent-stock.ts';
import { queueMessages } from './queue.ts';
import { setQuiet } from './testing.ts';

const app = await testApp();
const { ctx } = app;
beforeAll(async () => {
  await setQuiet(ctx, 'never');
  const [{ appid }] = ctx.config.wechat.apps;
  await sql`
    update messaging.content set fields = fields || jsonb_build_object(${idKey(appid)}::text, 'ID_' || template_key)
    where channel = 'subscribe'
  `.execute(ctx.db);
});

it('counts what is left, who allowed and refused, and what was wanted of it', async () => {
  const [twice, refuses, asked] = [await createMember(ctx), await createMember(ctx), await createMember(ctx)];
  for (const said of ['accept', 'accept'])
    await recordConsent(ctx, twice, 'order_paid', { ID_careReminder: said, ID_orderShipped: said });
  await recordConsent(ctx, refuses, 'order_paid', { ID_careReminder: 'reject' });
  await inTransaction(ctx, async (ctx) =>
    queueMessages(
      ctx,
      [refuses, asked].map((m) => ({
        key: `stock:${m.id}`,
        memberId: m.id,
        personNo: m.personNo,
        templateKey: 'careReminder',
        channels: ['subscribe'] as const,
        variables: { orderId: 'ord_1', number: '1', product: '草莓', now: '2026年11月21日 10:00' },
        because: { kind: 'test', id: 'test', label: '测试' },
      })),
    ),
  );
  await app.settle();
  const { cookie } = await signedIn(ctx);
  const { body } = await app.call('GET /api/admin/consent-stock', { cookie });
  const of = (key: string) => body.items.find(({ templateKey }: { templateKey: string }) => templateKey === key);
  expect(of('careReminder')).toMatchObject({
    persons: 1,
    left: 2,
    given: 2,
    refused: 1,
    wanted: 2,
    reached: 0,
    by: [],
    moments: ['order_paid', 'pickup_paid'],
    coverage: { value: 0, low: 0 },
  });
  expect(of('orderShipped')).toMatchObject({ persons: 1, left: 2, given: 2, refused: 0, wanted: 0, coverage: null });
});

it('says how long it lasts as an interval, and that it may last for ever', () => {
  expect(lasting({ left: 100, given: 0, wanted: 0 })).toBeNull();
  expect(lasting({ left: 100, given: 2800, wanted: 28 })).toBeNull();
  // Ten a day go, none come: ten days, give or take √280 ⁄ 28 · 1.96 = 1.17 a day.
  expect(lasting({ left: 100, given: 0, wanted: 280 })).toEqual({ low: 8, high: 12 });
  expect(lasting({ left: 100, given: 270, wanted: 280 })).toEqual({ low: 50, high: null });
  expect(lasting({ left: 0, given: 0, wanted: 280 })).toEqual({ low: 0, high: 0 });
});

it('knows of few that little is known', () => {
  const { low, high } = share(1, 2);
  expect(low).toBeCloseTo(0.0945, 3);
  expect(high).toBeCloseTo(0.9055, 3);
  expect(share(0, 20)).toMatchObject({ value: 0, low: 0 });
  expect(share(20, 20).high).toBe(1);
});
