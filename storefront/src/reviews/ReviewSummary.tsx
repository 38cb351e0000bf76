import { View } from '@tarojs/components';
import { api, useLoad } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { ReviewCard } from './ReviewCard.tsx';
import s from './ReviewSummary.module.scss';
import { t } from './texts.ts';

/** On the page of a product: what buyers give it, and the two latest. Nothing where nobody has written. */
export function ReviewSummary({ productId }: { readonly productId: string }) {
  const { data } = useLoad(
    async () => api('GET /api/shop/products/:id/reviews', { params: { id: productId }, query: { limit: 2 } }),
    [productId],
    { fresh: true },
  );
  if (data === null || data.summary.tenths === null) return null;
  const open = () => go(`${pages.reviews}?product=${productId}`);
  return (
    <View className={s.part}>
      <Cell label={t('count', { n: data.summary.count })} strong onClick={open}>
        <View className={s.average}>{t('average', { average: (data.summary.tenths / 10).toFixed(1) })}</View>
      </Cell>
      {data.items.map((review) => (
        <ReviewCard key={review.id} title={review.author ?? t('nobody')} review={review} />
      ))}
    </View>
  );
}
