import type { Draft } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { expect } from 'vitest';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { TestApp } from '../../platform/testing/app.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { orderPaid, orderReceived, orderRefunded } from '../orders/events.ts';
import { planForm } from './plan-form.ts';

type Person = Pick<TestMember, 'id' | 'personNo'>;
type Line = { readonly productId: string; readonly quantity: number; readonly payable: number };
type Order = { readonly orderId: string; readonly lineIds: readonly string[] };

/** Values of a plan for all goods from today on, unless told otherwise. */
export function planValues(now: Date, name: string, values: Draft = {}): Draft {
  return { ...initialValues(planForm.fields), name, first: 10, from: shanghaiDay(now), ...values };
}

/** Tells that somebody paid for these, as orders does. */
export async function announcePaid(ctx: Ctx, { id, personNo }: Person, lines: readonly Line[]): Promise<Order> {
  const orderId = newId('ord');
  const told = lines.map(({ productId, quantity, payable }, at) => ({
    ...{ lineId: `${orderId}.${at}`, productId, quantity, payable },
    ...{ skuId: null, categoryId: null, name: '带货商品' },
  }));
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderPaid, {
      personNo,
      payload: {
        ...about(orderId, id, sum(lines.map(({ payable }) => payable))),
        ...{ first: false, offers: [], lines: told },
      },
    }),
  );
  return { orderId, lineIds: told.map(({ lineId }) => lineId) };
}

export async function announceReceived(ctx: Ctx, { id, personNo }: Person, { orderId }: Order): Promise<void> {
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderReceived, { personNo, payload: { ...about(orderId, id, 0), automatic: false } }),
  );
}

type Back = { readonly at: number; readonly quantity: number; readonly amount: number };

export async function announceRefunded(
  ctx: Ctx,
  { id, personNo }: Person,
  { orderId, lineIds }: Order,
  { whole = false, lines }: { readonly whole?: boolean; readonly lines: readonly Back[] },
): Promise<void> {
  await inTransaction(ctx, async (ctx) =>
    ctx.emit(orderRefunded, {
      personNo,
      payload: {
        ...about(orderId, id, sum(lines.map(({ amount }) => amount))),
        ...{ refundId: newId('ref'), whole },
        lines: lines.map(({ at, ...line }) => ({ ...line, lineId: lineIds[at] ?? '' })),
      },
    }),
  );
}

function about(orderId: string, memberId: string, amount: number) {
  return { orderId, number: `HS${orderId.slice(-8)}`, memberId, amount, source: 'shop' };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** An operator who sets distribution up, and the phones of distributors and their customers. */
export function distributionTest(app: TestApp) {
  const { ctx } = app;
  let made = 0;
  const admin = async (route: string, body?: object) => {
    const { cookie } = await signedIn(ctx);
    return app.call(route, { cookie, ...(body === undefined ? {} : { body }) });
  };
  const sound = async (answer: ReturnType<typeof admin>) => {
    const { status, body } = await answer;
    expect([status, body.error]).toEqual([200, undefined]);
    return body;
  };
  const shop = async (route: string, { token }: Pick<TestMember, 'token'>, body?: object) =>
    sound(app.call(route, { token, ...(body === undefined ? {} : { body }) }));
  return {
    admin,
    sound,
    shop,
    rules: async (values: Draft) => {
      const { values: stored } = await sound(admin('GET /api/admin/settings/distribution'));
      return sound(admin('PUT /api/admin/settings/distribution', { ...stored, on: true, ...values }));
    },
    plan: async (values: Draft = {}) => {
      made += 1;
      return sound(
        admin('POST /api/admin/distribution-plans', { values: planValues(ctx.now(), `方案 ${made}`, values) }),
      );
    },
    /** A member who applied and was let in. */
    async distributor(person?: TestMember): Promise<TestMember & { readonly dst: string; readonly code: string }> {
      const her = person ?? (await createMember(ctx));
      await shop('POST /api/shop/distribution/application', her, { reason: '我有一个小区群' });
      const { items } = await sound(admin('GET /api/admin/distributors?limit=1&state=applied'));
      const { id, code } = items[0];
      await sound(admin(`POST /api/admin/distributors/${id}/review`, { outcome: 'approved', because: '' }));
      return { ...her, dst: id, code };
    },
    opens: async (person: Pick<TestMember, 'token'>, code: string) =>
      shop('POST /api/shop/distribution/visits', person, { code }),
    money: async ({ dst }: { readonly dst: string }) => {
      const { frozen, balance } = await sound(admin(`GET /api/admin/distributors/${dst}`));
      return { frozen, balance };
    },
    commissions: async (query = '') => (await sound(admin(`GET /api/admin/commissions?limit=50${query}`))).items,
    tomorrow: () => addDays(shanghaiDay(ctx.now()), 1),
  };
}
