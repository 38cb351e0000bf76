import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { t as shares } from '../distribution/texts.ts';
import { sharedPath } from '../distribution/use-share.ts';
import { track } from '../track/index.ts';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { yuan } from '../ui/money.ts';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/texts.ts';
import { ShareButton } from '../wx/index.ts';
import { spokenTags } from './featured.ts';
import s from './ProductHead.module.scss';
import { leadSku, memberPrice, type Product } from './sku.ts';
import { t } from './texts.ts';

export type Offers = Answer<'GET /api/shop/products/:id/offers'>;

type Props = {
  readonly product: Product;
  readonly offers: Offers | null;
  /** Null while it is not known whether she keeps it. */
  readonly kept: boolean | null;
  readonly onKeep: (keep: boolean) => void;
  /** Of a distributor: what her link carries, and the hundredths of a percent that it earns. */
  readonly share: { readonly code: string; readonly rate: number } | null;
};

/** Price first, with what it becomes after coupons and why; then the name. */
export function ProductHead({ product, offers, kept, onKeep, share }: Props) {
  const sku = leadSku(product);
  const price = sku === null ? 0 : memberPrice(sku);
  const several = new Set(product.skus.map(memberPrice)).size > 1;
  const after = offers?.afterCoupon ?? null;
  const earns = Math.floor((Math.min(price, after ?? price) * (share?.rate ?? 0)) / 10_000);
  return (
    <View className={s.head}>
      <View className={s.prices}>
        <Price fen={price} size="huge" />
        {several && <View className={s.from}>{t('from')}</View>}
        {sku !== null && sku.memberPrice !== null && (
          <View className={s.tag}>
            <Tag tone="coral">{t('memberPrice')}</Tag>
          </View>
        )}
        {sku !== null && (sku.listPrice ?? sku.price) > price && (
          <Price fen={sku.listPrice ?? sku.price} size="small" tone="soft" struck className={s.was} />
        )}
        <View className={s.sold}>{product.sold > 0 ? t('sold', { n: product.sold }) : ''}</View>
      </View>
      {after !== null && after < price && (
        <View className={s.after}>
          <View className={s.chip}>{t('after', { amount: yuan(after) })}</View>
          <View className={s.why}>{offers && say(offers.explanation)}</View>
        </View>
      )}
      <View className={s.title}>
        <View className={s.name}>{product.name}</View>
        {kept !== null && (
          <View
            className={s.share}
            {...pressable(() => onKeep(!kept), { role: 'checkbox', label: t('keep'), on: kept })}
          >
            <Icon name={kept ? 'heart-full' : 'heart'} size={20} color={kept ? colors.coral : colors.ink2} />
            <View className={s.shareWord}>{kept ? t('kept') : t('keep')}</View>
          </View>
        )}
        <ShareButton
          className={s.share}
          shared={{
            title: product.name,
            path: sharedPath(`${pages.product}?id=${product.id}`, share?.code),
            imageUrl: product.images[0] ?? '',
          }}
          onShare={() => track('share', { productId: product.id, props: { target: 'product' } })}
        >
          <Icon name="share-2" size={20} color={colors.ink2} />
          <View className={s.shareWord}>{earns > 0 ? shares('earn', { sum: yuan(earns) }) : t('share')}</View>
        </ShareButton>
      </View>
      {product.subtitle !== '' && <View className={s.subtitle}>{product.subtitle}</View>}
      {spokenTags(product.tags).length > 0 && (
        <View className={s.tags}>
          {spokenTags(product.tags).map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </View>
      )}
    </View>
  );
}
