import type { Api } from './api.ts';
import { demoBriefing, demoDashboard, demoTargets } from './shop/dashboards.ts';

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
  const { operator } = await api('GET /api/admin/session', { cookie });
  await api('POST /api/admin/briefings', {
    cookie,
    body: { of: { kind: 'dashboard', id }, values: { ...demoBriefing, staff: [operator.id], mails: null } },
  });
}

/** What the shop wants to reach in the month in which the story ends. */
export async function loadTargets(api: Api, cookie: string, endsOn: string): Promise<void> {
  for (const target of demoTargets)
    await api('POST /api/admin/targets', {
      cookie,
      body: { values: { ...target, period: 'month', startsOn: `${endsOn.slice(0, 7)}-01`, curve: 'weekday' } },
    });
}
