import { ScrollView, View } from '@tarojs/components';
import { api, type Input, useLoad } from '../api/index.ts';
import { ProductCard } from '../catalog/ProductCard.tsx';
import { quietly } from '../placements/showing.ts';
import { say } from '../ui/texts.ts';
import s from './Recommended.module.scss';
import { t } from './texts.ts';

type Query = Input<'GET /api/shop/recommendations'>['query'];

type Props = {
  readonly slot: Query['slot'];
  /** Of a product page: what it shows. */
  readonly product?: string;
  /** Of the cart: the products in it. */
  readonly cart?: readonly string[];
};

/** A strip of goods chosen for her, each with why it is there. Nothing where nothing is, or no network: she came for the page. */
export function Recommended({ slot, product, cart = [] }: Props) {
  const ids = [...new Set(cart)].join(',');
  const query = { slot, ...(product ? { product } : {}), ...(ids === '' ? {} : { cart: ids }) };
  const { data } = useLoad(
    async () => quietly(async () => api('GET /api/shop/recommendations', { query })),
    [slot, product, ids],
    { fresh: true },
  );
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <View>
      <View className={s.heading}>{t(slot)}</View>
      <ScrollView scrollX className={s.strip} enhanced showScrollbar={false}>
        <View className={s.row}>
          {items.map((item, at) => (
            <ProductCard
              key={item.id}
              product={item}
              slot={`rec_${slot}`}
              shape="mini"
              position={at}
              note={say(item.reason)}
            />
          ))}
        </View>
      </ScrollView>
    </View>
  );
}
