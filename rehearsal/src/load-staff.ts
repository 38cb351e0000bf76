import type { Api } from './api.ts';
import { demoScripts, demoStaffCoupons } from './shop/scripts.ts';

/** What the shop's staff say and may give beside a chat, and who answers for them. */
export async function loadStaff(api: Api, cookie: string, coupons: ReadonlyMap<string, string>): Promise<void> {
  for (const { stages, ...script } of demoScripts)
    await api('POST /api/admin/scripts', {
      cookie,
      body: { values: { ...script, stages: stages === null ? null : [...stages] } },
    });
  const { items } = await api('GET /api/admin/staff', { cookie, query: { limit: 10 } });
  const { managers: _, ...settings } = await api('GET /api/admin/settings/sidebar', { cookie });
  const manager = items.find(({ id }) => id === 'guide02');
  const body = {
    ...settings,
    coupons: demoStaffCoupons.flatMap((key) => coupons.get(key) ?? []),
    managers: manager === undefined ? null : [manager.id],
  };
  await api('PUT /api/admin/settings/sidebar', { cookie, body });
}
