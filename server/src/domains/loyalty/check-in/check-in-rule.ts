import { CheckInRule } from '@huoshui/contracts/check-in';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import type { Static } from '@sinclair/typebox';
import { form, type Names } from '../../../platform/form/form.ts';
import { defineSetting } from '../../../platform/settings.ts';

export type Rule = Static<typeof CheckInRule>;

export const checkInRule = defineSetting('loyalty.check_in', CheckInRule, {
  on: false,
  points: 2,
  growth: 0,
  tiers: [],
  makeUps: 0,
  makeUpPoints: 20,
});

const isOn = { field: 'on', is: [true] };
const points = words('积分', 'points');

export const checkInForm = form({
  fields: [
    { key: 'on', label: words('开启签到', 'Check-in'), kind: 'switch', initial: true },
    {
      key: 'points',
      label: words('每天得', 'Each day'),
      kind: 'count',
      min: 0,
      max: 1000,
      initial: 2,
      unit: points,
      when: isOn,
    },
    {
      key: 'growth',
      label: words('每天得成长值', 'Growth each day'),
      kind: 'count',
      min: 0,
      max: 1000,
      initial: 0,
      unit: words('成长值', 'growth'),
      hint: words('开启会员等级后有效', 'While levels are on'),
      when: isOn,
    },
    {
      key: 'tiers',
      label: words('连续签到奖励', 'Days in a row'),
      kind: 'list',
      min: 0,
      max: 8,
      add: words('加一档', 'Add'),
      row: words('档', 'Step'),
      hint: words(
        '最后一档之后从头再数，例如 3 天、7 天两档，第 10 天又是 3 天',
        'After the last it begins anew: with 3 and 7, day 10 is a third day again',
      ),
      of: [
        {
          key: 'days',
          label: words('连续', 'After'),
          kind: 'count',
          min: 2,
          max: 365,
          initial: 7,
          unit: words('天', 'days'),
        },
        { key: 'points', label: words('加送', 'Plus'), kind: 'count', min: 0, max: 10_000, initial: 10, unit: points },
        { key: 'gift', label: words('礼品', 'Gift'), kind: 'picker', of: 'benefit', optional: true },
      ],
      when: isOn,
    },
    {
      key: 'makeUps',
      label: words('每月可补签', 'Days to make up a month'),
      kind: 'count',
      min: 0,
      max: 31,
      initial: 0,
      unit: words('天', 'days'),
      hint: words('只能补当月漏掉的日子；0 就是不能补', 'Missed days of this month only; 0: none'),
      when: isOn,
    },
    {
      key: 'makeUpPoints',
      label: words('补签一天花', 'Making one up costs'),
      kind: 'count',
      min: 0,
      max: 10_000,
      initial: 20,
      unit: points,
      when: isOn,
    },
  ],
  problem: ({ tiers }) => {
    const days = (tiers ?? []).map((tier) => tier.days);
    const twice = days.findIndex((one, at) => days.indexOf(one) !== at);
    return twice < 0
      ? null
      : { at: `tiers.${twice}.days`, words: words('这个天数已经有一档', 'There is one for these days already') };
  },
  sentence: (values, names) => checkInWords(ruleOf(values), names),
});

type Values = {
  readonly on: boolean;
  readonly points: number | null;
  readonly growth: number | null;
  readonly tiers: readonly { readonly days: number; readonly points: number; readonly gift: string | null }[] | null;
  readonly makeUps: number | null;
  readonly makeUpPoints: number | null;
};

/** What is off has the rule that a shop begins with; steps in the order of their days. */
export function ruleOf({ on, points: daily, growth, tiers, makeUps, makeUpPoints }: Values): Rule {
  const { initial } = checkInRule;
  if (!on) return { ...initial, on };
  return {
    on,
    points: daily ?? initial.points,
    growth: growth ?? 0,
    tiers: (tiers ?? []).map((tier) => ({ ...tier })).sort((a, b) => a.days - b.days),
    makeUps: makeUps ?? 0,
    makeUpPoints: makeUpPoints ?? 0,
  };
}

export function checkInWords({ on, points: daily, growth, tiers, makeUps, makeUpPoints }: Rule, names: Names): Words {
  if (!on) return words('未开启签到', 'Check-in is off');
  const cost = makeUpPoints === 0 ? words('免费', 'free') : words(`${makeUpPoints} 积分`, `${makeUpPoints} points`);
  return joinWords(
    [
      words(`每天 ${daily} 积分`, `${daily} points a day`),
      ...(growth === 0 ? [] : [words(`${growth} 成长值`, `${growth} growth`)]),
      ...tiers.map((tier) => {
        const worth = tierWords(tier, names);
        return words(`连续 ${tier.days} 天加送${worth.zh}`, `${tier.days} in a row: ${worth.en}`);
      }),
      ...(makeUps === 0
        ? []
        : [words(`每月可补 ${makeUps} 天，每天${cost.zh}`, `${makeUps} days a month to make up, ${cost.en} each`)]),
    ],
    words('，', ', '),
  );
}

/** What a step gives, in a few words. */
export function tierWords({ points: extra, gift }: Rule['tiers'][number], names: Names): Words {
  const name = gift === null ? null : (names('benefit', gift) ?? words('礼品', 'a gift'));
  return joinWords(
    [
      ...(extra === 0 ? [] : [words(` ${extra} 积分`, `${extra} points`)]),
      ...(name === null ? [] : [words(`「${name.zh}」`, `“${name.en}”`)]),
    ],
    words('和', ' and '),
  );
}
