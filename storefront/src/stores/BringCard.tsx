import { View } from '@tarojs/components';
import { useState } from 'react';
import type { Answer } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { yuan } from '../ui/money.ts';
import s from './PickupCard.module.scss';
import { SlotSheet, slotWords } from './SlotSheet.tsx';
import { t } from './texts.ts';

type Area = NonNullable<Answer<'GET /api/shop/delivery'>['area']>;
type Slot = Area['slots'][number];
type Props = {
  /** Null: the shop does not come to her address. */
  readonly area: Area | null;
  readonly slot: Slot | null;
  readonly onSlot: (from: string) => void;
};

/** When the shop brings it itself, and what that asks for. */
export function BringCard({ area, slot, onSlot }: Props) {
  const [open, setOpen] = useState(false);
  if (area === null)
    return (
      <View className={s.card}>
        <View className={s.none}>{t('notBrought')}</View>
      </View>
    );
  const none = area.slots.every(({ left }) => left === 0);
  return (
    <View className={s.card}>
      {none ? (
        <View className={s.none}>{t('noBringSlots')}</View>
      ) : (
        <Cell icon="clock" label={t('bringSlot')} onClick={() => setOpen(true)}>
          {slot === null ? '' : <View className={s.slot}>{slotWords(slot)}</View>}
        </Cell>
      )}
      <View className={s.address}>{termsOf(area)}</View>
      <SlotSheet
        open={open}
        title={t('bringSlot')}
        slots={area.slots}
        chosen={slot}
        onChoose={onSlot}
        onClose={() => setOpen(false)}
      />
    </View>
  );
}

function termsOf({ fee, freeFrom, least }: Area): string {
  return [
    fee === 0 ? t('bringFree') : t('bringFee', { fee: yuan(fee) }),
    ...(fee === 0 || freeFrom === null ? [] : [t('bringFreeFrom', { from: yuan(freeFrom) })]),
    ...(least === null || least === 0 ? [] : [t('bringLeast', { least: yuan(least) })]),
  ].join(t('bringComma'));
}
