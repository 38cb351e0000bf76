import { words } from '@huoshui/contracts/words';
import { DAY_MS } from '../../../platform/calendar.ts';
import { type Fact, payloadOf, type Told } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { accountFollowed } from '../../accounts/events.ts';
import { couponTaken, couponUsed } from '../../coupons/events.ts';
import { messageOpened } from '../../messaging/events.ts';
import { orderPaid, orderReceived, orderShipped } from '../../orders/events.ts';
import { friendAdded, groupJoined } from '../../scrm/events.ts';
import { todoDone } from '../../todos/events.ts';
import { type RunAbout, runPrefix } from '../run.ts';
import { step } from '../step.ts';

type Awaited = { readonly fact: Fact; means(told: Told, run: RunAbout): boolean };

/** A run that is about one order waits for that one; any other, for any order of hers. */
const isHers = (orderId: string | undefined, run: RunAbout) => run.orderId === null || run.orderId === orderId;

/** What may be waited for, by the value of `what`. */
const awaited: Readonly<Record<string, Awaited>> = {
  paid: { fact: orderPaid, means: (told) => payloadOf(orderPaid, told)?.source !== 'import' },
  opened: {
    fact: messageOpened,
    means: (told, run) => payloadOf(messageOpened, told)?.sourceKey.startsWith(runPrefix(run.id)) ?? false,
  },
  coupon_taken: { fact: couponTaken, means: () => true },
  coupon_used: { fact: couponUsed, means: () => true },
  friend: { fact: friendAdded, means: () => true },
  group: { fact: groupJoined, means: (told) => payloadOf(groupJoined, told)?.late === false },
  shipped: { fact: orderShipped, means: (told, run) => isHers(payloadOf(orderShipped, told)?.orderId, run) },
  received: { fact: orderReceived, means: (told, run) => isHers(payloadOf(orderReceived, told)?.orderId, run) },
  followed: { fact: accountFollowed, means: () => true },
  todo_done: {
    fact: todoDone,
    means: (told, run) => payloadOf(todoDone, told)?.sourceKey.startsWith(runPrefix(run.id)) ?? false,
  },
};

const options = [
  { value: 'paid', label: words('支付订单', 'she pays an order') },
  { value: 'opened', label: words('点开这个旅程的消息', 'she opens a message of this journey') },
  { value: 'coupon_taken', label: words('领取优惠券', 'she takes a coupon') },
  { value: 'coupon_used', label: words('用掉优惠券', 'she uses a coupon') },
  { value: 'friend', label: words('添加导购', 'she adds a member of staff') },
  { value: 'group', label: words('加入客户群', 'she joins a customer group') },
  { value: 'shipped', label: words('的订单发货', 'an order of hers is shipped') },
  { value: 'received', label: words('收到货', 'she receives an order') },
  { value: 'followed', label: words('关注公众号', 'she follows an official account') },
  { value: 'todo_done', label: words('的待办完成', 'a to-do of this journey is done for her') },
] as const;

/** Wait until she does something, at most so many days. */
export const waitFor = step({
  kind: 'wait_for',
  words: words('等她做某件事', 'Wait for something she does'),
  group: 'wait',
  form: form({
    fields: [
      {
        key: 'what',
        label: words('等什么', 'What'),
        kind: 'choice',
        options,
        initial: 'paid',
        // What she was sent cannot be unsent, and whoever asks for a coupon again is asked by "has a coupon"; the goal itself is taken back.
        hint: words(
          '事后退款或撤回核销，走过的路不回头；因此达成的目标会退回',
          'What is refunded or taken back later turns nobody around; a goal that it reached is taken back',
        ),
      },
      {
        key: 'days',
        label: words('最多等', 'At most'),
        kind: 'count',
        unit: words('天', 'days'),
        min: 1,
        max: 365,
        initial: 3,
      },
    ],
    sentence: ({ what, days }) => {
      const label = options.find(({ value }) => value === what)?.label ?? words(what, what);
      return words(`等到她${label.zh}，最多 ${days} 天`, `Wait until ${label.en}, ${days} days at most`);
    },
  }),
  ways: [
    { key: 'told', words: words('做到了', 'She did') },
    { key: 'timeout', words: words('没等到', 'Time is over') },
  ],
  rest: {
    until: ({ days }, at) => new Date(at.getTime() + days * DAY_MS),
    way: 'timeout',
    told: {
      on: Object.values(awaited).map(({ fact }) => fact),
      means: ({ what }, told, run) => told.type === awaited[what]?.fact.type && awaited[what].means(told, run),
      way: 'told',
    },
  },
});
