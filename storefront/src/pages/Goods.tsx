import { ScrollView, View } from '@tarojs/components';
import { Turn } from '../activities/Activities.tsx';
import { api, usePages } from '../api/index.ts';
import { Feed } from '../catalog/Feed.tsx';
import { ProductCard } from '../catalog/ProductCard.tsx';
import { useTrack } from '../track/index.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import s from './Blocks.module.scss';
import { Heading } from './Heading.tsx';
import { t } from './texts.ts';
import type { Content } from './use-shop-page.ts';

const spoken = ['guess', 'next', 'together', 'sold', 'heroes'] as const;
const engine = ['guess', 'next', 'together'];

/** Goods of a block; what the engine chose says why it is there. */
export function ProductsBlock({ content: { title, shape, source, items } }: { readonly content: Content<'products'> }) {
  const known = spoken.find((one) => one === source);
  // Reports knew these places before there were pages.
  const slot = engine.includes(source) ? `rec_${source}` : source === 'sold' ? 'home_sellers' : 'page_products';
  const cards = items.map((item, at) => (
    <ProductCard
      key={item.id}
      product={item}
      slot={slot}
      shape={shape === 'strip' ? 'mini' : shape === 'list' ? 'row' : 'tile'}
      position={at}
      {...(item.reason === null ? {} : { note: say(item.reason) })}
    />
  ));
  return (
    <View>
      <Heading text={title !== '' ? title : known === undefined ? '' : t(known)} />
      {shape === 'strip' ? (
        <ScrollView scrollX className={s.strip} enhanced showScrollbar={false}>
          <View className={s.row}>{cards}</View>
        </ScrollView>
      ) : (
        <View className={shape === 'grid' ? s.columns : s.rows}>{cards}</View>
      )}
    </View>
  );
}

export function FeedBlock({ content }: { readonly content: Content<'feed'> }) {
  const { title, categoryId, items, nextCursor } = content;
  const list = usePages(
    async (cursor) =>
      api('GET /api/shop/products', {
        query: { cursor, limit: 20, ...(categoryId === null ? {} : { categoryId }) },
      }),
    [content],
    { items, nextCursor },
  );
  return (
    <View>
      <Heading text={title === '' ? t('feed') : title} />
      <Feed products={list.items} slot="home_feed" ended={list.ended} />
    </View>
  );
}

/** Each thing with why it is there, as somebody would say it who knows her. */
export function PersonalBlock({ content: { title, text, items } }: { readonly content: Content<'personal'> }) {
  return (
    <View className={s.personal}>
      <View className={s.personalTitle}>{title}</View>
      {text !== '' && <View className={s.personalText}>{text}</View>}
      <View className={s.rows}>
        {items.map((item, at) => (
          <ProductCard
            key={item.id}
            product={item}
            slot="page_personal"
            shape="row"
            position={at}
            {...(item.reason === null ? {} : { note: say(item.reason) })}
          />
        ))}
      </View>
    </View>
  );
}

type PlayProps = { readonly content: Content<'flash_sale'> | Content<'group_buy'>; readonly onTurn: () => void };

/** Goods of an activity: what they cost in it, and alone. */
export function PlayGoods({ content: { kind, title, activity, goods }, onTurn }: PlayProps) {
  const track = useTrack();
  const open = (productId: string) => {
    track('click', { productId, props: { slot: `page_${kind}`, activityId: activity.id, target: 'product' } });
    go(kind === 'flash_sale' ? `${pages.activity}?id=${activity.id}` : `${pages.product}?id=${productId}`);
  };
  return (
    <View className={s.play}>
      <Heading text={title === '' ? activity.name : title}>
        {activity.turn !== null && <Turn turn={activity.turn} onTurn={onTurn} />}
      </Heading>
      <ScrollView scrollX className={s.strip} enhanced showScrollbar={false}>
        <View className={s.row}>
          {goods.map(({ productId, name, image, price, alone }) => (
            <View
              key={productId}
              className={s.good}
              {...pressable(() => open(productId), { role: 'link', label: name })}
            >
              <Picture src={image} className={s.goodPicture} wide={110} />
              <View className={s.goodName}>{name}</View>
              <Price fen={price} />
              <View className={s.alone}>
                {kind === 'group_buy' && t('alone')} <Price fen={alone} size="small" tone="soft" struck />
              </View>
            </View>
          ))}
        </View>
      </ScrollView>
    </View>
  );
}
