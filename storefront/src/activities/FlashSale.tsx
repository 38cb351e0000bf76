import { taking } from '@huoshui/contracts/words/flash-sales';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { type Answer, api, shopNow } from '../api/index.ts';
import { useAsk } from '../messaging/ask.ts';
import { Button } from '../ui/Button.tsx';
import { Countdown } from '../ui/Countdown.tsx';
import { friendly } from '../ui/moment.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { Stepper } from '../ui/Stepper.tsx';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import { deviceKind } from '../wx/device.ts';
import s from './FlashSale.module.scss';
import { t } from './texts.ts';

export type FlashShown = NonNullable<Answer<'GET /api/shop/activities/:id'>['flash']>;
export type FlashSession = FlashShown['sessions'][number];
type Goods = FlashSession['goods'][number];

/** How often she sees anew what is left, while a session runs. Taste. */
const LOOK_MS = 4000;

type Props = { readonly id: string; readonly flash: FlashShown; readonly onDone: () => Promise<unknown> };

/** The sessions of a day, what each has, and what she may do: be reminded, take, pay. */
export function FlashSale({ id, flash, onDone }: Props) {
  const first = flash.sessions.find(({ state }) => state !== 'over') ?? flash.sessions.at(-1);
  const [chosen, setChosen] = useState<string | null>(null);
  const session = flash.sessions.find((one) => one.id === chosen) ?? first;
  const running = session?.state === 'running';
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void onDone(), LOOK_MS);
    return () => clearInterval(timer);
  }, [running, onDone]);
  if (session === undefined) return null;
  return (
    <>
      <View className={s.tabs}>
        {flash.sessions.map((one) => (
          <View
            key={one.id}
            className={`${s.tab} ${one.id === session.id ? s.on : ''}`}
            {...pressable(() => setChosen(one.id))}
          >
            <View className={s.clock}>{clockOf(one.startsAt)}</View>
            <View>{t(sessionSaid[one.state])}</View>
          </View>
        ))}
      </View>
      <View className={s.card}>
        <SessionHead session={session} onDone={onDone} />
        {session.goods.map((goods) => (
          <FlashGoods key={goods.skuId} id={id} session={session} goods={goods} most={flash.perOrder} onDone={onDone} />
        ))}
      </View>
    </>
  );
}

const sessionSaid = { before: 'flashBefore', running: 'flashRunning', over: 'flashOver' } as const;

/** The shop's own clock, Shanghai's, wherever the phone is. */
function clockOf(at: string): string {
  const shanghai = new Date(Date.parse(at) + 8 * 3_600_000).toISOString();
  return shanghai.slice(11, 16);
}

/** When it ends or begins by the clock; she is told before it does, if she asks. */
function SessionHead({ session, onDone }: { readonly session: FlashSession; readonly onDone: Props['onDone'] }) {
  const { ask } = useAsk('flash_sale');
  const remind = async () => {
    await ask();
    const told = await attempt(async () =>
      api('PUT /api/shop/flash-sessions/:id/reminder', { params: { id: session.id } }),
    );
    if (told !== null) toast(t('flashReminded'));
    await onDone();
  };
  if (session.state === 'over') return <View className={s.head}>{t('flashOverText')}</View>;
  if (session.state === 'running')
    return (
      <View className={s.head}>
        <View>
          {t('endsIn')} <Countdown to={session.endsAt} onEnd={() => void onDone()} />
        </View>
      </View>
    );
  return (
    <View className={s.head}>
      <View>
        {t('flashIn', { when: friendly(session.startsAt, shopNow()) })}{' '}
        <Countdown to={session.startsAt} onEnd={() => void onDone()} />
      </View>
      <Button size="small" kind="line" disabled={session.reminded} onClick={remind}>
        {t(session.reminded ? 'flashWillRemind' : 'flashRemind')}
      </Button>
    </View>
  );
}

type GoodsProps = {
  readonly id: string;
  readonly session: FlashSession;
  readonly goods: Goods;
  readonly most: number;
  readonly onDone: Props['onDone'];
};

export function FlashGoods({ id, session, goods, most, onDone }: GoodsProps) {
  const { productId, name, values, image, price, alone, total, left } = goods;
  const [quantity, setQuantity] = useState(1);
  const gone = total === 0 ? 100 : Math.floor(((total - left) / total) * 100);
  const can = goods.taking === 'can';
  return (
    <View className={s.goods}>
      <View {...pressable(() => go(`${pages.product}?id=${productId}`), { role: 'link', label: name })}>
        <Picture src={image} className={s.picture} />
      </View>
      <View className={s.about}>
        <View className={s.name}>{[name, ...values].join(' ')}</View>
        <View className={s.prices}>
          <Price fen={price} size="large" />
          <Price fen={alone} size="small" tone="soft" struck />
        </View>
        {session.state === 'running' && (
          <View className={s.progress}>
            <View className={s.bar}>
              <View className={s.done} style={{ width: `${gone}%` }} />
            </View>
            <View className={s.note}>{t('flashGone', { share: gone, n: left })}</View>
          </View>
        )}
        {session.state === 'before' && <View className={s.note}>{t('flashTotal', { n: total })}</View>}
        <View className={s.act}>
          {can && most > 1 && (
            <Stepper value={Math.min(quantity, left)} max={Math.min(most, left)} onChange={setQuantity} />
          )}
          <FlashAct id={id} session={session} goods={goods} quantity={Math.min(quantity, left)} onDone={onDone} />
        </View>
      </View>
    </View>
  );
}

type ActProps = Omit<GoodsProps, 'most'> & { readonly quantity: number };

/** Take, go and pay what is kept, or why not. */
function FlashAct({ id, session, goods: { skuId, productId, mayReturn, taking: now }, quantity, onDone }: ActProps) {
  const mine = session.takes.find((one) => one.skuId === skuId);
  const toCheckout = (units: number) =>
    go(`${pages.checkout}?product=${productId}&sku=${skuId}&quantity=${units}&play=${id}`);
  if (mine !== undefined)
    return (
      <View className={s.kept}>
        <View className={s.note}>
          {t('flashKept')} <Countdown to={mine.keepUntil} onEnd={() => void onDone()} />
        </View>
        <Button
          size="small"
          onClick={() => (mine.orderId === null ? toCheckout(mine.units) : go(`${pages.order}?id=${mine.orderId}`))}
        >
          {t('payFirst')}
        </Button>
      </View>
    );
  const take = async () => {
    const told = await attempt(async () =>
      api('POST /api/shop/activities/:id/takes', { params: { id }, query: deviceKind(), body: { skuId, quantity } }),
    );
    if (told?.take) toCheckout(told.take.units);
    else if (told) toast(say(taking[told.taking]));
    await onDone();
  };
  if (now === 'can')
    return (
      <Button size="small" onClick={take}>
        {t('flashTake')}
      </Button>
    );
  if (session.state === 'before') return null;
  return (
    <View className={s.kept}>
      {mayReturn && now === 'sold_out' && <View className={s.note}>{t('flashMayReturn')}</View>}
      <Button size="small" kind="soft" disabled>
        {say(taking[now])}
      </Button>
    </View>
  );
}
