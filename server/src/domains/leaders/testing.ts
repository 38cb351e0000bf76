import type { Draft } from '@huoshui/contracts/form';
import { expect } from 'vitest';
import { addDays, shanghaiDay } from '../../platform/calendar.ts';
import type { TestApp } from '../../platform/testing/app.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';

/** Values of a wave of one good that is open until tomorrow and collected then, unless told otherwise. */
export function waveValues(now: Date, name: string, sku: string, values: Draft = {}): Draft {
  const today = shanghaiDay(now);
  const tomorrow = addDays(today, 1);
  return {
    ...{ name, text: null, opensOn: today, opensAt: 0, cutsOn: tomorrow, cutsAt: 30, pickupOn: tomorrow },
    ...{ pickupFrom: 40, pickupTo: 1400, goods: [{ sku, price: 5_00, cap: null }], stock: 'shop' },
    ...{ perMember: null, rate: 10, for: 'all', leaders: null, ...values },
  };
}

export type TestLeader = TestMember & { readonly ldr: string; readonly code: string; readonly dst: string };

/** An operator who sets leaders up, and the phones of leaders and their neighbours. */
export function leaderTest(app: TestApp) {
  const { ctx } = app;
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
      const { values: stored } = await sound(admin('GET /api/admin/settings/leaders'));
      return sound(admin('PUT /api/admin/settings/leaders', { ...stored, on: true, ...values }));
    },
    /** A member who applied and was let in. */
    async leader(storeId: string | null = null, person?: TestMember): Promise<TestLeader> {
      const her = person ?? (await createMember(ctx));
      await shop('POST /api/shop/leaders/application', her, { community: '阳光花园', reason: '我在业主群' });
      const { items } = await sound(admin('GET /api/admin/leaders?limit=1&state=applied'));
      const letIn = { outcome: 'approved', because: '', storeId };
      const { id, code, distributorId } = await sound(admin(`POST /api/admin/leaders/${items[0].id}/review`, letIn));
      return { ...her, ldr: id, code, dst: distributorId };
    },
    visits: async (person: Pick<TestMember, 'token'>, code: string, device?: string) =>
      shop(`POST /api/shop/leaders/visits${device ? `?device=${encodeURIComponent(device)}` : ''}`, person, { code }),
    money: async ({ dst }: { readonly dst: string }) => {
      const { frozen, balance } = await sound(admin(`GET /api/admin/distributors/${dst}`));
      return { frozen, balance };
    },
  };
}
