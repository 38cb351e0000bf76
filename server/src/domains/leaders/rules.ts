import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { leaderByRule, neighbourDeed } from '@huoshui/contracts/words/leaders';
import { Type } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import { form } from '../../platform/form/form.ts';
import { formatYuan } from '../../platform/money.ts';
import { defineSetting, getSetting } from '../../platform/settings.ts';

const optionsOf = <Value extends string>(of: Readonly<Record<Value, Words>>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));
const byRule = { field: 'byRule', is: ['propose', 'automatic'] };

const fields = [
  { key: 'on', label: words('开放团长', 'Leaders'), kind: 'switch', initial: false },
  {
    key: 'apply',
    label: words('会员可以申请', 'Members may apply'),
    kind: 'switch',
    initial: true,
    hint: words('申请都由店里审核', 'The shop reviews each application'),
  },
  {
    key: 'byRule',
    label: words('达到条件的会员', 'Who meets the rule'),
    kind: 'choice',
    options: optionsOf(leaderByRule),
    initial: 'propose',
  },
  {
    key: 'orders',
    label: words('付款订单不少于', 'Paid orders, at least'),
    kind: 'count',
    min: 1,
    max: 100,
    initial: 4,
    unit: words('单', 'orders'),
    hint: words('整单退款的不算', 'Orders that were given back whole do not count'),
    when: byRule,
  },
  {
    key: 'days',
    label: words('在最近', 'Within'),
    kind: 'count',
    min: 1,
    max: 365,
    initial: 30,
    unit: words('天内', 'days'),
    when: byRule,
  },
  {
    key: 'reward',
    label: words('每带来一位新邻居', 'For a new neighbour'),
    kind: 'money',
    min: 0,
    max: 200_00,
    initial: 500,
    hint: words(
      '进团长的佣金账户，和佣金一起提现；0 就不奖励',
      'Into the leader’s account, withdrawn as commissions are; 0: nothing',
    ),
  },
  {
    key: 'rewardFor',
    label: words('什么时候算', 'It counts by'),
    kind: 'choice',
    options: optionsOf(neighbourDeed),
    initial: 'first_order',
  },
  {
    key: 'rewardLeast',
    label: words('首单实付下限', 'Least order'),
    kind: 'money',
    min: 0,
    max: 10_000_00,
    initial: 1000,
    hint: words('退款后不够这个数，奖励收回', 'When refunds leave less, the reward is taken back'),
    when: { field: 'rewardFor', is: ['first_order'] },
  },
  {
    key: 'rewardDays',
    label: words('注册后', 'It waits for'),
    kind: 'count',
    min: 1,
    max: 60,
    initial: 7,
    unit: words('天到账', 'days'),
    hint: words('期间再核实一次是不是本人、同一手机', 'It is looked at once more before it is paid'),
    when: { field: 'rewardFor', is: ['registers'] },
  },
  {
    key: 'rewardMost',
    label: words('每位团长每月最多奖励', 'A leader has at most'),
    kind: 'count',
    min: 1,
    max: 10_000,
    initial: 100,
    unit: words('位', 'neighbours a month'),
  },
] as const satisfies readonly Field[];

export type Rules = ValuesOf<typeof fields>;

export const rulesForm = form({
  fields,
  sentence: (rules) => joinWords(rulesWords(rules), words('；', '; ')),
});

export const rulesSetting = defineSetting(
  'leaders.rules',
  Type.Record(Type.String(), Type.Unknown()),
  initialValues(rulesForm.fields),
);

export async function storedRules(ctx: Ctx) {
  return { ...rulesSetting.initial, ...(await getSetting(ctx, rulesSetting)) };
}

/** What is in force; a field that was added since it was saved has its initial value. */
export async function readRules(ctx: Ctx): Promise<Rules> {
  const checked = checkForm(rulesForm, await storedRules(ctx));
  if (checked.ok) return checked.values;
  const initial = checkForm(rulesForm, rulesSetting.initial);
  if (!initial.ok) throw new Error('the initial rules of leaders are not sound');
  return initial.values;
}

/** The rules as people read them. */
export function rulesWords(rules: Rules): Words[] {
  if (!rules.on) return [words('没有开放团长', 'There are no leaders')];
  const { apply, byRule: way, orders, days } = rules;
  return [
    ...(way === 'off'
      ? []
      : [
          words(
            `最近 ${days ?? 30} 天付过 ${orders ?? 1} 单的会员${way === 'automatic' ? '直接成为团长' : '推荐给店里确认'}`,
            `Whoever paid ${orders ?? 1} orders within ${days ?? 30} days ${way === 'automatic' ? 'is a leader at once' : 'is proposed to the shop'}`,
          ),
        ]),
    ...(apply ? [words('会员可以申请，由店里审核', 'Members may apply, and the shop reviews it')] : []),
    rewardWords(rules),
  ];
}

export function rewardWords({ reward, rewardFor, rewardLeast, rewardDays, rewardMost }: Rules): Words {
  if (reward === 0) return words('带来邻居没有奖励', 'Neighbours bring no reward');
  const sum = formatYuan(reward);
  const least = rewardLeast ?? 0;
  return rewardFor === 'first_order'
    ? words(
        `新邻居下第一笔${least > 0 ? `满 ¥${formatYuan(least)} 的` : ''}订单奖励 ¥${sum}，收货并过了售后期到账，退款收回；每月最多 ${rewardMost} 位`,
        `¥${sum} for a new neighbour’s first order${least > 0 ? ` of ¥${formatYuan(least)} or more` : ''}, paid once it can go back no more; ${rewardMost} a month at most`,
      )
    : words(
        `新邻居注册奖励 ¥${sum}，${rewardDays ?? 7} 天后到账；每月最多 ${rewardMost} 位`,
        `¥${sum} for a new neighbour who registers, paid after ${rewardDays ?? 7} days; ${rewardMost} a month at most`,
      );
}
