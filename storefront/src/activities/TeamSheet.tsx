import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { go } from '../ui/navigate.ts';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { Stepper } from '../ui/Stepper.tsx';
import s from './TeamSheet.module.scss';
import { t } from './texts.ts';

type Goods = {
  readonly skuId: string;
  readonly values: readonly string[];
  readonly price: number;
  readonly alone: number;
  readonly available: number;
};
export type TeamOffer = { readonly activityId: string; readonly goods: readonly Goods[]; readonly perOrder: number };

type Props = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly productId: string;
  readonly offer: TeamOffer;
  /** Null: a team of her own. */
  readonly teamId: string | null;
};

/** What of it, and how many, before the order. */
export function TeamSheet({ open, onClose, productId, offer: { activityId, goods, perOrder }, teamId }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [quantity, setQuantity] = useState(1);
  const sku = goods.find(({ skuId }) => skuId === chosen) ?? goods.find(({ available }) => available > 0);
  const most = Math.min(perOrder, sku?.available ?? 0);
  const order = () => {
    if (sku === undefined) return;
    onClose();
    const team = teamId === null ? '' : `&team=${teamId}`;
    const what = `product=${productId}&sku=${sku.skuId}&quantity=${Math.min(quantity, most)}`;
    go(`${pages.checkout}?${what}&play=${activityId}${team}`);
  };
  return (
    <Sheet
      open={open}
      title={t(teamId === null ? 'begin' : 'join')}
      onClose={onClose}
      foot={
        <Button size="wide" disabled={most === 0} onClick={order}>
          {most === 0 ? t('soldOut') : t(teamId === null ? 'begin' : 'join')}
        </Button>
      }
    >
      {goods.map(({ skuId, values, price, available }) => (
        <View
          key={skuId}
          className={`${s.sku} ${skuId === sku?.skuId ? s.on : ''} ${available > 0 ? '' : s.off}`}
          {...pressable(() => setChosen(skuId), { disabled: available <= 0 })}
        >
          <View>{values.length === 0 ? t('plain') : values.join(' · ')}</View>
          {available > 0 ? <Price fen={price} /> : <View className={s.note}>{t('soldOut')}</View>}
        </View>
      ))}
      <View className={s.count}>
        <View className={s.note}>{t('perOrder', { n: perOrder })}</View>
        <Stepper value={Math.min(quantity, Math.max(1, most))} max={Math.max(1, most)} onChange={setQuantity} />
      </View>
    </Sheet>
  );
}
