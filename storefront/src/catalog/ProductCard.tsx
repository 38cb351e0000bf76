import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { addToCart } from '../cart/cart.ts';
import { Exposure, useTrack } from '../track/index.ts';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { yuan } from '../ui/money.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/texts.ts';
import { useCardOffers } from './card-offers.ts';
import { spokenTags } from './featured.ts';
import s from './ProductCard.module.scss';
import { t } from './texts.ts';

export type Card = Answer<'GET /api/shop/products'>['items'][number];

type Props = {
  readonly product: Card;
  /** Where the card stands: `home_feed`, `search`. */
  readonly slot: string;
  readonly shape?: 'tile' | 'row' | 'mini';
  /** Its place in the list, for the reports. */
  readonly position?: number;
  /** Why it stands here. */
  readonly note?: string;
};

/** A product: a tile of the two-column feed, a row of a list, or a mini of a sideways strip. */
export function ProductCard({ product, slot, shape = 'tile', position = 0, note }: Props) {
  const facts = { productId: product.id, categoryId: product.categoryId, props: { slot, position } };
  const track = useTrack();
  const open = () => {
    track('click', { ...facts, props: { ...facts.props, target: 'product' } });
    go(`${pages.product}?id=${product.id}`);
  };
  const offers = useCardOffers([product.id]).of(product.id);
  // What checkout asks for one, with what runs for it; until that is known, what stands in the catalogue.
  const price = offers?.price ?? product.memberPrice ?? product.price;
  const after = offers?.afterCoupon ?? null;
  const badges = offers?.badges ?? [];
  return (
    <Exposure slot={slot} facts={facts} className={s[`${shape}Wrap`]}>
      <View className={s[shape]} {...pressable(open, { role: 'link', label: product.name })}>
        <View className={s.photo}>
          <Picture src={product.image} className={s.picture} wide={shape === 'tile' ? 170 : 110} />
          {product.soldOut && <View className={s.gone}>{t('soldOut')}</View>}
        </View>
        <View className={s.words}>
          <View className={s.name}>{product.name}</View>
          {note !== undefined && <View className={s.note}>{note}</View>}
          {shape !== 'mini' && <View className={s.subtitle}>{product.subtitle}</View>}
          {shape !== 'mini' && (
            <View className={s.tags}>
              {after !== null && after < price && <Tag tone="coral">{t('after', { amount: yuan(after) })}</Tag>}
              {badges.map((badge) => (
                <Tag key={say(badge)} tone="coral">
                  {say(badge)}
                </Tag>
              ))}
              {product.memberPrice !== null && <Tag tone="coral">{t('memberPrice')}</Tag>}
              {spokenTags(product.tags)
                .slice(0, badges.length > 0 || after !== null ? 0 : 2)
                .map((tag) => (
                  <Tag key={tag}>{tag}</Tag>
                ))}
            </View>
          )}
          <View className={s.buy}>
            <View className={s.prices}>
              <Price fen={price} />
              {product.listPrice !== null && product.listPrice > price && (
                <Price fen={product.listPrice} size="small" tone="soft" struck className={s.was} />
              )}
            </View>
            <Add product={product} onChoose={open} />
          </View>
        </View>
      </View>
    </Exposure>
  );
}

/** Adds at once where there is nothing to choose; else the product page opens to choose. */
function Add({ product, onChoose }: { readonly product: Card; readonly onChoose: () => void }) {
  const { skuId, soldOut } = product;
  const add = () => {
    if (soldOut || skuId === null) onChoose();
    else void addToCart(skuId, 1, product.id);
  };
  return (
    <View className={s.tap} {...pressable(add, { label: t('toCart') })}>
      <View className={`${s.plus} ${soldOut ? s.off : ''}`}>
        <Icon name="plus" size={16} color={colors.white} weight={2.5} />
      </View>
    </View>
  );
}
