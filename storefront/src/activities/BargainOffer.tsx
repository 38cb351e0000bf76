import { View } from '@tarojs/components';
import { api, useLoad } from '../api/index.ts';
import { Exposure } from '../track/index.ts';
import { Button } from '../ui/Button.tsx';
import { lastDay } from '../ui/moment.ts';
import { go } from '../ui/navigate.ts';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { Tag } from '../ui/Tag.tsx';
import s from './TeamOffers.module.scss';
import { t } from './texts.ts';

/** On the page of a product: that friends can bring its price down; nothing where there is no bargain for her. */
export function BargainOffer({ productId }: { readonly productId: string }) {
  const { data } = useLoad(
    async () => api('GET /api/shop/products/:id/bargain', { params: { id: productId } }),
    [productId],
    { fresh: true },
  );
  const offer = data?.offer ?? null;
  if (offer === null) return null;
  const { activityId, activity, floor, list, endsAt } = offer;
  return (
    <Exposure slot="bargain" facts={{ productId, props: { activityId } }} className={s.card}>
      <View className={s.head}>
        <View>
          <View className={s.title}>
            <Tag tone="coral">{t('bargain')}</Tag> {activity}
          </View>
          <View className={s.prices}>
            <Price fen={floor} size="large" />
            <Price fen={list} size="small" tone="soft" struck />
          </View>
        </View>
        <Button size="small" onClick={() => go(`${pages.activity}?id=${activityId}`)}>
          {t('bargainGo')}
        </Button>
      </View>
      <View className={s.note}>{t('endsOn', { day: lastDay(endsAt) })}</View>
    </Exposure>
  );
}
