import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Picture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { Stepper } from '../ui/Stepper.tsx';
import { toast } from '../ui/toast.ts';
import s from './SkuSheet.module.scss';
import { type Choice, canChoose, leadSku, memberPrice, mostOf, type Product, type Sku, skuOf } from './sku.ts';

type Props = {
  readonly product: Product;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onCart: (sku: Sku, quantity: number) => Promise<void>;
  readonly onBuy: (sku: Sku, quantity: number) => void;
};

/** 规格: what cannot be had with the rest of the choice is greyed, the price follows the choice. */
export function SkuSheet({ product, open, onClose, onCart, onBuy }: Props) {
  const [choice, setChoice] = useState<Choice>(() => leadSku(product)?.values ?? []);
  const [quantity, setQuantity] = useState(1);
  const sku = skuOf(product, choice);
  const shown = sku ?? leadSku(product);
  const most = sku === null ? 1 : mostOf(product, sku);
  useEffect(() => setQuantity((was) => Math.max(1, Math.min(was, most))), [most]);

  const choose = (option: number, value: string) =>
    setChoice(choice.map((one, at) => (at === option ? (one === value ? null : value) : one)));
  const act = (run: (sku: Sku) => void | Promise<void>) => async () => {
    if (sku === null) return toast(`请选择${product.options.find((_, at) => choice[at] === null)?.name ?? '规格'}`);
    if (most === 0) return toast('这个规格暂时缺货');
    await run(sku);
  };
  return (
    <Sheet
      open={open}
      onClose={onClose}
      foot={
        <View className={s.acts}>
          <Button kind="soft" className={s.act} onClick={act(async (one) => onCart(one, quantity))}>
            加入购物车
          </Button>
          <Button className={s.act} onClick={act((one) => onBuy(one, quantity))}>
            立即购买
          </Button>
        </View>
      }
    >
      <View className={s.head}>
        <Picture src={shown?.image ?? product.images[0] ?? null} className={s.picture} />
        <View className={s.words}>
          {shown !== null && <Price fen={memberPrice(shown)} size="large" />}
          <View className={s.line}>{sku === null ? '请选择规格' : `已选 ${sku.values.join(' · ') || '默认'}`}</View>
          <View className={s.line}>{sku === null ? '' : stockWords(sku.available)}</View>
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
                  onClick={() => can && choose(at, value)}
                >
                  {value}
                </View>
              );
            })}
          </View>
        </View>
      ))}
      <View className={s.count}>
        <View className={s.name}>
          数量{product.limitPerOrder === null ? '' : `（每单限 ${product.limitPerOrder} 件）`}
        </View>
        <Stepper value={quantity} max={Math.max(1, most)} onChange={setQuantity} />
      </View>
    </Sheet>
  );
}

function stockWords(available: number): string {
  if (available <= 0) return '补货中';
  return available <= 10 ? `仅剩 ${available} 件` : '库存充足';
}
