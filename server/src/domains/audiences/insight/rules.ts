import { MemberRules } from '@huoshui/contracts/audiences';
import { words } from '@huoshui/contracts/words';
import { gradeBy } from '@huoshui/contracts/words/audiences';
import type { Static } from '@sinclair/typebox';
import { form } from '../../../platform/form/form.ts';
import { defineSetting } from '../../../platform/settings.ts';

export type Rules = Static<typeof MemberRules>;

export const memberRules = defineSetting('audiences.member_rules', MemberRules, {
  viewWeight: 1,
  cartWeight: 3,
  orderWeight: 5,
  halfLifeDays: 30,
  leastScore: 3,
  activeDays: 3,
  frequentDays: 8,
  quietDays: 14,
  goneDays: 60,
  gradeBy: 'expected',
  gradeDays: 365,
  gradeS: 5,
  gradeA: 15,
  gradeB: 30,
});

const weight = { kind: 'count', min: 0, max: 100, digits: 1 } as const;
const share = { kind: 'count', min: 1, max: 50, unit: words('%', '%') } as const;
const days = words('天', 'days');

/** By what it is said what a member likes, and how she comes by. */
export const memberRulesForm = form({
  fields: [
    { ...weight, key: 'viewWeight', label: words('浏览一次算几分', 'A view counts') },
    { ...weight, key: 'cartWeight', label: words('加购一次算几分', 'Into the cart counts') },
    { ...weight, key: 'orderWeight', label: words('买一次算几分', 'A purchase counts') },
    {
      key: 'halfLifeDays',
      label: words('几天后减半', 'Halved after'),
      kind: 'count',
      min: 1,
      max: 365,
      unit: days,
    },
    { ...weight, key: 'leastScore', label: words('满几分才算偏好', 'A preference from') },
    {
      key: 'activeDays',
      label: words('30 天内来几天算活跃', 'Active from, days of 30'),
      kind: 'count',
      min: 1,
      max: 30,
      unit: days,
    },
    {
      key: 'frequentDays',
      label: words('30 天内来几天算高频', 'Frequent from, days of 30'),
      kind: 'count',
      min: 2,
      max: 30,
      unit: days,
    },
    {
      key: 'quietDays',
      label: words('几天没来算可能流失', 'At risk after'),
      kind: 'count',
      min: 1,
      max: 365,
      unit: days,
    },
    {
      key: 'gradeBy',
      label: words('价值等级按什么定', 'Buyers are graded by'),
      kind: 'choice',
      options: [
        { value: 'expected', label: gradeBy.expected },
        { value: 'spent', label: gradeBy.spent },
      ],
    },
    { key: 'gradeDays', label: words('多少天的消费', 'Over'), kind: 'count', min: 30, max: 730, unit: days },
    { ...share, key: 'gradeS', label: words('S 级占买过的会员', 'S, of all buyers') },
    { ...share, key: 'gradeA', label: words('A 级占', 'A') },
    { ...share, key: 'gradeB', label: words('B 级占', 'B') },
    { key: 'goneDays', label: words('几天没来算流失', 'Churned after'), kind: 'count', min: 2, max: 400, unit: days },
  ],
  problem: ({ activeDays, frequentDays, quietDays, goneDays, gradeS, gradeA, gradeB }) => {
    if (frequentDays <= activeDays)
      return { at: 'frequentDays', words: words('要多于活跃的天数', 'More than for active') };
    if (goneDays <= quietDays) return { at: 'goneDays', words: words('要晚于可能流失', 'Later than at risk') };
    return gradeS + gradeA + gradeB < 100
      ? null
      : { at: 'gradeB', words: words('要给 C 级留一些', 'Some have to be left for C') };
  },
  sentence: (rules) => {
    const { viewWeight, cartWeight, orderWeight, halfLifeDays, leastScore } = rules;
    const { activeDays, frequentDays, quietDays, goneDays, gradeDays, gradeS, gradeA, gradeB } = rules;
    const by =
      rules.gradeBy === 'expected'
        ? words(`今后 ${gradeDays} 天预计消费`, `what they are expected to spend in the next ${gradeDays} days`)
        : words(`最近 ${gradeDays} 天消费`, `what they spent in the last ${gradeDays} days`);
    return words(
      `类目偏好：浏览 ${viewWeight} 分、加购 ${cartWeight} 分、购买 ${orderWeight} 分，每过 ${halfLifeDays} 天减半，满 ${leastScore} 分才算。` +
        `30 天内来 ${activeDays} 天算活跃，来 ${frequentDays} 天算高频；${quietDays} 天没来算可能流失，${goneDays} 天没来算流失。` +
        `价值等级按${by.zh}：最高的 ${gradeS}% 是 S，其后 ${gradeA}% 是 A，再 ${gradeB}% 是 B，其余是 C；每天清晨重算。`,
      `Preference: ${viewWeight} for a view, ${cartWeight} for the cart, ${orderWeight} for a purchase, halved every ${halfLifeDays} days, from ${leastScore} on. ` +
        `Active with ${activeDays} days of 30, frequent with ${frequentDays}; at risk after ${quietDays} days away, churned after ${goneDays}. ` +
        `Buyers are graded each morning by ${by.en}: the first ${gradeS}% are S, the next ${gradeA}% A, then ${gradeB}% B, the others C.`,
    );
  },
});
