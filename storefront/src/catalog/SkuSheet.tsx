import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pressable } from '../ui/press.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { Stepper } from '../ui/Stepper.tsx';
import { toast } from '../ui/toast.ts';
import { BackButton, type BackInStock } from './BackInStock.tsx';
import { limitWords } from './limit.ts';
import s from './SkuSheet.module.scss';
import {
  type Choice,
  canChoose,
  type Limit,
  leadSku,
  memberPrice,
  mostOf,
  type Product,
  type Sku,
  skuOf,
} from './sku.ts';
import { t } from './texts.ts';

type Props = {
  readonly product: Product;
  readonly limit: Limit;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCart: (sku: Sku, quantity: number) => Promise<void>;
  readonly onBuy: (sku: Sku, quantity: number) => void;
  readonly back: BackInStock;
};

/** 规格: what cannot be had with the rest of the choice is greyed, the price follows the choice. */
export function SkuSheet({ product, limit, open, onClose, onCart, onBuy, back }: Props) {
  const [choice, setChoice] = useState<Choice>(() => leadSku(product)?.values ?? []);
  const [quantity, setQuantity] = useState(1);
  const sku = skuOf(product, choice);
  const shown = sku ?? leadSku(product);
  const most = sku === null ? 1 : mostOf(product, sku, limit);
  useEffect(() => setQuantity((was) => Math.max(1, Math.min(was, most))), [most]);

  const choose = (option: number, value: string) =>
    setChoice(choice.map((one, at) => (at === option ? (one === value ? null : value) : one)));
  const act = (run: (sku: Sku) => void | Promise<void>) => async () => {
    if (sku === null)
      return toast(t('choose', { what: product.options.find((_, at) => choice[at] === null)?.name ?? t('option') }));
    if (limit?.left === 0) return toast(t('limitReached'));
    if (most === 0) return toast(t('optionOut'));
    await run(sku);
  };
  return (
    <Sheet
      open={open}
      onClose={onClose}
      foot={
        sku !== null && back.offered(sku) ? (
          <View className={s.acts}>
            <BackButton sku={sku} back={back} className={s.act} />
          </View>
        ) : (
          <View className={s.acts}>
            <Button kind="soft" className={s.act} onClick={act(async (one) => onCart(one, quantity))}>
              {t('toCart')}
            </Button>
            <Button className={s.act} onClick={act((one) => onBuy(one, quantity))}>
              {t('buy')}
            </Button>
          </View>
        )
      }
    >
      <View className={s.head}>
        <Picture src={shown?.image ?? product.images[0] ?? null} className={s.picture} />
        <View className={s.words}>
          {shown !== null && <Price fen={memberPrice(shown)} size="large" />}
          <View className={s.line}>
            {sku === null ? t('chooseOption') : t('chosen', { values: sku.values.join(' · ') || t('plain') })}
          </View>
          <View className={s.line}>{sku === null ? '' : stockWords(sku)}</View>
        </View>
      </View>
      {product.options.map((option, at) => (
        <View key={option.name} className={s.option}>
          <View className={s.name}>{option.name}</View>
          <View className={s.values}>
            {option.values.map((value) => {
              const can = canChoose(product, choice, at, value);
              return (
                <View
                  key={value}
                  className={`${s.value} ${choice[at] === value ? s.on : ''} ${can ? '' : s.off}`}
                  {...pressable(() => choose(at, value), {
                    disabled: !can && !product.skus.some((one) => waitable(one, choice, at, value, back)),
                  })}
                >
                  {value}
                </View>
              );
            })}
          </View>
        </View>
      ))}
      <View className={s.count}>
        <View>
          <View className={s.name}>{t('count')}</View>
          <View className={s.line}>{limitWords(product, limit)}</View>
        </View>
        <Stepper value={quantity} max={Math.max(1, most)} onChange={setQuantity} />
      </View>
    </Sheet>
  );
}

/** What is sold out may be chosen all the same where she can ask to be told of it. */
function waitable(sku: Sku, choice: Choice, option: number, value: string, back: BackInStock): boolean {
  return (
    back.offered(sku) && sku.values.every((one, at) => (at === option ? one === value : (choice[at] ?? one) === one))
  );
}

function stockWords({ available, onlyAtStores }: Pick<Product['skus'][number], 'available' | 'onlyAtStores'>): string {
  if (available <= 0) return t('soldOut');
  if (onlyAtStores) return t('onlyAtStores');
  return available <= 10 ? t('left', { n: available }) : t('plenty');
}
