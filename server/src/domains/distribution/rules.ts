import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { joinWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { distributorWay, lockBy } from '@huoshui/contracts/words/distribution';
import { Type } from '@sinclair/typebox';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import { form } from '../../platform/form/form.ts';
import { formatYuan } from '../../platform/money.ts';
import { defineSetting, getSetting } from '../../platform/settings.ts';
import { transferLimits } from './platform-limits.ts';

const optionsOf = <Value extends string>(of: Readonly<Record<Value, Words>>) =>
  valuesOf(of).map((value) => ({ value, label: of[value] }));

const fields = [
  { key: 'on', label: words('开放分销', 'Distribution'), kind: 'switch', initial: false },
  {
    key: 'join',
    label: words('怎么成为分销员', 'How one becomes a distributor'),
    kind: 'choice',
    options: optionsOf(distributorWay),
    initial: 'application',
  },
  {
    key: 'joinOrders',
    label: words('自动通过要下过', 'Passed at once from'),
    kind: 'count',
    min: 1,
    max: 100,
    initial: 1,
    unit: words('单', 'paid orders'),
    when: { field: 'join', is: ['rule'] },
  },
  {
    key: 'lockBy',
    label: words('客户算谁的', 'Whose customer she is'),
    kind: 'choice',
    options: optionsOf(lockBy),
    initial: 'first',
    hint: words(
      '打开分享链接就算；分销员打开自己的链接不算',
      'By the link that she opens; a distributor’s own link does nothing to herself',
    ),
  },
  {
    key: 'lockDays',
    label: words('保护期', 'For'),
    kind: 'count',
    min: 1,
    max: 365,
    initial: 30,
    unit: words('天', 'days'),
    hint: words('期内下的单都算她的；过后谁再分享算谁的', 'Orders within it count; after it whoever shares next'),
  },
  {
    key: 'selfPurchase',
    label: words('自己买也有佣金', 'Her own orders earn too'),
    kind: 'switch',
    initial: false,
    hint: words('关闭时，自己的单不算自己的', 'While this is off her own orders earn her nothing'),
  },
  {
    key: 'secondLevel',
    label: words('第二级', 'Second level'),
    kind: 'switch',
    initial: false,
    hint: words(
      '她带进来的分销员卖出商品，她也有一份。法规只允许到两级，没有第三级',
      'She has a share of what distributors sell whom she brought in. The law knows two levels; there is no third',
    ),
  },
  {
    key: 'addressFrom',
    label: words('寄到她自己地址的客户，从', 'Customers at her own address, held from'),
    kind: 'count',
    min: 2,
    max: 100,
    initial: 3,
    unit: words('人起扣下核实', 'people'),
    hint: words(
      '一家人住一起不算；同一个微信付款的，一个也要核实',
      'A family lives together; of who is paid for by her own WeChat a single one is looked at',
    ),
  },
  {
    key: 'withdraw',
    label: words('开放提现', 'Withdrawals'),
    kind: 'switch',
    initial: false,
    hint: words(
      `用微信支付商家转账打款，她要在 ${transferLimits.confirmHours} 小时内确认收款；商户号要开通“佣金报酬”场景（${transferLimits.source}，${transferLimits.asOf}）`,
      `Paid by WeChat Pay's merchant transfer, which she confirms within ${transferLimits.confirmHours} hours; the merchant number needs the scene of commissions (${transferLimits.source}, ${transferLimits.asOf})`,
    ),
  },
  {
    key: 'withdrawLeast',
    label: words('每次最少', 'At least'),
    kind: 'money',
    min: transferLimits.least,
    max: transferLimits.nameFrom - 1,
    initial: 100,
    when: { field: 'withdraw', is: [true] },
  },
  {
    key: 'withdrawMost',
    label: words('每次最多', 'At most'),
    kind: 'money',
    min: transferLimits.least,
    max: transferLimits.nameFrom - 1,
    initial: 20_000,
    hint: words(
      '不超过商户平台上的单笔上限；2000 元起微信要求收款人姓名，这里只到 1999.99 元',
      'Not above what the merchant platform allows; from 2,000 yuan on WeChat asks for her name, so it ends at 1,999.99',
    ),
    when: { field: 'withdraw', is: [true] },
  },
  {
    key: 'withdrawDay',
    label: words('每人每天最多', 'At most a day'),
    kind: 'money',
    min: transferLimits.least,
    max: 10_000_000,
    initial: 50_000,
    when: { field: 'withdraw', is: [true] },
  },
  {
    key: 'withdrawReview',
    label: words('人工审核从', 'Reviewed from'),
    kind: 'money',
    min: transferLimits.least,
    max: 10_000_000,
    initial: 20_000,
    optional: true,
    hint: words(
      '有佣金在核实中的，多少都要审核；不填就只审核这些',
      'Whoever has commissions under review is reviewed anyhow; empty: they alone',
    ),
    when: { field: 'withdraw', is: [true] },
  },
] as const satisfies readonly Field[];

export type Rules = ValuesOf<typeof fields>;

export const rulesForm = form({
  fields,
  problem: ({ withdrawLeast, withdrawMost }) =>
    withdrawLeast !== null &&
    withdrawMost !== null &&
    withdrawLeast !== undefined &&
    withdrawMost !== undefined &&
    withdrawLeast > withdrawMost
      ? { at: 'withdrawMost', words: words('不能少于每次最少', 'Not below the least') }
      : null,
  sentence: (rules) => joinWords(rulesWords(rules), words('；', '; ')),
});

const setting = defineSetting(
  'distribution.rules',
  Type.Record(Type.String(), Type.Unknown()),
  initialValues(rulesForm.fields),
);
export const rulesSetting = setting;

/** What is in force; a field that was added since it was saved has its initial value. */
export async function readRules(ctx: Ctx): Promise<Rules> {
  const checked = checkForm(rulesForm, await storedRules(ctx));
  if (checked.ok) return checked.values;
  const initial = checkForm(rulesForm, setting.initial);
  if (!initial.ok) throw new Error('the initial rules of distribution are not sound');
  return initial.values;
}

export async function storedRules(ctx: Ctx) {
  return { ...setting.initial, ...(await getSetting(ctx, setting)) };
}

/** The rules as people read them. */
export function rulesWords(rules: Rules): Words[] {
  if (!rules.on) return [words('没有开放分销', 'There are no distributors')];
  const { lockBy: by, lockDays, join, joinOrders } = rules;
  return [
    join === 'rule'
      ? words(`下过 ${joinOrders ?? 1} 单就能成为分销员`, `Whoever has paid ${joinOrders ?? 1} orders may become one`)
      : words('申请后由店里审核', 'The shop reviews each application'),
    by === 'first'
      ? words(
          `打开你的分享，${lockDays} 天内是你的客户，期间不会换人`,
          `Who opens your link is your customer for ${lockDays} days, whoever else shares`,
        )
      : words(
          `打开你的分享，${lockDays} 天内是你的客户，之后打开别人的分享就算别人的`,
          `Who opens your link is your customer for ${lockDays} days, until she opens another’s`,
        ),
    rules.selfPurchase
      ? words('自己买也有佣金', 'Your own orders earn too')
      : words('自己买没有佣金', 'Your own orders earn nothing'),
    ...(rules.withdraw
      ? [
          words(
            `余额可以提现到微信零钱，每次 ¥${formatYuan(rules.withdrawLeast ?? 0)} 至 ¥${formatYuan(rules.withdrawMost ?? 0)}，每天最多 ¥${formatYuan(rules.withdrawDay ?? 0)}`,
            `The balance may be withdrawn to WeChat, ¥${formatYuan(rules.withdrawLeast ?? 0)} to ¥${formatYuan(rules.withdrawMost ?? 0)} at a time, at most ¥${formatYuan(rules.withdrawDay ?? 0)} a day`,
          ),
        ]
      : []),
    ...(rules.secondLevel
      ? [
          words(
            '你带进来的分销员卖出商品，你也有一份',
            'You have a share of what distributors sell whom you brought in',
          ),
        ]
      : []),
  ];
}
