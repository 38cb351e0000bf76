import { GrowthRule } from '@huoshui/contracts/levels';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { form } from '../../../platform/form/form.ts';
import { defineSetting } from '../../../platform/settings.ts';

export type Rule = Static<typeof GrowthRule>;

/** Off until an operator has a ladder and says what an order grows. */
export const growthRule = defineSetting('loyalty.growth', GrowthRule, {
  on: false,
  perYuan: 1,
  days: 365,
  keepDays: 365,
  graceDays: 30,
});

const isOn = { field: 'on', is: [true] };
const days = words('天', 'days');

export const growthRuleForm = form({
  fields: [
    { key: 'on', label: words('开启会员等级', 'Levels'), kind: 'switch', initial: true },
    {
      key: 'perYuan',
      label: words('每消费 1 元得', 'For each yuan'),
      kind: 'count',
      min: 1,
      max: 100,
      initial: 1,
      unit: words('成长值', 'growth'),
      hint: words(
        '支付后按商品实付金额计，不含运费；退款会原样扣回',
        'Of what goods were paid with, once paid, without the delivery fee; refunds take it back exactly',
      ),
      when: isOn,
    },
    {
      key: 'days',
      label: words('成长值有效', 'Growth counts for'),
      kind: 'count',
      min: 1,
      max: 3650,
      initial: 365,
      unit: days,
      optional: true,
      hint: words('每一笔从得到那天算起，不填就长期有效', 'From the day it came; empty: for good'),
      when: isOn,
    },
    {
      key: 'keepDays',
      label: words('升级后至少保级', 'A level is kept for'),
      kind: 'count',
      min: 1,
      max: 3650,
      initial: 365,
      unit: days,
      optional: true,
      hint: words(
        '到期时成长值还够就再保一期；不填就不保级，不够马上进入宽限',
        'Enough growth at its end: kept once more. Empty: it is not kept beyond the growth',
      ),
      when: isOn,
    },
    {
      key: 'graceDays',
      label: words('不够后再宽限', 'Grace after that'),
      kind: 'count',
      min: 0,
      max: 365,
      initial: 30,
      unit: days,
      hint: words('宽限期开始时会告诉会员还差多少', 'When it begins, members are told what is missing'),
      when: isOn,
    },
  ],
  sentence: (values) => ruleWords(ruleOf(values)),
});

type Values = {
  readonly on: boolean;
  readonly perYuan: number | null;
  readonly days: number | null;
  readonly keepDays: number | null;
  readonly graceDays: number | null;
};

/** What is off has the rule that a shop begins with. */
export function ruleOf({ on, perYuan, days: valid, keepDays, graceDays }: Values): Rule {
  const { initial } = growthRule;
  if (!on) return { ...initial, on };
  return { on, perYuan: perYuan ?? initial.perYuan, days: valid, keepDays, graceDays: graceDays ?? initial.graceDays };
}

export function ruleWords({ on, perYuan, days: valid, keepDays, graceDays }: Rule): Words {
  if (!on) return words('未开启会员等级', 'Levels are off');
  return joinWords(
    [
      words(`每消费 1 元得 ${perYuan} 成长值`, `${perYuan} growth for each yuan`),
      valid === null ? words('长期有效', 'for good') : words(`${valid} 天内有效`, `counting for ${valid} days`),
      keepDays === null
        ? words('不保级', 'levels follow the growth')
        : words(`升级后至少保级 ${keepDays} 天`, `a level is kept for ${keepDays} days`),
      ...(graceDays === 0 ? [] : [words(`不够后宽限 ${graceDays} 天`, `with ${graceDays} days of grace`)]),
    ],
    words('，', ', '),
  );
}
