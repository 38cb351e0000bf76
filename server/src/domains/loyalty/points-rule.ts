import { PointsRule } from '@huoshui/contracts/loyalty';
import { words } from '@huoshui/contracts/words';
import { pointsHold } from '@huoshui/contracts/words/loyalty';
import { form } from '../../platform/form/form.ts';
import { defineSetting } from '../../platform/settings.ts';
import { type Rule, ruleWords } from './points.ts';

/** Off until an operator says what an order earns: points are a promise. */
export const pointsRule = defineSetting('loyalty.points', PointsRule, {
  on: false,
  perYuan: 1,
  hold: 'after_sales',
  days: 365,
  spend: false,
  spendPerYuan: 100,
  spendShare: 50,
  spendLeast: 100,
});

const isOn = { field: 'on', is: [true] };
const isSpent = { field: 'spend', is: [true] };

export const pointsRuleForm = form({
  fields: [
    { key: 'on', label: words('开启积分', 'Points'), kind: 'switch', initial: true },
    {
      key: 'perYuan',
      label: words('每消费 1 元得', 'For each yuan'),
      kind: 'count',
      min: 1,
      max: 100,
      initial: 1,
      unit: words('积分', 'points'),
      hint: words(
        '按商品实付金额，不含运费；不足 1 元的部分不计',
        'Of what goods were paid with, without the delivery fee',
      ),
      when: isOn,
    },
    {
      key: 'hold',
      label: words('什么时候可用', 'To be spent'),
      kind: 'choice',
      options: [
        {
          value: 'after_sales',
          label: pointsHold.after_sales,
          hint: words('退货的订单，积分还没有花出去', 'An order that comes back has none of its points spent yet'),
        },
        { value: 'receipt', label: pointsHold.receipt },
      ],
      initial: 'after_sales',
      when: isOn,
    },
    {
      key: 'days',
      label: words('可用多少天', 'Good for'),
      kind: 'count',
      min: 1,
      max: 3650,
      initial: 365,
      unit: words('天', 'days'),
      optional: true,
      hint: words('从可用那天算起，不填就长期有效', 'From when they may be spent; empty: for good'),
      when: isOn,
    },
    {
      key: 'spend',
      label: words('下单时抵现金', 'Pay orders with points'),
      kind: 'switch',
      initial: false,
      optional: true,
      hint: words(
        '买家自己选用多少；取消订单原路退回，退款按件退回',
        'She chooses how many; a cancelled order gives them back, a refund those of its units',
      ),
      when: isOn,
    },
    {
      key: 'spendPerYuan',
      label: words('抵 1 元要', 'For a yuan'),
      kind: 'count',
      min: 1,
      max: 10_000,
      initial: 100,
      unit: words('积分', 'points'),
      when: isSpent,
    },
    {
      key: 'spendShare',
      label: words('最多抵商品金额的', 'At most'),
      kind: 'percent',
      min: 1,
      max: 100,
      initial: 50,
      hint: words('优惠之后的商品金额，不含运费', 'Of what the goods cost after discounts, without the delivery fee'),
      when: isSpent,
    },
    {
      key: 'spendLeast',
      label: words('每单至少用', 'At least'),
      kind: 'count',
      min: 1,
      max: 1_000_000,
      initial: 100,
      unit: words('积分', 'points'),
      when: isSpent,
    },
  ],
  sentence: (values) => ruleWords(ruleOf(values)),
});

type Values = {
  readonly on: boolean;
  readonly perYuan: number | null;
  readonly hold: string | null;
  readonly days: number | null;
  readonly spend: boolean | null;
  readonly spendPerYuan: number | null;
  readonly spendShare: number | null;
  readonly spendLeast: number | null;
};

/** What is off has the rule that a shop begins with. */
export function ruleOf({ on, perYuan, hold, days, ...spending }: Values): Rule {
  const { initial } = pointsRule;
  return on
    ? {
        on,
        perYuan: perYuan ?? initial.perYuan,
        hold: hold === 'receipt' ? hold : 'after_sales',
        days,
        spend: spending.spend ?? false,
        spendPerYuan: spending.spendPerYuan ?? initial.spendPerYuan,
        spendShare: spending.spendShare ?? initial.spendShare,
        spendLeast: spending.spendLeast ?? initial.spendLeast,
      }
    : { ...initial, on };
}
