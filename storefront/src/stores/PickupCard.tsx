import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import type { Answer } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { named } from '../ui/press.ts';
import s from './PickupCard.module.scss';
import { SlotSheet, slotWords } from './SlotSheet.tsx';
import { t } from './texts.ts';
import type { Contact } from './use-pickup.ts';

type Store = Answer<'GET /api/shop/stores/:id'>;
type Slot = Store['slots'][number];
type Props = {
  readonly store: Store | null;
  readonly slot: Slot | null;
  readonly contact: Contact;
  /** What she wants to collect, as the list of stores is asked. */
  readonly lines: string;
  readonly lacks: readonly { readonly skuId: string; readonly name: string; readonly available: number }[];
  readonly onSlot: (from: string) => void;
  readonly onContact: (contact: Contact) => void;
};

/** Where and when she fetches it, and whom the shop asks for. */
export function PickupCard({ store, slot, contact, lines, lacks, onSlot, onContact }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <View className={s.card}>
      <Cell
        icon="map-pin"
        strong
        label={store === null ? t('pickStore') : store.name}
        onClick={() => go(`${pages.stores}?choose=1&lines=${encodeURIComponent(lines)}`)}
      />
      {store !== null && <View className={s.address}>{store.address}</View>}
      {lacks.map(({ skuId, name, available }) => (
        <View key={skuId} className={s.none}>
          {available > 0 ? t('lacksSome', { name, n: available }) : t('lacksGone', { name })}
        </View>
      ))}
      {store !== null && store.slots.length === 0 && <View className={s.none}>{t('noSlots')}</View>}
      {store !== null && store.slots.length > 0 && (
        <Cell icon="clock" label={t('pickSlot')} onClick={() => setOpen(true)}>
          {slot === null ? '' : <View className={s.slot}>{slotWords(slot)}</View>}
        </Cell>
      )}
      <View className={s.row}>
        <View className={s.label}>{t('who')}</View>
        <Input
          className={s.input}
          value={contact.name}
          maxlength={20}
          placeholder={t('whoHint')}
          {...named(t('who'))}
          onInput={(event) => onContact({ ...contact, name: event.detail.value })}
        />
      </View>
      <View className={s.row}>
        <View className={s.label}>{t('phone')}</View>
        <Input
          className={s.input}
          value={contact.phone}
          type="number"
          maxlength={11}
          placeholder={t('phoneHint')}
          {...named(t('phone'))}
          onInput={(event) => onContact({ ...contact, phone: event.detail.value })}
        />
      </View>
      {store !== null && (
        <SlotSheet
          open={open}
          title={t('pickSlot')}
          slots={store.slots}
          chosen={slot}
          onChoose={onSlot}
          onClose={() => setOpen(false)}
        />
      )}
    </View>
  );
}
