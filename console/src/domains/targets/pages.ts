import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const targetsPages: readonly Page[] = [
  {
    path: '/targets',
    report: 'analytics.target',
    title: words('经营目标', 'Targets'),
    needs: 'analytics.read',
    group: 'analytics',
    order: -4,
    load: async () => (await import('./target-list.tsx')).TargetList,
  },
  {
    path: '/anomalies',
    title: words('经营异常', 'Unusual days'),
    needs: 'analytics.read',
    group: 'analytics',
    order: -3,
    load: async () => (await import('./anomaly-list.tsx')).AnomalyList,
  },
];
