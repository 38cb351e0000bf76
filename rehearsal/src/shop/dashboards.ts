/** What the demo shop looks at every morning: reports with what they are asked, and where each stands. The days are always the last thirty. */
type DemoTile = {
  readonly name: string;
  readonly report: string;
  /** Beside the days and what the report begins with. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly page: string;
  readonly place: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
};

/** What the shop wants to reach in a month: fen, or a number. */
export const demoTargets = [
  { figure: 'spent', money: 4_000_000 },
  { figure: 'newPayers', count: 100 },
] as const;

/** The dashboard comes to the owner's inbox each Monday morning. */
export const demoBriefing = {
  name: '每周经营简报',
  plan: 'weekly',
  weekday: '1',
  monthDay: null,
  minute: 8 * 60 + 30,
  language: 'zh',
  active: true,
} as const;

export const demoDashboard: { readonly name: string; readonly tiles: readonly DemoTile[] } = {
  name: '早会看板',
  tiles: [
    {
      name: '每天的成交',
      report: 'analytics.overview',
      values: {},
      page: '/',
      place: { x: 0, y: 0, w: 7, h: 6 },
    },
    {
      name: '从看到买',
      report: 'analytics.funnel',
      values: {
        steps: [{ event: 'product_view' }, { event: 'cart_add' }, { event: 'order.placed' }, { event: 'order.paid' }],
      },
      page: '/funnel',
      place: { x: 7, y: 0, w: 5, h: 6 },
    },
    {
      name: '进来以后去了哪里',
      report: 'analytics.paths',
      values: { top: 6 },
      page: '/paths',
      place: { x: 0, y: 6, w: 7, h: 8 },
    },
    {
      name: '谁在活跃',
      report: 'analytics.activity',
      values: {},
      page: '/activity',
      place: { x: 7, y: 6, w: 5, h: 8 },
    },
  ],
};
