import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';

export const reviewsPages: readonly Page[] = [
  {
    path: '/reviews',
    title: words('评价', 'Reviews'),
    needs: 'reviews.read',
    group: 'catalog',
    load: async () => (await import('./review-list.tsx')).ReviewList,
  },
  {
    path: '/review-rule',
    title: words('评价规则', 'Rule of reviews'),
    needs: 'reviews.read',
    group: 'catalog',
    load: async () => (await import('./review-rule-form.tsx')).ReviewRuleForm,
  },
];
