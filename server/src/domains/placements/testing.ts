import { randomUUID } from 'node:crypto';
import type { Draft } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { sql } from 'kysely';
import { expect } from 'vitest';
import type { TestApp } from '../../platform/testing/app.ts';
import { conditionKit } from '../audiences/index.ts';
import type { TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { placementForm } from './placement-form.ts';

let made = 0;

/** Values of a pop-up on the home page for everybody, on every visit, nobody held out, unless told otherwise. */
export function placementValues(values: Draft = {}): Draft {
  made += 1;
  return {
    ...initialValues(placementForm(conditionKit()).fields),
    name: `弹窗 ${made}`,
    title: '会员日',
    target: 'coupons',
    pace: 'always',
    stops: [],
    holdout: 0,
    ...values,
  };
}

type Deed = 'showings' | 'taps' | 'closings';

/** An operator who places, and phones that ask what a page shows and tell what became of it. */
export function placementsTest(app: TestApp) {
  const { ctx } = app;
  const admin = async (route: string, body?: object) => {
    const { cookie } = await signedIn(ctx);
    return app.call(route, { cookie, ...(body === undefined ? {} : { body }) });
  };
  const move = async (id: string, state: string) => admin(`POST /api/admin/placements/${id}/state`, { state });
  return {
    admin,
    move,
    /** Live, and the only ones that are. */
    async live(...all: readonly Draft[]): Promise<string[]> {
      await sql`update placements.placement set state = 'ended' where state <> 'ended'`.execute(ctx.db);
      await sql`update placements.stamp set stamp = stamp + 1`.execute(ctx.db);
      const ids: string[] = [];
      for (const values of all) {
        const made = await admin('POST /api/admin/placements', placementValues(values));
        expect([made.status, made.body.error]).toEqual([200, undefined]);
        await move(made.body.id, 'live');
        ids.push(made.body.id);
      }
      return ids;
    },
    /** `page` and what it is of: `product&product=prd_…`. */
    async sees({ token }: Pick<TestMember, 'token'>, page = 'home'): Promise<string[]> {
      const { status, body } = await app.call(`GET /api/shop/placements?page=${page}`, { token });
      expect(status).toBe(200);
      return body.items.map(({ id }: { id: string }) => id);
    },
    async tell({ token }: Pick<TestMember, 'token'>, id: string, deed: Deed, key: string = randomUUID()) {
      return (await app.call(`POST /api/shop/placements/${id}/${deed}`, { token, body: { key, page: 'home' } })).body;
    },
  };
}
