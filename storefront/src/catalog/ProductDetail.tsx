import { View } from '@tarojs/components';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { WidePicture } from '../ui/Picture.tsx';
import s from './ProductDetail.module.scss';
import type { Product } from './sku.ts';
import { t } from './texts.ts';

/** The story of the product, then how to keep and cook it. */
export function ProductDetail({ product }: { readonly product: Product }) {
  return (
    <>
      {(product.detail.length > 0 || product.detailImages.length > 0) && (
        <View className={s.card}>
          <View className={s.heading}>{t('detail')}</View>
          {product.detail.map((paragraph) => (
            <View key={paragraph} className={s.paragraph}>
              {paragraph}
            </View>
          ))}
          {product.detailImages.length > 0 && (
            <View className={s.pictures}>
              {product.detailImages.map((src, n) => (
                <WidePicture key={src} src={src} words={t('detailPicture', { n: n + 1 })} />
              ))}
            </View>
          )}
        </View>
      )}
      {product.care !== '' && (
        <View className={s.card}>
          <View className={s.heading}>
            <Icon name="refrigerator" size={18} color={colors.teal} className={s.icon} />
            {t('care')}
          </View>
          <View className={s.care}>{product.care}</View>
        </View>
      )}
    </>
  );
}
