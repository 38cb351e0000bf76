import { View } from '@tarojs/components';
import { useState } from 'react';
import { pressable } from '../ui/press.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import s from './SlotSheet.module.scss';
import { dayWords } from './store-words.ts';
import { t } from './texts.ts';

/** `left`: room for so many; a slot that is full cannot be chosen. */
type Slot = { readonly day: string; readonly from: string; readonly to: string; readonly left?: number };
type Props = {
  readonly open: boolean;
  readonly title: string;
  readonly slots: readonly Slot[];
  readonly chosen: Slot | null;
  readonly onChoose: (from: string) => void;
  readonly onClose: () => void;
};

/** Slots by day, one of which she taps. */
export function SlotSheet({ open, title, slots, chosen, onChoose, onClose }: Props) {
  return (
    <Sheet open={open} title={title} onClose={onClose}>
      <Slots
        slots={slots}
        chosen={chosen}
        onChoose={(from) => {
          onChoose(from);
          onClose();
        }}
      />
    </Sheet>
  );
}

function Slots({ slots, chosen, onChoose }: Pick<Props, 'slots' | 'chosen' | 'onChoose'>) {
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
            if (one.left === 0)
              return (
                <View key={one.from} className={`${s.time} ${s.full}`}>
                  {times(one)} {t('slotFull')}
                </View>
              );
            const choose = () => onChoose(one.from);
            return (
              <View
                key={one.from}
                className={`${s.time} ${on ? s.on : ''}`}
                {...pressable(choose, { role: 'checkbox', on })}
              >
                {times(one)}
                {one.left !== undefined && one.left <= FEW && (
                  <View className={s.few}>{t('slotFew', { n: one.left })}</View>
                )}
              </View>
            );
          })}
      </View>
    </View>
  );
}

/** From here on it is said how much room is left. */
const FEW = 5;

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
