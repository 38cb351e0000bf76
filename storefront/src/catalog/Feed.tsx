import { View } from '@tarojs/components';
import { t as ui } from '../ui/ui-texts.ts';
import s from './Feed.module.scss';
import { type Card, ProductCard } from './ProductCard.tsx';
import { t } from './texts.ts';

/** Two columns of products; says when there are no more. */
export function Feed({
  products,
  slot,
  ended,
}: {
  readonly products: readonly Card[];
  readonly slot: string;
  readonly ended: boolean;
}) {
  return (
    <View className={s.feed}>
      {products.map((product, at) => (
        <ProductCard key={product.id} product={product} slot={slot} position={at} />
      ))}
      <View className={s.end}>{ended ? t('end') : ui('loading')}</View>
    </View>
  );
}
