/** What the table asks of the running server, with the ms it may take at most and what it took before. */
export type Ask = {
  readonly name: string;
  readonly before: string;
  readonly goalMs: number;
  readonly path: string;
  readonly body?: unknown;
};

/** `days` that end with the day of `now`. */
export function asksAt(now: Date): readonly Ask[] {
  const day = (ago: number) => new Date(now.getTime() + 8 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10);
  const month = { from: day(29), to: day(0) };
  const year = { from: day(364), to: day(0) };
  const span = ({ from, to }: typeof month) => `from=${from}&to=${to}`;
  const retention = {
    ...month,
    period: 'day',
    mode: 'first_time',
    start: { event: 'product_view' },
    return: { event: '*' },
  };
  const steps = ['page_view', 'product_view', 'cart_add', 'checkout'].map((event) => ({ event }));
  const funnel = (order: string, range: typeof month) => ({ ...range, steps, order, window: { seconds: 7 * 86_400 } });
  const post = (path: string) => `/api/admin/reports/${path}`;
  return [
    { name: 'event list', before: '2.2 s', goalMs: 50, path: '/api/admin/reports/events' },
    { name: 'overview, 30 days', before: '0.54 s', goalMs: 150, path: `/api/admin/reports/overview?${span(month)}` },
    { name: 'overview, a year', before: '2.4 s', goalMs: 400, path: `/api/admin/reports/overview?${span(year)}` },
    { name: 'retention, first time', before: '2.6 s', goalMs: 500, path: post('retention'), body: retention },
    {
      name: 'retention with breakdown',
      before: '9.7 s',
      goalMs: 1500,
      path: post('retention'),
      body: { ...retention, breakdown: 'page' },
    },
    {
      name: 'funnel, strict, 30 days',
      before: '2.6 s',
      goalMs: 600,
      path: post('funnel'),
      body: funnel('strict', month),
    },
    {
      name: 'funnel, any order, 30 days',
      before: '2.6 s',
      goalMs: 600,
      path: post('funnel'),
      body: funnel('any', month),
    },
    {
      name: 'funnel, strict, a year',
      before: '34 s',
      goalMs: 4000,
      path: post('funnel'),
      body: funnel('strict', year),
    },
    {
      name: 'funnel, any order, a year',
      before: '34 s',
      goalMs: 4000,
      path: post('funnel'),
      body: funnel('any', year),
    },
    { name: 'repurchase, a year', before: '1.5 s', goalMs: 500, path: `/api/admin/reports/repurchase?${span(year)}` },
    { name: 'lifecycle', before: '1.5 s', goalMs: 500, path: '/api/admin/lifecycle' },
    { name: 'RFM', before: '3.4 s', goalMs: 500, path: '/api/admin/rfm' },
    { name: 'members, 20', before: '0.3–1.1 s', goalMs: 60, path: '/api/admin/members?limit=20' },
    {
      name: 'members by spending, 20 of a stage',
      before: '0.3–1.1 s',
      goalMs: 60,
      path: '/api/admin/members?limit=20&sort=spent&stage=lost',
    },
    {
      name: 'members found by name, 20',
      before: '0.3–1.1 s',
      goalMs: 60,
      path: `/api/admin/members?limit=20&q=${encodeURIComponent('0012')}`,
    },
    { name: 'members, 200', before: '2.1 s', goalMs: 150, path: '/api/admin/members?limit=200' },
  ];
}

/** The one that eight ask at once. */
export function heavyFunnel(now: Date): Ask {
  const ask = asksAt(now).find(({ name }) => name === 'funnel, any order, a year');
  if (!ask) throw new Error('the table has no funnel of a year');
  return { ...ask, name: 'eight equal year-long funnels at once', before: '200 s', goalMs: 6000 };
}
