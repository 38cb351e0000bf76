import { shopperCouponState } from '@huoshui/contracts/words/coupons';
import { View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { api, shopNow, useLoad, usePages } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { chooseCategory } from '../../catalog/chosen-category.ts';
import { AskCard } from '../../messaging/AskCard.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { day, lastDay, timeLeft } from '../../ui/moment.ts';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { say } from '../../ui/texts.ts';
import { CouponCard } from '../CouponCard.tsx';
import { PayCoupons } from '../PayCoupons.tsx';
import { RedeemCode } from '../RedeemCode.tsx';
import { useSeenCoupons } from '../seen.ts';
import { takeCoupon, takeWords } from '../take.ts';
import { t } from '../texts.ts';
import type { Coupon, Takeable } from '../words.ts';
import s from './wallet.module.scss';

const tabs = ['available', 'used', 'expired'] as const;
type Tab = (typeof tabs)[number];

export default function Coupons() {
  const { params } = useRouter();
  const [tab, setTab] = useState<Tab>(tabs.find((one) => one === params.tab) ?? 'available');
  const list = usePages(
    async (cursor) => api('GET /api/shop/coupons', { query: { state: tab, cursor, limit: 20 } }),
    [tab],
  );
  const center = useLoad(async () => api('GET /api/shop/coupon-center', { query: {} }), []);
  // Where there is no store there is no counter.
  const places = useLoad(async () => api('GET /api/shop/stores', { query: { limit: 1 } }), []);
  const counters = (places.data?.items.length ?? 0) > 0;
  const ofWechat = useLoad(async () => api('GET /api/shop/pay-coupons', { query: {} }), []);
  const shown = { available: ['sending', 'available'], used: ['used'], expired: ['expired'] } as const;
  const payCoupons = (ofWechat.data?.items ?? []).filter(({ state }) => shown[tab].some((one) => one === state));
  const refresh = useRefresh(list, center, ofWechat);
  usePullDownRefresh(() => void refresh());
  // Once for each page of hers: which kinds of coupon stood on it. What is spent or over is seen no more.
  useSeenCoupons('wallet', tab === 'available' ? list.items.slice(-20).map(({ templateId }) => templateId) : []);
  const takeable = (center.data?.items ?? []).filter((one) => one.state === 'takeable');
  useSeenCoupons('center', tab === 'available' ? takeable.map(({ templateId }) => templateId) : []);

  return (
    <Page>
      <Tabs tabs={tabs.map((key) => ({ key, label: say(shopperCouponState[key]) }))} active={tab} onChange={setTab} />
      <View className={s.list}>
        {tab === 'available' && <RedeemCode onRedeemed={() => void refresh()} />}
        {list.failure !== null && list.items.length === 0 ? (
          <ErrorState failure={list.failure} onRetry={() => void list.reload()} />
        ) : !list.begun ? (
          <Skeleton shape="block" count={3} />
        ) : list.items.length === 0 && payCoupons.length > 0 ? null : list.items.length === 0 ? (
          <Empty
            icon="ticket-percent"
            title={tab === 'available' ? t('none') : t('nothing')}
            text={tab === 'available' ? t('noneHint') : ''}
          />
        ) : (
          list.items.map((coupon) => (
            <Mine
              key={coupon.id}
              coupon={coupon}
              counters={counters}
              inWechat={ofWechat.data?.inWechat.includes(coupon.id) ?? false}
            />
          ))
        )}
        <PayCoupons coupons={payCoupons} />
        {tab === 'available' && list.items.length > 0 && <AskCard moment="coupon_taken" className={s.ask} />}
        {tab === 'available' && takeable.length > 0 && (
          <>
            <View className={s.heading}>{t('more')}</View>
            {takeable.map((coupon) => (
              <Take key={coupon.templateId} coupon={coupon} onTaken={() => void refresh()} />
            ))}
          </>
        )}
      </View>
    </Page>
  );
}

type MineProps = {
  readonly coupon: Coupon;
  readonly counters: boolean;
  /** It lies in her WeChat as well. */
  readonly inWechat: boolean;
};

function Mine({ coupon, counters, inWechat }: MineProps) {
  const live = coupon.state === 'available';
  const now = shopNow();
  const { notNow } = coupon;
  const begun = Date.parse(coupon.validFrom) <= now.getTime();
  const left =
    live && begun
      ? t('until', { left: timeLeft(coupon.validTo, now), day: lastDay(coupon.validTo) })
      : `${day(coupon.validFrom)} – ${lastDay(coupon.validTo)}`;
  const notes = [...(notNow === null ? [] : [say(notNow)]), left, ...(inWechat ? [t('inWechat')] : [])];
  return (
    <CouponCard coupon={coupon} note={notes.join(' · ')} because={say(coupon.said)} spent={!live}>
      {live ? (
        <View className={s.acts}>
          <Button kind="line" size="small" onClick={() => spend(coupon)}>
            {notNow === null ? t('use') : t('early')}
          </Button>
          {counters && notNow === null && coupon.discount.kind !== 'free_shipping' && (
            <Button kind="line" size="small" onClick={() => go(`${pages.couponCode}?id=${coupon.id}`)}>
              {t('inStore')}
            </Button>
          )}
        </View>
      ) : (
        <View className={s.stamp}>{say(shopperCouponState[coupon.state])}</View>
      )}
    </CouponCard>
  );
}

/** A coupon for certain products opens the first, one for categories their shelf, any other the home page. */
function spend({ scope }: Coupon): void {
  const [first] = scope.kind === 'products' || scope.kind === 'categories' ? scope.ids : [];
  if (first === undefined) go(pages.home);
  else if (scope.kind === 'products') go(`${pages.product}?id=${first}`);
  else {
    chooseCategory(first);
    go(pages.category);
  }
}

function Take({ coupon, onTaken }: { readonly coupon: Takeable; readonly onTaken: () => void }) {
  return (
    <CouponCard coupon={coupon} note={say(coupon.validityWords)}>
      <Button
        size="small"
        onClick={async () => {
          if ((await takeCoupon(coupon, 'center')) !== null) onTaken();
        }}
      >
        {takeWords(coupon.state)}
      </Button>
    </CouponCard>
  );
}
