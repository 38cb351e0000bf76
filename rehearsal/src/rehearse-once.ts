import { type Api, tolerate } from './api.ts';
import { demoRehearsal } from './shop/rehearsal.ts';

/**
 * What the shop thinks of switching on next it plays beforehand, on a crowd like its own, so that whoever opens the page finds one.
 * It is queued and not waited for: the demo is there already.
 */
export async function rehearseOnce(api: Api, cookie: string): Promise<void> {
  const { items } = await api('GET /api/admin/coupons', { cookie, query: { q: demoRehearsal.coupon, limit: 20 } });
  const coupon = items.find(({ name }) => name === demoRehearsal.coupon);
  if (coupon === undefined) return;
  const { playbook, weeks, shoppers, seed } = demoRehearsal;
  await tolerate(async () =>
    api('POST /api/admin/rehearsals', {
      cookie,
      key: 'demo-rehearsal',
      body: { playbook, values: { coupon: coupon.id }, weeks, shoppers, seed, opens: null, response: null },
    }),
  );
}
