import type { Words } from '@huoshui/contracts/words';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatYuan } from '../../ui/format.ts';
import { useWords } from '../../ui/words.ts';
import type { Order } from './order-drawer.tsx';
import { useOrderText } from './texts.ts';
import './price-waterfall.css';

type Step = {
  readonly key: string;
  readonly label: string;
  readonly amount: number;
  readonly from: number;
  readonly to: number;
  readonly kind: 'sum' | 'less' | 'more';
};

/** From the goods' prices to what was paid, one step a discount. */
export function PriceWaterfall({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const say = useWords();
  const steps = stepsOf(order, say, {
    goods: t('goods_amount'),
    shipping: t('shipping_fee'),
    payable: t('total_payable'),
    refunded: t('refunded'),
  });
  const widest = Math.max(1, ...steps.map((step) => Math.max(step.from, step.to)));
  return (
    <Panel title={t('price')}>
      <div className="hs-waterfall">
        {steps.map((step) => (
          <div key={step.key} className={`hs-waterfall-${step.kind}`}>
            <span className="hs-ellipsis">{step.label}</span>
            <i>
              <b
                style={{
                  left: `${(Math.min(step.from, step.to) / widest) * 100}%`,
                  width: `${(Math.abs(step.to - step.from) / widest) * 100}%`,
                }}
              />
            </i>
            <span className="hs-number">{formatYuan(step.amount)}</span>
          </div>
        ))}
      </div>
    </Panel>
  );
}

type Labels = {
  readonly goods: string;
  readonly shipping: string;
  readonly payable: string;
  readonly refunded: string;
};

function stepsOf(order: Order, say: (pair: Words) => string, labels: Labels): readonly Step[] {
  const steps: Step[] = [
    { key: 'goods', label: labels.goods, amount: order.goodsAmount, from: 0, to: order.goodsAmount, kind: 'sum' },
  ];
  let at = order.goodsAmount;
  if (order.shippingFee > 0) {
    steps.push({
      key: 'shipping',
      label: labels.shipping,
      amount: order.shippingFee,
      from: at,
      to: at + order.shippingFee,
      kind: 'more',
    });
    at += order.shippingFee;
  }
  for (const [index, discount] of order.discounts.entries()) {
    steps.push({
      key: `discount-${index + 1}`,
      label: say(discount.label),
      amount: -discount.amount,
      from: at,
      to: at - discount.amount,
      kind: 'less',
    });
    at -= discount.amount;
  }
  steps.push({ key: 'payable', label: labels.payable, amount: order.payable, from: 0, to: order.payable, kind: 'sum' });
  if (order.refunded > 0) {
    steps.push({
      key: 'refunded',
      label: labels.refunded,
      amount: -order.refunded,
      from: order.payable,
      to: order.payable - order.refunded,
      kind: 'less',
    });
  }
  return steps;
}
