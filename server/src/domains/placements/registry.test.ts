import type { Draft } from '@huoshui/contracts/form';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../platform/testing/app.ts';
import { createCoupon } from '../coupons/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { placementsTest, placementValues } from './testing.ts';

const app = await testApp();
const { ctx } = app;
const { admin } = placementsTest(app);

describe('what it stands on', () => {
  it('is told: the segment names what uses it, and a coupon that is over is said to show it to nobody', async () => {
    const segment = await admin('POST /api/admin/segments', {
      values: { name: '有手机号的人', refresh: 'manual' },
      condition: { all: [{ kind: 'has_phone', values: {} }] },
    });
    const coupon = await createCoupon(ctx);
    const who = { all: [{ kind: 'segment', values: { segment: segment.body.id } }] };
    const values = placementValues({ for: 'some', who, target: 'coupon', coupon: coupon.id });
    const { id, trouble } = (await admin('POST /api/admin/placements', values)).body;
    expect(trouble).toBeNull();
    const { body } = await admin(`GET /api/admin/segments/${segment.body.id}`);
    expect(body.usedBy).toContainEqual(expect.objectContaining({ kind: 'placement', id }));
    await sql`update coupons.template set state = 'ended' where id = ${coupon.id}`.execute(ctx.db);
    expect((await admin(`GET /api/admin/placements/${id}`)).body.trouble.zh).toContain('没有人会看到');
  });
});

describe('the registry', () => {
  it('finds by name and filters, says who is meant, refuses a second of a name, and what another changed meanwhile', async () => {
    for (const name of ['第一个', '第二个']) await admin('POST /api/admin/placements', placementValues({ name }));
    const made = (
      await admin(
        'POST /api/admin/placements',
        placementValues({ name: '双十一弹窗', kind: 'banner', pages: ['cart'] }),
      )
    ).body;
    const again = await admin('POST /api/admin/placements', placementValues({ name: '双十一弹窗' }));
    expect(again.body.error.code).toBe('placements.name_taken');
    for (const query of ['q=双十一', 'kind=banner&page=cart&state=draft']) {
      const { body } = await admin(`GET /api/admin/placements?${query}`);
      expect(body.items.map(({ id }: { id: string }) => id)).toContain(made.id);
    }
    const page = (await admin('GET /api/admin/placements?limit=2')).body;
    const next = (await admin(`GET /api/admin/placements?limit=2&cursor=${encodeURIComponent(page.nextCursor)}`)).body;
    expect([page.items.length, page.items[0].id, next.items[0].createdAt <= page.items[1].createdAt]).toEqual([
      2,
      made.id,
      true,
    ]);
    const { cookie } = await signedIn(ctx);
    const save = async (title: string) =>
      app.call(`PUT /api/admin/placements/${made.id}`, {
        cookie,
        headers: { 'if-match': '"1"' },
        body: { ...made.values, title },
      });
    expect([(await save('甲')).status, (await save('乙')).body.error.code]).toEqual([200, 'platform.stale']);
    const kind = await admin(`PUT /api/admin/placements/${made.id}`, { ...made.values, kind: 'popup' });
    expect(kind.body.error.details.problems[0].at).toBe('kind');
  });

  it('takes no picture of elsewhere, no empty one, and no half of a window', async () => {
    const refused = async (values: Draft) =>
      (await admin('POST /api/admin/placements', placementValues(values))).body.error?.details.problems[0].at;
    expect(await refused({ picture: 'https://elsewhere.example/a.png' })).toBe('picture');
    expect(await refused({ picture: '/files/../../etc/passwd' })).toBe('picture');
    expect(await refused({ title: null })).toBe('title');
    expect(await refused({ fromMinute: 600 })).toBe('toMinute');
    expect(await refused({ fromMinute: 600, toMinute: 600 })).toBe('toMinute');
    expect(await refused({ target: 'none', button: '去看看' })).toBe('button');
    expect(await refused({ for: 'some', who: { all: [{ kind: 'no_such', values: {} }] } })).toMatch(/^who/);
    expect(await refused({ pages: [] })).toBe('pages');
    const goods = { kind: 'products', ids: [], exceptProductIds: [] };
    expect(await refused({ pages: ['product'], goods })).toBe('goods');
  });
});
