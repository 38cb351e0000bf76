import { AdvocateRules } from '@huoshui/contracts/advocates';
import { words } from '@huoshui/contracts/words';
import { type AdvocateDeed, advocateDeed } from '@huoshui/contracts/words/advocates';
import type { Static } from '@sinclair/typebox';
import { form } from '../../platform/form/form.ts';
import { defineSetting } from '../../platform/settings.ts';

export type Rules = Static<typeof AdvocateRules>;

export const advocateRules = defineSetting('advocates.rules', AdvocateRules, {
  days: 365,
  led: 5,
  invited: 5,
  orders: 8,
  shares: 1,
  reviews: 2,
  least: 30,
});

const points = (key: AdvocateDeed) =>
  ({
    key,
    label: words(`${advocateDeed[key].zh}，每个几分`, `${advocateDeed[key].en}, points each`),
    kind: 'count',
    min: 0,
    max: 100,
    initial: advocateRules.initial[key],
  }) as const;

/** What each deed counts, and who is a KOC by it. */
export const advocateRulesForm = form({
  fields: [
    {
      key: 'days',
      label: words('看最近多少天', 'Over the last'),
      kind: 'count',
      unit: words('天', 'days'),
      min: 30,
      max: 730,
      initial: advocateRules.initial.days,
    },
    points('led'),
    points('invited'),
    points('orders'),
    points('shares'),
    points('reviews'),
    {
      key: 'least',
      label: words('满多少分算 KOC', 'A KOC from'),
      kind: 'count',
      unit: words('分', 'points'),
      min: 1,
      max: 100_000,
      initial: advocateRules.initial.least,
    },
  ],
  sentence: ({ days, led, invited, orders, shares, reviews, least }) =>
    words(
      `最近 ${days} 天：带队成团 ${led} 分、带来新客 ${invited} 分、好友订单 ${orders} 分、分享每天 ${shares} 分、展示的评价 ${reviews} 分；满 ${least} 分是 KOC`,
      `over ${days} days a team led counts ${led}, a newcomer ${invited}, an order of a friend ${orders}, a day of sharing ${shares}, a review on show ${reviews}; a KOC from ${least} points`,
    ),
});
