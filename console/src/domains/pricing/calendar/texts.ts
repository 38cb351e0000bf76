import { defineTexts } from '../../../ui/texts.ts';

export const { useText: useCalendarText } = defineTexts('promotion-calendar', {
  title: ['活动日历', 'Promotion calendar'],
  purpose: [
    '哪天有哪些活动、哪些券能用，一眼看清空档和撞期。',
    'Which rules run and which coupons are good on which day: gaps and clashes at a glance.',
  ],
  month: ['月', 'Month'],
  week: ['周', 'Week'],
  before: ['往前', 'Back'],
  after: ['往后', 'On'],
  month_name: ['{{year}} 年 {{month}} 月', '{{month}}/{{year}}'],
  week_name: ['{{from}} 至 {{to}}', '{{from}} to {{to}}'],
  mon: ['一', 'Mon'],
  tue: ['二', 'Tue'],
  wed: ['三', 'Wed'],
  thu: ['四', 'Thu'],
  fri: ['五', 'Fri'],
  sat: ['六', 'Sat'],
  sun: ['日', 'Sun'],
  more: ['还有 {{count}} 个', '{{count}} more'],
  empty: ['这段时间没有活动', 'Nothing runs in this time'],
  empty_hint: ['换个月份看看，或新建一个活动。', 'Look at another month, or make a promotion.'],
  new: ['新建优惠活动', 'New promotion'],
  coupon: ['券', 'Coupon'],
  runs: ['{{from}} 至 {{to}}', '{{from}} to {{to}}'],
  today: ['今天', 'Today'],
});
