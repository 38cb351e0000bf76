import type { AskMoment } from '@huoshui/contracts/words/messaging';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { type Answer, api, useLoad } from '../../api/index.ts';
import { PaymentGifts } from '../../coupons/PaymentGifts.tsx';
import { AskCard } from '../../messaging/AskCard.tsx';
import { Placements } from '../../placements/Placements.tsx';
import { Button } from '../../ui/Button.tsx';
import { colors } from '../../ui/colors.ts';
import { ErrorState } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { go, replace } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { Price } from '../../ui/Price.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { PickupPass } from '../PickupPass.tsx';
import { t } from '../texts.ts';
import { teamOf } from '../words.ts';
import s from './paid.module.scss';

/** WeChat's word comes to the server a moment after it came to the phone; the order is asked for until it is there. */
const tries = 6;
const pauseMs = 1_500;

export default function Paid() {
  const id = useRouter().params.id ?? '';
  const order = useLoad(async () => api('GET /api/shop/orders/:id', { params: { id } }), [id]);
  const [asked, setAsked] = useState(1);
  const waiting = order.data?.state === 'unpaid';
  const { reload } = order;
  useEffect(() => {
    if (!waiting || asked >= tries) return undefined;
    const timer = setTimeout(() => {
      setAsked(asked + 1);
      void reload();
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [waiting, asked, reload]);

  if (order.data === null) {
    return (
      <Page>
        {order.failure === null ? (
          <Skeleton shape="block" count={2} />
        ) : (
          <ErrorState failure={order.failure} onRetry={() => void reload()} />
        )}
      </Page>
    );
  }
  const team = teamOf(order.data);
  return (
    <Page>
      <View className={s.head}>
        <View className={`${s.disc} ${waiting ? s.wait : ''}`}>
          <Icon name={waiting ? 'clock' : 'check'} size={32} color={colors.white} weight={2.5} />
        </View>
        <View className={s.title}>{waiting ? t('confirming') : t('paidWell')}</View>
        <Price fen={waiting ? order.data.payable : order.data.paid} size="huge" tone="ink" />
        <View className={s.text}>
          {waiting
            ? asked < tries
              ? t('telling')
              : t('notTold')
            : team !== null
              ? t('teamPaid')
              : t(order.data.service === 'card' ? 'saysCard' : order.data.pickup === null ? 'begin' : 'beginStore')}
        </View>
        <View className={s.acts}>
          <Button kind="line" className={s.act} onClick={() => go(pages.home)}>
            {t('goOn')}
          </Button>
          {team !== null ? (
            <Button className={s.act} onClick={() => replace(`${pages.team}?id=${team}`)}>
              {t('inviteTeam')}
            </Button>
          ) : (
            <Button kind="brand" className={s.act} onClick={() => replace(`${pages.order}?id=${id}`)}>
              {t('seeOrder')}
            </Button>
          )}
        </View>
      </View>
      {order.data.pickup !== null && <PickupPass pickup={order.data.pickup} />}
      {!waiting && <PaymentGifts orderId={id} />}
      <AskCard moment={momentOf(order.data)} />
      {!waiting && <Placements page="paid" />}
    </Page>
  );
}

function momentOf({ service, pickup }: Answer<'GET /api/shop/orders/:id'>): AskMoment {
  if (service === 'card') return 'card_paid';
  return pickup === null ? 'order_paid' : 'pickup_paid';
}
