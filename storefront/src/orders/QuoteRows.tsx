import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { yuan } from '../ui/money.ts';
import { Price } from '../ui/Price.tsx';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/texts.ts';
import { t as ui } from '../ui/ui-texts.ts';
import s from './QuoteRows.module.scss';
import { t } from './texts.ts';

export type Quote = Answer<'POST /api/shop/quote'>;
export type OfferRef = Pick<Quote['chosen'][number], 'source' | 'offerId'>;

/** How the sum comes about: goods, every discount by its name, shipping. */
export function QuoteRows({
  quote,
}: {
  readonly quote: Pick<Quote, 'goodsAmount' | 'shippingFee' | 'payable' | 'discounts'>;
}) {
  return (
    <View className={s.rows}>
      <Cell label={ui('goods')}>
        <Price fen={quote.goodsAmount} size="small" tone="ink" />
      </Cell>
      {quote.discounts.map((discount) => (
        <Cell key={`${discount.source}-${discount.offerId}`} label={say(discount.label)}>
          {discount.badge.zh !== discount.label.zh && <Tag tone="coral">{say(discount.badge)}</Tag>}
          <View className={s.minus}>-¥{yuan(discount.amount)}</View>
        </Cell>
      ))}
      <Cell label={ui('shipping')}>
        {quote.shippingFee === 0 ? (
          <View className={s.free}>{ui('freeShipping')}</View>
        ) : (
          <Price fen={quote.shippingFee} size="small" tone="ink" />
        )}
      </Cell>
      <Cell label={t('payable')} strong>
        <Price fen={quote.payable} size="large" />
      </Cell>
    </View>
  );
}
