import { Input, View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { type Answer, api, shopNow, uuid } from '../api/index.ts';
import { payOrder } from '../orders/pay.ts';
import { Button } from '../ui/Button.tsx';
import { friendly } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { replace } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { named } from '../ui/press.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { attempt } from '../ui/toast.ts';
import { storage } from '../wx/storage.ts';
import s from './leaders.module.scss';
import { t } from './texts.ts';
import type { Chosen } from './WaveGoods.tsx';

type Wave = Answer<'GET /api/shop/waves/:id'>;
type Leader = NonNullable<Wave['leader']>;
type Props = {
  readonly wave: Wave;
  readonly leader: Leader;
  readonly chosen: Chosen;
  readonly onClose: () => void;
  readonly onRefused: () => Promise<void>;
};

/** Whom the leader asks for, and the order: where and when it is fetched stands with the wave. */
export function WaveOrder({ wave, leader, chosen, onClose, onRefused }: Props) {
  const [contact, setContact] = useState<Contact>({ name: '', phone: '' });
  useEffect(() => {
    void storage.read('leaders.contact').then((kept) => setContact(contactOf(kept)));
  }, []);
  const key = useRef({ of: '', key: '' });
  const lines = wave.goods.flatMap(({ skuId }) => {
    const quantity = chosen[skuId] ?? 0;
    return quantity > 0 ? [{ skuId, quantity }] : [];
  });
  const sum = wave.goods.reduce((all, { skuId, price }) => all + price * (chosen[skuId] ?? 0), 0);
  const complete = contact.name.trim() !== '' && /^1\d{10}$/.test(contact.phone.trim());
  const submit = async () => {
    const play = { activity: wave.id, team: leader.id };
    const done = await attempt(async () => {
      const quote = await api('POST /api/shop/quote', { body: { lines, play, collects: true } });
      const body = {
        ...{ lines, play, offers: [], note: '', expectedPayable: quote.payable },
        pickup: {
          ...{ storeId: leader.point?.id ?? '', from: wave.pickupFrom },
          ...{ name: contact.name.trim(), phone: contact.phone.trim() },
        },
      };
      const of = JSON.stringify(body);
      if (key.current.of !== of) key.current = { of, key: uuid() };
      return api('POST /api/shop/orders', { body }, { key: key.current.key });
    });
    if (done === null) return onRefused();
    await storage.write('leaders.contact', contact);
    const paid = await payOrder(done.id);
    replace(paid === 'paid' ? `${pages.paid}?id=${done.id}` : `${pages.order}?id=${done.id}`);
  };
  return (
    <Sheet open title={t('orderTitle')} onClose={onClose}>
      <View className={s.sheet}>
        <View className={s.rule}>{`${t('point')} · ${leader.point?.name ?? ''} ${leader.point?.address ?? ''}`}</View>
        <View className={s.rule}>{t('fetch', { when: friendly(wave.pickupFrom, shopNow()) })}</View>
        <Input
          className={s.input}
          value={contact.name}
          maxlength={20}
          placeholder={t('yourName')}
          {...named(t('yourName'))}
          onInput={(event) => setContact({ ...contact, name: event.detail.value })}
        />
        <Input
          className={s.input}
          type="number"
          value={contact.phone}
          maxlength={11}
          placeholder={t('yourPhone')}
          {...named(t('yourPhone'))}
          onInput={(event) => setContact({ ...contact, phone: event.detail.value })}
        />
        <View className={s.buttons}>
          <Button size="wide" disabled={!complete} onClick={submit}>
            {t('pay', { sum: yuan(sum) })}
          </Button>
        </View>
      </View>
    </Sheet>
  );
}

type Contact = { readonly name: string; readonly phone: string };

/** As it was kept on this phone. */
function contactOf(kept: unknown): Contact {
  if (typeof kept !== 'object' || kept === null) return { name: '', phone: '' };
  return { name: String(Reflect.get(kept, 'name') ?? ''), phone: String(Reflect.get(kept, 'phone') ?? '') };
}
