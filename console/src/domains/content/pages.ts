import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const contentPages: readonly Page[] = [
  {
    path: '/articles',
    title: words('文章与食谱', 'Articles and recipes'),
    needs: 'pages.read',
    group: 'pricing',
    load: async () => (await import('./article-list.tsx')).ArticleList,
  },
  {
    path: '/articles/new',
    title: words('写内容', 'New article'),
    needs: 'pages.write',
    load: async () => (await import('./article-form.tsx')).ArticleForm,
  },
  {
    path: '/articles/:id',
    title: words('文章与食谱', 'Article'),
    needs: 'pages.read',
    load: async () => (await import('./article-page.tsx')).ArticlePage,
  },
  {
    path: '/articles/:id/edit',
    title: words('修改内容', 'Edit an article'),
    needs: 'pages.write',
    load: async () => (await import('./article-form.tsx')).ArticleForm,
  },
];

export const contentPickers: Pickers = {
  article: picker(async () => (await import('./article-picker.tsx')).ArticlePicker),
  recipe: picker(async () => (await import('./article-picker.tsx')).RecipePicker),
};
