import { Swiper, SwiperItem, View } from '@tarojs/components';
import type { Card } from '../catalog/ProductCard.tsx';
import { useTrack } from '../track/index.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import s from './Hero.module.scss';
import { t } from './texts.ts';

/** Today's picks, one large card at a time. Nothing picked, nothing shown. */
export function Hero({ products }: { readonly products: readonly Card[] }) {
  const track = useTrack();
  if (products.length === 0) return null;
  return (
    <Swiper
      className={s.hero}
      circular
      autoplay={products.length > 1}
      interval={5000}
      indicatorDots={products.length > 1}
      indicatorColor="rgba(10,109,112,0.2)"
      indicatorActiveColor="#0a6d70"
    >
      {products.map((product, at) => (
        <SwiperItem key={product.id}>
          <View
            className={`${s.card} ${s[`ground${at % 4}`]}`}
            {...pressable(() => open(track, product, at), { role: 'link', label: product.name })}
          >
            <View className={s.words}>
              <View className={s.kicker}>{t('picked')}</View>
              <View className={s.name}>{product.name}</View>
              <View className={s.subtitle}>{product.subtitle}</View>
              <View className={s.prices}>
                <Price fen={product.memberPrice ?? product.price} size="large" />
                <View className={s.go}>{t('look')}</View>
              </View>
            </View>
            <Picture src={product.image} className={s.picture} wide={148} eager />
          </View>
        </SwiperItem>
      ))}
    </Swiper>
  );
}

function open(track: ReturnType<typeof useTrack>, product: Card, position: number): void {
  track('click', {
    productId: product.id,
    categoryId: product.categoryId,
    props: { slot: 'home_hero', position, target: 'product' },
  });
  go(`${pages.product}?id=${product.id}`);
}
