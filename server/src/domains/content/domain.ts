import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import { articleForm } from './article-form.ts';
import { contentErrors } from './errors.ts';
import { articleLiked } from './events.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { contentPicks } from './picks.ts';
import { adminRoutes } from './routes.admin.ts';
import { shopRoutes } from './routes.shop.ts';
import type { Goods } from './show-article.ts';

export { articlesShown } from './articles-shown.ts';

/** What the shop writes for people to read: articles and recipes, drafted beside what shoppers read; who liked which. `goods`: products as cards. */
export function content({ goods }: { readonly goods: Goods }): Domain {
  return {
    name: 'content',
    routes: [...adminRoutes, ...shopRoutes(goods)],
    listeners: [onMemberMerged],
    belongings: [
      rowsOfHers({
        name: 'likes',
        words: words('点赞的内容', 'Articles she likes'),
        table: 'content.liking',
        by: 'member_id',
      }),
    ],
    errors: contentErrors,
    forms: { 'content.article': articleForm },
    facts: [articleLiked],
    picks: contentPicks,
  };
}
