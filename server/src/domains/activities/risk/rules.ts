import type { Draft, Field } from '@huoshui/contracts/form';
import { initialValues } from '@huoshui/contracts/form-values';
import { joinWords, plainWords, valuesOf, type Words, words } from '@huoshui/contracts/words';
import { type RiskDoes, type RiskRuleName, riskDoes, riskRule } from '@huoshui/contracts/words/activity-risk';
import { Type } from '@sinclair/typebox';
import { type Form, form } from '../../../platform/form/form.ts';
import { defineSetting } from '../../../platform/settings.ts';
import type { MarkKind } from './marks.ts';

/** What is known of what somebody did, or of all that an entry has, when it is decided. */
export type RiskFacts = {
  /** On the blacklist, by what; null: she is not. */
  readonly listed: Words | null;
  /** By each kind of mark, how many people around this entry (its owner counted) share one, and what of it may be shown. */
  readonly together: Readonly<Record<MarkKind, { readonly people: number; readonly shown: string }>>;
  /** The most that came for the entry within an hour. */
  readonly anHour: number;
  /** Rewards of its owner that had to be taken back since orders went back, within ninety days. */
  readonly backs: number;
};

export type Reason = { readonly rule: RiskRuleName; readonly words: Words };
export type Verdict = { readonly outcome: 'pass' | 'hold' | 'refuse'; readonly reasons: readonly Reason[] };

type Rule = {
  readonly rule: RiskRuleName;
  readonly hint: Words;
  readonly does: RiskDoes;
  /** From how many on it finds something; absent where one is enough. */
  readonly from?: { readonly unit: Words; readonly min: number; readonly initial: number };
  /** How many there are, and what is said of it. */
  readonly finds: (facts: RiskFacts) => { readonly many: number; readonly said: (from: number) => Words };
};

/** Several people around one entry who share a mark of a kind. */
function sharing(
  kind: MarkKind,
  {
    hint,
    min,
    initial,
    what,
  }: { readonly hint: Words; readonly min: number; readonly initial: number; readonly what: Words },
): Rule {
  return {
    ...{ rule: kind, hint, does: 'hold' },
    from: { unit: words('人起', 'people'), min, initial },
    finds: ({ together: { [kind]: found } }) => ({
      many: found.people,
      said: (from) => {
        const said = words(
          `${what.zh}：围绕这份参加有 ${found.people} 人，从 ${from} 人起要看`,
          `${what.en}: ${found.people} people around this entry, looked at from ${from} on`,
        );
        return found.shown === '' ? said : joinWords([said, plainWords(found.shown)], words('；', '; '));
      },
    }),
  };
}

/** Every rule, in the order of the page. A rule is an object: what it finds in the facts, and from how many on. */
const rules: readonly Rule[] = [
  {
    ...{ rule: 'listed', does: 'refuse' },
    hint: words(
      '会员本人，或者被列入的设备、网络、地址、付款人',
      'A member, or a device, network, address or payer that is on it',
    ),
    finds: ({ listed }) => ({ many: listed === null ? 0 : 1, said: () => listed ?? plainWords('') }),
  },
  sharing('device', {
    hint: words(
      '同机型、同系统、同网络看作一台；一家人两部同款手机不会中',
      'One kind of phone on one network counts as one; two alike in a family are let through',
    ),
    ...{ min: 2, initial: 3, what: words('同一台设备', 'The same device') },
  }),
  sharing('network', {
    hint: words(
      '同一天、同一个公网地址；店里的 Wi-Fi 也是一个',
      'One public address on one day; so is the Wi-Fi of a shop',
    ),
    ...{ min: 2, initial: 10, what: words('当天同一网络', 'The same network that day') },
  }),
  sharing('address', {
    hint: words('订单送到同一处；一家人住一起不会中', 'Orders that go to one place; a family is let through'),
    ...{ min: 2, initial: 4, what: words('订单送到同一地址', 'Orders to the same address') },
  }),
  sharing('payer', {
    hint: words('几个人的订单是同一个微信付的', 'Orders of several people paid by one WeChat account'),
    ...{ min: 2, initial: 2, what: words('同一个微信付款', 'Paid by the same account') },
  }),
  {
    ...{ rule: 'velocity', does: 'hold' },
    hint: words('一小时里为同一个人来的', 'Who come for one person within an hour'),
    from: { unit: words('人起', 'people'), min: 2, initial: 30 },
    finds: ({ anHour }) => ({
      many: anHour,
      said: (from) =>
        words(`一小时内来了 ${anHour} 人，从 ${from} 人起要看`, `${anHour} within an hour, looked at from ${from} on`),
    }),
  },
  {
    ...{ rule: 'backs', does: 'hold' },
    hint: words('90 天里拿到奖又因退款收回的次数', 'Rewards taken back after refunds within ninety days'),
    from: { unit: words('次起', 'times'), min: 1, initial: 2 },
    finds: ({ backs }) => ({
      many: backs,
      said: (from) =>
        words(
          `90 天内有 ${backs} 次得奖后退款，从 ${from} 次起要看`,
          `${backs} rewards taken back after refunds in ninety days, looked at from ${from} on`,
        ),
    }),
  },
];

const doesKey = (rule: RiskRuleName) => `${rule}Does`;
const fromKey = (rule: RiskRuleName) => `${rule}From`;

export const riskForm: Form = form({
  fields: rules.flatMap(({ rule, hint, does, from }): Field[] => [
    {
      ...{ key: doesKey(rule), label: riskRule[rule], kind: 'choice', hint, initial: does },
      options: valuesOf(riskDoes).map((value) => ({ value, label: riskDoes[value] })),
    },
    ...(from === undefined
      ? []
      : [
          {
            ...{ key: fromKey(rule), label: words(`${riskRule[rule].zh}从`, `${riskRule[rule].en} from`) },
            ...{ kind: 'count' as const, unit: from.unit, min: from.min, max: 1000, initial: from.initial },
            when: { field: doesKey(rule), is: ['hold', 'refuse'] },
          },
        ]),
  ]),
  sentence: (values) =>
    joinWords(
      rules.map(({ rule }) => {
        const does = doesOf(values, rule);
        const from = values[fromKey(rule)];
        const many = typeof from === 'number' ? words(`（${from} 起）`, ` (from ${from})`) : plainWords('');
        return joinWords([riskRule[rule], many, words('：', ': '), riskDoes[does]], plainWords(''));
      }),
      words('；', '; '),
    ),
});

/** The values of the form `activities.risk`. */
export const riskRules = defineSetting(
  'activities.risk',
  Type.Record(Type.String(), Type.Unknown()),
  initialValues(riskForm.fields),
);

/** What the rules in force make of these facts: the strictest of what they find, and all of what they find, in words. */
export function decide(values: Draft, facts: RiskFacts): Verdict {
  const found = rules.flatMap(({ rule, finds, from }) => {
    const does = doesOf(values, rule);
    const set = values[fromKey(rule)];
    const least = from === undefined ? 1 : typeof set === 'number' ? set : from.initial;
    const { many, said } = finds(facts);
    return does === 'off' || many < least ? [] : [{ does, reason: { rule, words: said(least) } }];
  });
  const outcome = found.some(({ does }) => does === 'refuse') ? 'refuse' : found.length > 0 ? 'hold' : 'pass';
  return { outcome, reasons: found.map(({ reason }) => reason) };
}

/** Whether anybody is refused by what she shares with others. */
export function refusesSharing(values: Draft): boolean {
  return (['device', 'network', 'address', 'payer'] as const).some((rule) => doesOf(values, rule) === 'refuse');
}

/** All that was found, as one sentence. */
export function saidOf({ reasons }: Pick<Verdict, 'reasons'>): Words {
  return joinWords(
    reasons.map((one) => one.words),
    words('；', '; '),
  );
}

function doesOf(values: Draft, rule: RiskRuleName): RiskDoes {
  const set = values[doesKey(rule)];
  return valuesOf(riskDoes).find((does) => does === set) ?? 'off';
}
