import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const recommendationsPages: readonly Page[] = [
  {
    path: '/recommendations',
    title: words('商品推荐', 'Recommendations'),
    needs: 'placements.read',
    group: 'pricing',
    load: async () => (await import('./recommendations-page.tsx')).RecommendationsPage,
  },
  {
    path: '/heroes',
    title: words('高复购爆品', 'Hero products'),
    needs: 'placements.read',
    group: 'pricing',
    load: async () => (await import('./heroes-page.tsx')).HeroesPage,
  },
  {
    path: '/hero-rules',
    title: words('爆品规则', 'Rules of heroes'),
    needs: 'placements.write',
    load: async () => (await import('./hero-rules-page.tsx')).HeroRulesPage,
  },
  {
    path: '/recommendation-rules',
    title: words('推荐规则', 'Rules of recommendations'),
    needs: 'placements.write',
    group: 'pricing',
    load: async () => (await import('./rules-page.tsx')).RulesPage,
  },
];
