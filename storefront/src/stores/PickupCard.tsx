import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import type { Answer } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { named, pressable } from '../ui/press.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import s from './PickupCard.module.scss';
import { dayWords } from './store-words.ts';
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
      <Sheet open={open} title={t('pickSlot')} onClose={() => setOpen(false)}>
        {store !== null && (
          <Slots
            slots={store.slots}
            chosen={slot}
            onChoose={(from) => {
              onSlot(from);
              setOpen(false);
            }}
          />
        )}
      </Sheet>
    </View>
  );
}

type SlotsProps = {
  readonly slots: readonly Slot[];
  readonly chosen: Slot | null;
  readonly onChoose: (from: string) => void;
};

function Slots({ slots, chosen, onChoose }: SlotsProps) {
  const days = [...new Set(slots.map(({ day }) => day))];
  const [day, setDay] = useState(chosen?.day ?? days[0] ?? '');
  return (
    <View className={s.sheet}>
      <Tabs tabs={days.map((key) => ({ key, label: dayWords(key) }))} active={day} onChange={setDay} />
      <View className={s.slots}>
        {slots
          .filter((one) => one.day === day)
          .map((one) => {
            const on = one.from === chosen?.from;
            const choose = () => onChoose(one.from);
            return (
              <View
                key={one.from}
                className={`${s.time} ${on ? s.on : ''}`}
                {...pressable(choose, { role: 'checkbox', on })}
              >
                {times(one)}
              </View>
            );
          })}
      </View>
    </View>
  );
}

export function slotWords(slot: Slot): string {
  return `${dayWords(slot.day)} ${times(slot)}`;
}

/** 10:00–11:00 of the shop's clock; a day ends at 24:00. */
function times({ from, to }: Pick<Slot, 'from' | 'to'>): string {
  return `${clock(from)}–${clock(to).replace('00:00', '24:00')}`;
}

function clock(at: string): string {
  return new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16);
}
