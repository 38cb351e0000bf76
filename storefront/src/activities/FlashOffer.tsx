import { View } from '@tarojs/components';
import { api, shopNow, useLoad } from '../api/index.ts';
import { Exposure } from '../track/index.ts';
import { Button } from '../ui/Button.tsx';
import { Countdown } from '../ui/Countdown.tsx';
import { friendly } from '../ui/moment.ts';
import { go } from '../ui/navigate.ts';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { Tag } from '../ui/Tag.tsx';
import s from './TeamOffers.module.scss';
import { t } from './texts.ts';

/** On the page of a product: the session of a flash sale that has it now, or next; nothing where there is none for her. */
export function FlashOffer({ productId }: { readonly productId: string }) {
  const { data, reload } = useLoad(
    async () => api('GET /api/shop/products/:id/flash-sale', { params: { id: productId } }),
    [productId],
    { fresh: true },
  );
  const offer = data?.offer ?? null;
  const low = offer?.session.goods.reduce((one, other) => (other.price < one.price ? other : one));
  if (offer === null || low === undefined) return null;
  const { activityId, name, session } = offer;
  const running = session.state === 'running';
  const left = session.goods.reduce((sum, one) => sum + one.left, 0);
  return (
    <Exposure slot="flash_sale" facts={{ productId, props: { activityId } }} className={s.card}>
      <View className={s.head}>
        <View>
          <View className={s.title}>
            <Tag tone="coral">{t('flash')}</Tag> {name}
          </View>
          <View className={s.prices}>
            <Price fen={low.price} size="large" />
            <Price fen={low.alone} size="small" tone="soft" struck />
          </View>
        </View>
        <Button
          size="small"
          kind={running && left > 0 ? 'primary' : 'soft'}
          onClick={() => go(`${pages.activity}?id=${activityId}`)}
        >
          {t(running ? (left > 0 ? 'flashGo' : 'flashSoldOut') : 'look')}
        </Button>
      </View>
      <View className={s.note}>
        {running ? t('flashLeft', { n: left }) : t('flashIn', { when: friendly(session.startsAt, shopNow()) })}{' '}
        <Countdown to={running ? session.endsAt : session.startsAt} onEnd={() => void reload()} />
      </View>
    </Exposure>
  );
}
