import type { Api } from './api.ts';
import { demoDashboard } from './shop/dashboards.ts';

const DAYS = 30;

/** The dashboard of the shop, for everybody to see: each report is asked from what it begins with, as the console does. */
export async function loadDashboard(api: Api, cookie: string, today: string): Promise<void> {
  const { items } = await api('GET /api/admin/reports', { cookie });
  const dashboard = await api('POST /api/admin/dashboards', {
    cookie,
    body: { name: demoDashboard.name, shared: true },
  });
  const from = new Date(Date.parse(`${today}T00:00:00Z`) - (DAYS - 1) * 86_400_000).toISOString().slice(0, 10);
  const tiles = [];
  for (const { name, report, values, page, place } of demoDashboard.tiles) {
    const initial = items.find((item) => item.name === report)?.initial ?? {};
    const asked = { ...initial, ...values, range: { from, to: today } };
    const ownAddress = page === '/' || page === '/funnel';
    const address = `${page}?${ownAddress ? '' : new URLSearchParams({ values: JSON.stringify(asked) })}`;
    const question = await api('POST /api/admin/questions', {
      cookie,
      body: { name, report, values: asked, address, lastDays: DAYS, shared: true },
    });
    tiles.push({ questionId: question.id, ...place });
  }
  const { id } = dashboard;
  await api('PUT /api/admin/dashboards/:id', {
    cookie,
    params: { id },
    body: { name: demoDashboard.name, shared: true, tiles },
  });
}
