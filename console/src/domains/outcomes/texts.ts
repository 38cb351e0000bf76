import { defineTexts } from '../../ui/texts.ts';

export const { useText: useOutcomeText } = defineTexts('outcomes', {
  question: ['做过的活动，各花了多少、带来多少？', 'What did everything that was done cost and bring?'],
  in: ['在', 'In'],
  which: ['做过的', 'of'],
  all: ['全部活动', 'everything'],
  sorted: ['，按', ', sorted by'],
  direction: ['方向', 'Direction'],
  most: ['从大到小', 'the most first'],
  least: ['从小到大', 'the least first'],
  compare: ['和上期比', 'against the days before'],
  before: ['{{figure}}（上期）', '{{figure}} (before)'],
  was: ['上期 {{before}}', 'before: {{before}}'],
  first: ['排在前面的', 'Those that come first'],
  cut: ['{{kinds}}只列出最近的。', 'Of {{kinds}} only the newest are told. '],
  and: ['、', ', '],
  against: ['上期是 {{from}} 至 {{to}}。', 'Before means {{from}} to {{to}}.'],
  against_cut: [
    '上期是 {{from}} 至 {{to}}；这段时间还没过完，上期也只算到同样的进度。',
    'Before means {{from}} to {{to}}; these days are not over, so those count as far as these have come.',
  ],
  empty: ['这段时间没有活动。', 'Nothing was done in these days.'],
  kind: ['种类', 'Kind'],
  name: ['活动', 'What'],
  extra_range: ['{{low}} 至 {{high}}', '{{low}} to {{high}}'],
  lines: ['活动', 'Lines'],
  how: [
    '旅程、批量发券、弹窗和资源位按它们自己的页面算，从头到现在；优惠、券、权益和渠道码只算这段日子，也只有它们有上期。增量是和对照组比出来的，没有对照组就不写数字。一笔订单可能在几行里，所以各行不相加。',
    'Journeys, coupons given to many, pop-ups and slots are told as on their own pages, over all their time; discounts, coupons, privileges and codes of these days alone, so only these have days before. An increment is held against a holdout, and where there is none there is no number. One order may stand in several lines, so they do not add up.',
  ],
  insight: [
    '{{count}} 项活动；{{measured}} 项有对照组，其中 {{sure}} 项的增量明确大于 0。',
    '{{count}} lines; {{measured}} have a holdout, and {{sure}} of these brought more than nothing for sure.',
  ],
});
