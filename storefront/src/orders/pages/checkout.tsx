import { Textarea, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { ApiFailure, api, sayFailure, useLoad, uuid } from '../../api/index.ts';
import { loadBasket } from '../../cart/basket.ts';
import { BasketCoupons } from '../../coupons/BasketCoupons.tsx';
import { AddressCard } from '../../members/AddressCard.tsx';
import { useChosenAddress } from '../../members/chosen-address.ts';
import { BringCard } from '../../stores/BringCard.tsx';
import { PickupCard } from '../../stores/PickupCard.tsx';
import { useOwnDelivery } from '../../stores/use-own-delivery.ts';
import { usePickup } from '../../stores/use-pickup.ts';
import { track } from '../../track/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { yuan } from '../../ui/money.ts';
import { go, replace } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { Price } from '../../ui/Price.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { confirm, tell, toast } from '../../ui/toast.ts';
import { t as ui } from '../../ui/ui-texts.ts';
import { CardHint } from '../CardHint.tsx';
import { CouponPicker } from '../CouponPicker.tsx';
import { GiftList } from '../GiftList.tsx';
import { LineList } from '../LineList.tsx';
import { PointsPicker } from '../PointsPicker.tsx';
import { payOrder } from '../pay.ts';
import { type OfferRef, QuoteRows } from '../QuoteRows.tsx';
import { t } from '../texts.ts';
import s from './checkout.module.scss';

type Way = 'sent' | 'brought' | 'collects';

export default function Checkout() {
  const { params } = useRouter();
  const basket = useLoad(async () => loadBasket(params), []);
  const address = useChosenAddress();
  /** undefined: the best offers; else hers. */
  const [chosen, setChosen] = useState<readonly OfferRef[] | undefined>(undefined);
  /** How many points she pays with. */
  const [points, setPoints] = useState(0);
  const [note, setNote] = useState('');
  const lines = (basket.data?.lines ?? []).map(({ skuId, quantity }) => ({ skuId, quantity }));
  const [way, setWay] = useState<Way>('sent');
  const collects = way === 'collects';
  const brought = way === 'brought';
  const pickup = usePickup(collects, address.chosen, basket.data?.lines ?? []);
  const someStore = useLoad(async () => api('GET /api/shop/stores', { query: { pickup: true, limit: 1 } }), []);
  const addressId = collects ? undefined : address.chosen?.id;
  const delivery = useOwnDelivery(address.chosen?.id);
  // Together with others: in a team, or as the first of a new one.
  const play =
    params.play === undefined ? {} : { play: { activity: params.play, ...(params.team ? { team: params.team } : {}) } };
  const asked = JSON.stringify({ lines, chosen, points, addressId, way, play });
  const quote = useLoad(
    async () =>
      lines.length === 0
        ? null
        : api('POST /api/shop/quote', {
            body: {
              lines,
              points,
              ...play,
              ...(chosen === undefined ? {} : { offers: [...chosen] }),
              ...(addressId === undefined ? {} : { addressId }),
              ...(collects ? { collects } : {}),
              ...(brought ? { brought } : {}),
            },
          }),
    [asked],
  );
  // One order per content: a second tap or a lost answer repeats the same order, a changed one is a new one.
  const key = useRef({ of: '', key: '' });

  useEffect(() => {
    if (basket.data !== null && basket.data.lines.length > 0) {
      track('checkout', {
        value: basket.data.lines.reduce((sum, line) => sum + line.price * line.quantity, 0),
        props: { lines: basket.data.lines.length },
      });
    }
  }, [basket.data]);

  if (basket.data === null) {
    return (
      <Page>
        {basket.failure === null ? (
          <Skeleton />
        ) : (
          <ErrorState failure={basket.failure} onRetry={() => void basket.reload()} />
        )}
      </Page>
    );
  }
  if (basket.data.lines.length === 0) {
    return (
      <Page>
        <Empty
          icon="shopping-cart"
          title={t('basketEmpty')}
          text={t('basketEmptyHint')}
          action={{ label: t('toCart'), onClick: () => go(pages.cart) }}
        />
      </Page>
    );
  }

  const undeliverable = quote.data?.delivery.undeliverable ?? [];
  const onlyAtStores = quote.data?.delivery.onlyAtStores ?? [];
  const short = quote.data?.delivery.short ?? null;
  const namesOf = (skuIds: readonly string[]) =>
    (basket.data?.lines ?? [])
      .filter(({ skuId }) => skuIds.includes(skuId))
      .map(({ name }) => name)
      .join(t('listed'));
  const ways: { readonly key: Way; readonly label: string }[] = [
    { key: 'sent', label: t('waySent') },
    ...(delivery.anywhere && params.play === undefined ? [{ key: 'brought' as const, label: t('wayBrought') }] : []),
    ...((someStore.data?.items.length ?? 0) > 0 && params.play === undefined
      ? [{ key: 'collects' as const, label: t('wayCollect') }]
      : []),
  ];
  const needs = collects
    ? pickup.missing
    : address.chosen === null
      ? t('needAddress')
      : brought
        ? delivery.missing
        : null;
  const submit = async (withoutGifts = false): Promise<void> => {
    if (collects && pickup.missing !== null) {
      toast(pickup.missing);
      return;
    }
    if (!collects && address.chosen === null) {
      go(`${pages.address}?from=checkout`);
      return;
    }
    if (brought && delivery.missing !== null) {
      toast(delivery.missing);
      return;
    }
    const slot = brought && delivery.slot !== null ? { slot: { from: delivery.slot.from } } : {};
    const goal = collects ? { pickup: pickup.ask ?? undefined } : { addressId: address.chosen?.id, ...slot };
    if (quote.data === null) return;
    const body = {
      lines,
      offers: quote.data.chosen,
      ...(quote.data.points === null ? {} : { points: quote.data.points.used }),
      ...goal,
      ...play,
      note: note.trim(),
      expectedPayable: quote.data.payable,
      fromCart: basket.data?.fromCart ?? false,
      ...(withoutGifts ? { withoutGifts } : {}),
    };
    const of = JSON.stringify(body);
    if (key.current.of !== of) key.current = { of, key: uuid() };
    track('checkout_submit', { value: body.expectedPayable, props: { coupons: body.offers.length } });
    try {
      const order = await api('POST /api/shop/orders', { body }, { key: key.current.key });
      const paid = await payOrder(order.id);
      replace(paid === 'paid' ? `${pages.paid}?id=${order.id}` : `${pages.order}?id=${order.id}`);
    } catch (failure) {
      if (failure instanceof ApiFailure && failure.code === 'orders.gift_gone') {
        await quote.reload();
        if (await confirm(t('giftGoneTitle'), sayFailure(failure), t('giftGoneAnyway'))) return submit(true);
        return;
      }
      if (failure instanceof ApiFailure && params.team !== undefined && failure.code.startsWith('activities.team_')) {
        if (await confirm(t('teamGoneTitle'), sayFailure(failure), t('beginOwn')))
          replace(`${pages.product}?id=${params.product}`);
        return;
      }
      await explain(failure);
      await Promise.all([
        basket.reload(),
        quote.reload(),
        ...(collects ? [pickup.reload()] : []),
        ...(brought ? [delivery.reload()] : []),
      ]);
    }
  };

  return (
    <Page
      bar={
        <View className={s.bar}>
          <View className={s.sum}>
            <Price fen={quote.data?.payable ?? 0} size="large" />
            {quote.data !== null && quote.data.discountAmount > 0 && (
              <View className={s.saved}>{ui('saved', { amount: yuan(quote.data.discountAmount) })}</View>
            )}
          </View>
          <Button
            className={s.submit}
            disabled={
              quote.data === null ||
              quote.loading ||
              undeliverable.length + onlyAtStores.length > 0 ||
              short !== null ||
              basket.data.over !== null
            }
            onClick={async () => submit()}
          >
            {needs ?? t('submit')}
          </Button>
        </View>
      }
    >
      {ways.length > 1 && (
        <View className={s.ways}>
          <Tabs tabs={ways} active={way} onChange={setWay} />
        </View>
      )}
      {collects ? (
        <PickupCard
          store={pickup.store}
          slot={pickup.slot}
          contact={pickup.contact}
          lines={pickup.lines}
          lacks={pickup.lacks}
          onSlot={pickup.setFrom}
          onContact={pickup.setContact}
        />
      ) : (
        <AddressCard address={address.chosen} loading={address.loading} />
      )}
      {brought && address.chosen !== null && (
        <BringCard area={delivery.area} slot={delivery.slot} onSlot={delivery.setFrom} />
      )}
      {short !== null && (
        <View className={s.refused}>{t('belowLeast', { least: yuan(short.least), missing: yuan(short.missing) })}</View>
      )}
      {basket.data.over !== null && <View className={s.over}>{basket.data.over}</View>}
      {undeliverable.length > 0 && !brought && (
        <View className={s.refused}>
          {t(collects ? 'uncollectable' : 'undeliverable', {
            to: quote.data?.delivery.to ?? '',
            names: namesOf(undeliverable),
          })}
        </View>
      )}
      {onlyAtStores.length > 0 && (
        <View className={s.refused}>{t('onlyAtStores', { names: namesOf(onlyAtStores) })}</View>
      )}
      <LineList lines={basket.data.lines} />
      {quote.data !== null && <GiftList quote={quote.data} />}
      <View className={s.card}>
        {params.play === undefined && <BasketCoupons lines={lines} onTaken={() => void quote.reload()} />}
        {params.play === undefined && quote.data !== null && (
          <CouponPicker quote={quote.data} chosen={chosen} onChoose={setChosen} />
        )}
        {quote.data?.points != null && quote.data.points.has > 0 && (
          <PointsPicker points={quote.data.points} onChoose={setPoints} />
        )}
        <View className={s.noteRow}>
          <View className={s.noteLabel}>{t('note')}</View>
          <Textarea
            className={s.note}
            value={note}
            maxlength={100}
            autoHeight
            placeholder={t('noteHint')}
            onInput={(event) => setNote(event.detail.value)}
          />
        </View>
      </View>
      <View className={s.card}>
        {quote.data !== null ? (
          <>
            <QuoteRows quote={quote.data} />
            {!collects && <CardHint quote={quote.data} />}
          </>
        ) : quote.failure === null ? (
          <Skeleton shape="block" count={1} />
        ) : (
          <ErrorState failure={quote.failure} onRetry={() => void quote.reload()} />
        )}
      </View>
    </Page>
  );
}

/** Sold out or a price that changed is worth more than a toast: she has to see it before she goes on. */
async function explain(failure: unknown): Promise<void> {
  if (failure instanceof ApiFailure && failure.code === 'orders.price_changed') {
    await tell(t('priceChanged'), t('priceChangedText'));
    return;
  }
  toast(sayFailure(failure));
}
