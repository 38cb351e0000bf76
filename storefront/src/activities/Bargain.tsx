import { bargainState } from '@huoshui/contracts/words/bargains';
import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { Countdown } from '../ui/Countdown.tsx';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import s from './Bargain.module.scss';
import { t } from './texts.ts';

type Shown = NonNullable<Answer<'GET /api/shop/activities/:id'>['bargain']>;
type Props = { readonly id: string; readonly bargain: Shown; readonly onDone: () => Promise<unknown> };

/** The goods, how far the price came down, and that she may have it at any moment. */
export function Bargain({ id, bargain, onDone }: Props) {
  const { productId, name, values, image, list, floor, mine, friend } = bargain;
  const shown = mine ?? friend;
  const price = shown?.price ?? list;
  const share = Math.round(((list - price) / Math.max(1, list - floor)) * 100);
  return (
    <View className={s.card}>
      <View className={s.goods}>
        <View {...pressable(() => go(`${pages.product}?id=${productId}`), { role: 'link', label: name })}>
          <Picture src={image} className={s.picture} />
        </View>
        <View className={s.about}>
          <View className={s.name}>{[name, ...values].join(' ')}</View>
          <View className={s.prices}>
            <Price fen={price} size="large" />
            {price < list && <Price fen={list} size="small" tone="soft" struck />}
          </View>
          <View className={s.note}>
            {t('bargainFloor')} <Price fen={floor} size="small" />
          </View>
        </View>
      </View>
      <View className={s.bar}>
        <View className={s.done} style={{ width: `${share}%` }} />
      </View>
      {shown === null ? (
        <View className={s.note}>{t('bargainHours', { n: bargain.hours })}</View>
      ) : (
        <View className={s.foot}>
          <View className={s.note}>
            {say(bargainState[shown.state])}
            {shown.state === 'open' && ` · ${t('bargainMore', { n: shown.more })}`}
            {(shown.state === 'open' || shown.state === 'floor') && (
              <>
                {' · '}
                {t('closesIn')} <Countdown to={shown.endsAt} onEnd={() => void onDone()} />
              </>
            )}
          </View>
          {mine !== null && <Buy id={id} bargain={bargain} mine={mine} />}
        </View>
      )}
    </View>
  );
}

type BuyProps = Omit<Props, 'onDone'> & { readonly mine: NonNullable<Shown['mine']> };

/** At its price now, or the order that has it. */
function Buy({ id, bargain: { productId, skuId, list }, mine }: BuyProps) {
  if (mine.orderId !== null)
    return (
      <Button
        size="small"
        kind={mine.state === 'ordered' ? 'primary' : 'soft'}
        onClick={() => go(`${pages.order}?id=${mine.orderId}`)}
      >
        {t(mine.state === 'ordered' ? 'payFirst' : 'myOrder')}
      </Button>
    );
  if (mine.state === 'over' || mine.price >= list) return null;
  return (
    <Button
      size="small"
      onClick={() => go(`${pages.checkout}?product=${productId}&sku=${skuId}&quantity=1&play=${id}`)}
    >
      {t('bargainBuy')}
    </Button>
  );
}
