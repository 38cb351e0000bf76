import { defineTexts } from '../../ui/texts.ts';

export const { useText: useOutcomeText } = defineTexts('outcomes', {
  question: ['做过的活动，各花了多少、带来多少？', 'What did everything that was done cost and bring?'],
  in: ['在', 'In'],
  which: ['做过的', 'of'],
  all: ['全部活动', 'everything'],
  sorted: ['，按', ', sorted by'],
  sorted_end: ['从大到小', ''],
  empty: ['这段时间没有活动。', 'Nothing was done in these days.'],
  kind: ['种类', 'Kind'],
  name: ['活动', 'What'],
  new_members: ['新会员', 'New members'],
  extra_range: ['{{low}} 至 {{high}}', '{{low}} to {{high}}'],
  lines: ['活动', 'Lines'],
  how: [
    '旅程、批量发券、弹窗和资源位按它们自己的页面算，从头到现在；优惠、权益和渠道码只算这段日子。增量是和对照组比出来的，没有对照组就不写数字。一笔订单可能在几行里，所以各行不相加。',
    'Journeys, coupons given to many, pop-ups and slots are told as on their own pages, over all their time; discounts, privileges and codes of these days alone. An increment is held against a holdout, and where there is none there is no number. One order may stand in several lines, so they do not add up.',
  ],
  insight: [
    '{{count}} 项活动，成本 {{cost}}；{{measured}} 项有对照组，其中 {{sure}} 项的增量明确大于 0。',
    '{{count}} lines, cost {{cost}}; {{measured}} have a holdout, and {{sure}} of these brought more than nothing for sure.',
  ],
});
