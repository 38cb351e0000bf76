import { analyticsContract } from '@huoshui/contracts/analytics';
import type { Ctx } from '../../platform/ctx.ts';
import { heavy } from '../../platform/http/heavy.ts';
import { route } from '../../platform/routes.ts';
import { csvFile, tableFile } from '../../platform/table-file.ts';
import { listEvents, listProperties } from './catalogue.ts';
import { nameOf } from './event.ts';
import { runFunnel } from './funnel.ts';
import { runFunnelDetail } from './funnel-detail.ts';
import { runOverview } from './overview.ts';
import { funnelTable } from './reports/funnel-tables.ts';
import { overviewTable } from './reports/overview.ts';
import { repurchaseTable } from './reports/repurchase.ts';
import { retentionTable } from './reports/retention.ts';
import { runRepurchase } from './repurchase.ts';
import { runRetention } from './retention.ts';
import { eventTable, timelineTable } from './tables.ts';
import { type PersonEvent, personTimeline } from './timeline.ts';

const read = { can: 'analytics.read', onlyReads: true } as const;
const csv = (name: string) => ({ ...read, download: csvFile(name) });

const wholeLooks = [
  route(analyticsContract, 'GET /api/admin/reports/overview', read, async (ctx, { query }) => runOverview(ctx, query)),
  route(analyticsContract, 'GET /api/admin/reports/overview/export.csv', csv('overview'), async (ctx, { query }) =>
    tableFile(overviewTable(await runOverview(ctx, query)), query),
  ),
  route(analyticsContract, 'POST /api/admin/reports/retention', read, async (ctx, { body }) => runRetention(ctx, body)),
  route(
    analyticsContract,
    'POST /api/admin/reports/retention/export.csv',
    csv('retention'),
    async (ctx, { body: { language, as, ...asked } }) =>
      tableFile(retentionTable(await runRetention(ctx, asked)), { language, as }),
  ),
  route(analyticsContract, 'POST /api/admin/reports/funnel', read, async (ctx, { body }) => runFunnel(ctx, body)),
  route(analyticsContract, 'POST /api/admin/reports/funnel/detail', read, async (ctx, { body }) =>
    runFunnelDetail(ctx, body),
  ),
  route(
    analyticsContract,
    'POST /api/admin/reports/funnel/export.csv',
    csv('funnel'),
    async (ctx, { body: { language, as, ...asked } }) =>
      tableFile(funnelTable(await runFunnel(ctx, asked)), { language, as }),
  ),
  route(analyticsContract, 'GET /api/admin/reports/repurchase', read, async (ctx, { query }) =>
    runRepurchase(ctx, query),
  ),
  route(analyticsContract, 'GET /api/admin/reports/repurchase/export.csv', csv('repurchase'), async (ctx, { query }) =>
    tableFile(repurchaseTable(await runRepurchase(ctx, query), query.table), query),
  ),
].map(heavy);

export const adminRoutes = [
  ...wholeLooks,
  route(analyticsContract, 'GET /api/admin/reports/events', read, async (ctx, { query }) =>
    listEvents(ctx, query.asOf),
  ),
  route(analyticsContract, 'GET /api/admin/reports/events/export.csv', csv('events'), async (ctx, { query }) => {
    const { items } = await listEvents(ctx, query.asOf);
    return tableFile(eventTable(items), query);
  }),
  route(analyticsContract, 'GET /api/admin/reports/events/:name/properties', read, async (ctx, { params }) =>
    listProperties(ctx, params.name),
  ),
  route(analyticsContract, 'GET /api/admin/reports/timeline', read, async (ctx, { query }) => {
    const names = query.names?.split(',').filter((name) => name !== '');
    const page = await personTimeline(ctx, { ...query, names, limit: query.limit ?? 50 });
    return { items: page.items.map((event) => present(ctx, event)), nextCursor: page.nextCursor };
  }),
  route(analyticsContract, 'GET /api/admin/reports/timeline/export.csv', csv('timeline'), async (ctx, { query }) => {
    const { items } = await personTimeline(ctx, { personNo: query.personNo, limit: 10_000 });
    const named = items.map((event) => ({ ...event, label: nameOf(ctx, event.name) }));
    return tableFile(timelineTable(named), query);
  }),
];

function present(ctx: Ctx, { ts, page, session, orderId, productId, categoryId, value, props, ...event }: PersonEvent) {
  const some = (text: string) => (text === '' ? null : text);
  return {
    ...event,
    label: nameOf(ctx, event.name),
    at: ts,
    page: some(page),
    session: some(session),
    orderId: some(orderId),
    productId: some(productId),
    categoryId: some(categoryId),
    value: value === 0 ? null : value,
    props: { ...props },
  };
}
