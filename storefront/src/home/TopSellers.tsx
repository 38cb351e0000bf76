import { ScrollView, View } from '@tarojs/components';
import { type Card, ProductCard } from '../catalog/ProductCard.tsx';
import s from './TopSellers.module.scss';
import { t } from './texts.ts';

/** What others buy most; only what really sold is in it. */
export function TopSellers({ products }: { readonly products: readonly Card[] }) {
  const sold = products.filter((product) => product.sold > 0 && !product.soldOut);
  if (sold.length < 3) return null;
  return (
    <View>
      <View className={s.heading}>{t('sellers')}</View>
      <ScrollView scrollX className={s.strip} enhanced showScrollbar={false}>
        <View className={s.row}>
          {sold.map((product, at) => (
            <ProductCard key={product.id} product={product} slot="home_sellers" shape="mini" position={at} />
          ))}
        </View>
      </ScrollView>
    </View>
  );
}
