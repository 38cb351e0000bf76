import { View } from '@tarojs/components';
import { api, useLoad } from '../api/index.ts';
import { ArticleRows } from '../pages/Articles.tsx';
import { Heading } from '../pages/Heading.tsx';
import { t } from './texts.ts';

/** Recipes that cook a product; nothing where there are none. */
export function Cooked({ productId }: { readonly productId: string }) {
  const load = useLoad(
    async () => api('GET /api/shop/articles', { query: { kind: 'recipe', product: productId, limit: 3 } }),
    [productId],
  );
  const items = load.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <View>
      <Heading text={t('cookWith')} />
      <ArticleRows items={items} slot="product_recipes" />
    </View>
  );
}
