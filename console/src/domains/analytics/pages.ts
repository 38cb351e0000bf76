import type { Offered } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import type { Offer } from '../../ui/form/fields/field-kit.tsx';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const analyticsPages: readonly Page[] = [
  {
    path: '/event-analysis',
    report: 'analytics.events',
    title: words('事件分析', 'Events over time'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./own-reports.tsx')).EventsReport,
  },
  {
    path: '/retention',
    report: 'analytics.retention',
    title: words('留存', 'Retention'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./retention.tsx')).Retention,
  },
  {
    path: '/retention-aims',
    title: words('留存目标', 'Aims of the retention'),
    needs: 'analytics.read',
    load: async () => (await import('./retention-aims.tsx')).RetentionAims,
  },
  {
    path: '/activity',
    report: 'analytics.activity',
    title: words('活跃构成', 'Who is active'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./own-reports.tsx')).ActivityReport,
  },
  {
    path: '/funnel',
    report: 'analytics.funnel',
    title: words('漏斗', 'Funnel'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./funnel.tsx')).Funnel,
  },
  {
    path: '/paths',
    report: 'analytics.paths',
    title: words('路径', 'Paths'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./own-reports.tsx')).PathsReport,
  },
  {
    path: '/distribution',
    report: 'analytics.spread',
    title: words('分布', 'Distribution'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./own-reports.tsx')).SpreadReport,
  },
  {
    path: '/intervals',
    report: 'analytics.interval',
    title: words('间隔', 'Intervals'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./own-reports.tsx')).IntervalReport,
  },
  {
    path: '/repurchase',
    report: 'analytics.repurchase',
    title: words('复购', 'Repurchase'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./repurchase.tsx')).Repurchase,
  },
  {
    path: '/gmv',
    report: 'analytics.gmv',
    title: words('GMV 拆解', 'GMV tree'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./gmv.tsx')).Gmv,
  },
  {
    path: '/touches',
    report: 'analytics.touches',
    title: words('触达成效', 'What touches brought'),
    needs: 'analytics.read',
    group: 'messaging',
    load: async () => (await import('./own-reports.tsx')).TouchesReport,
  },
  {
    path: '/attribution',
    report: 'analytics.attribution',
    title: words('归因', 'Attribution'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./attribution.tsx')).Attribution,
  },
  {
    path: '/ltv',
    report: 'analytics.ltv',
    title: words('LTV 与获客成本', 'LTV and CAC'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./ltv.tsx')).Ltv,
  },
  {
    path: '/events',
    title: words('事件', 'Events'),
    needs: 'analytics.read',
    group: 'analytics',
    load: async () => (await import('./event-list.tsx')).EventList,
  },
  {
    path: '/reports/:name',
    title: words('报表', 'Report'),
    needs: 'analytics.read',
    load: async () => (await import('./report-page.tsx')).ReportPage,
  },
];

/** What of the domain forms pick. */
export const analyticsPickers: Pickers = {
  event: picker(async () => (await import('./event-picker.tsx')).EventPicker),
};

/** Events and properties that the shop knows, for any form that asks for one. */
export const analyticsOffers = async (of: Offered): Promise<readonly Offer[]> =>
  (await import('./offers.ts')).offersOf(of);
