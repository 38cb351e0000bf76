import { clockText } from '@huoshui/contracts/form-numbers';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { countSilentEntries } from '../../audiences/index.ts';
import { budgetField, holdoutField, playbook } from '../playbook.ts';
import { couponAtGoodHour } from './coupon-at-good-hour.ts';

const days = words('天', 'days');

/** 沉睡唤回: who falls silent gets a coupon at a good hour, measured by her next order. */
export const winBack = playbook({
  key: 'win_back',
  name: words('沉睡唤回', 'Win back'),
  promise: words(
    '会员刚进入低迷期就送一张券，赶在流失之前请她回来',
    'A coupon the moment a member falls silent, before she is lost',
  ),
  steps: [
    words('进入低迷期', 'Enters: declining'),
    words('等到上午 10:00', 'Wait until 10:00'),
    words('发放唤回券', 'Give the coupon'),
    words('发送优惠券到账通知', 'Tell her that it has arrived'),
    words('目标：14 天内再次下单', 'Goal: an order within 14 days'),
  ],
  form: form({
    fields: [
      {
        key: 'sendAt',
        label: words('几点发送', 'Send at'),
        hint: words('进入低迷期后的下一个这个时刻', 'The next such time after she falls silent'),
        kind: 'minute_of_day',
        min: 0,
        max: 1439,
        initial: 600,
      },
      {
        key: 'coupon',
        label: words('唤回券', 'Coupon'),
        hint: words('全场或指定范围都可以', 'For the whole shop or a part of it'),
        kind: 'picker',
        of: 'coupon',
      },
      {
        key: 'goalDays',
        label: words('目标期限', 'Goal within'),
        hint: words('多少天内再次下单算这个旅程的成绩', 'Days in which an order counts'),
        kind: 'count',
        unit: days,
        min: 3,
        max: 60,
        initial: 14,
      },
      {
        key: 'restDays',
        label: words('同一会员间隔', 'Rest between two'),
        hint: words('离开旅程多少天后才可以再次进入', 'Days after leaving before she may come in again'),
        kind: 'count',
        unit: days,
        min: 7,
        max: 365,
        initial: 60,
      },
      holdoutField,
      budgetField,
    ],
    sentence: ({ sendAt, goalDays, restDays }) =>
      words(
        `进入低迷期后的 ${clockText(sendAt)} 送券，看 ${goalDays} 天内的订单，两次之间隔 ${restDays} 天`,
        `A coupon at ${clockText(sendAt)} once she falls silent, measured by orders within ${goalDays} days; ${restDays} days between two`,
      ),
  }),
  define: (values) => couponAtGoodHour({ kind: 'stage_entered', values: { stage: 'declining' } }, values),
  wouldEnter: async (ctx, asOf, stretch, { restDays }) => countSilentEntries(ctx, 'declining', asOf, stretch, restDays),
});
