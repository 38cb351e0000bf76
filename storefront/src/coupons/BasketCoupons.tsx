import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, useLoad } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { Cell } from '../ui/Cell.tsx';
import { yuan } from '../ui/money.ts';
import { Sheet } from '../ui/Sheet.tsx';
import s from './BasketCoupons.module.scss';
import { CouponCard } from './CouponCard.tsx';
import { useSeenCoupons } from './seen.ts';
import { takeCoupon, takeWords } from './take.ts';
import { t } from './texts.ts';

type Props = {
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
  readonly className?: string | undefined;
  /** One was taken: the price is another now. */
  readonly onTaken: () => void;
};

/** Coupons to be had that would make this basket cheaper; nothing where there are none. */
export function BasketCoupons({ lines, className = '', onTaken }: Props) {
  const [open, setOpen] = useState(false);
  const wanted = lines.map(({ skuId, quantity }) => ({ skuId, quantity }));
  const asked = JSON.stringify(wanted);
  const found = useLoad(
    async () => (wanted.length === 0 ? null : api('POST /api/shop/basket-coupons', { body: { lines: wanted } })),
    [asked],
  );
  const items = found.data?.items ?? [];
  const [best] = items;
  useSeenCoupons('basket', open ? items.map(({ templateId }) => templateId) : []);
  if (best === undefined) return null;
  return (
    <View className={className}>
      <Cell label={t('takeHere')} onClick={() => setOpen(true)}>
        <View className={s.more}>{t('canTake', { n: items.length, amount: yuan(best.saves) })}</View>
      </Cell>
      <Sheet open={open} title={t('takeHere')} onClose={() => setOpen(false)}>
        <View className={s.list}>
          {items.map((coupon) => (
            <CouponCard key={coupon.templateId} coupon={coupon} note={t('savesHere', { amount: yuan(coupon.saves) })}>
              <Button
                size="small"
                onClick={async () => {
                  if ((await takeCoupon(coupon, 'basket')) === null) return;
                  await found.reload();
                  onTaken();
                }}
              >
                {takeWords(coupon.state)}
              </Button>
            </CouponCard>
          ))}
        </View>
      </Sheet>
    </View>
  );
}
