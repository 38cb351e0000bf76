import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import type { Node } from '../definition.ts';
import { holdoutField, playbook } from '../playbook.ts';
import { countTold } from './count-told.ts';
import { byNextOrder, couponField, dayField, goalField, goalWords, unless } from './pieces.ts';

const added = { kind: 'friend_added', values: { ways: null, again: false } } as const;
const DAY_MINUTES = 1440;

type Card = { readonly title: string; readonly say: string; readonly coupon?: string };

/** A card for her own member of staff, to be done within the day. */
const card = (key: string, { title, say, coupon }: Card, next: string | null): Node => ({
  key,
  kind: 'staff_task',
  values: { title, say, product: null, coupon: coupon ?? null, within: DAY_MINUTES },
  ways: { next, nobody: null },
});

/** 新好友 0·1·3·7 天: her own member of staff takes her up until she buys. */
export const newFriend = playbook({
  key: 'new_friend',
  name: words('新好友 0·1·3·7 天', 'New friend: day 0, 1, 3, 7'),
  promise: words(
    '加上导购当天打招呼，第 1 天问需求，第 3 天荐货，第 7 天送券；每张卡片话都写好，一点即发，一下单就停',
    'A greeting on the day she adds staff, a question on day 1, goods on day 3, a coupon on day 7; each card has its words ready, and it stops with the first order',
  ),
  steps: [
    words('添加导购当天：打招呼', 'The day she adds staff: a greeting'),
    words('第 1 天还没买：问问需要什么', 'Day 1, nothing bought: what she needs'),
    words('第 3 天还没买：推荐大家常买', 'Day 3, nothing bought: what others often buy'),
    words('第 7 天还没买：导购送一张券', 'Day 7, nothing bought: a coupon from her staff'),
    goalWords(14),
  ],
  form: form({
    fields: [
      dayField('askDay', words('问需求在第几天', 'Day of the question'), 1, [1, 7]),
      dayField('goodsDay', words('荐货在第几天', 'Day of the goods'), 3, [2, 14]),
      dayField('couponDay', words('送券在第几天', 'Day of the coupon'), 7, [3, 30]),
      couponField(words('首单券', 'Coupon')),
      goalField(14, 3),
      holdoutField,
    ],
    problem: ({ askDay, goodsDay, couponDay, goalDays }) =>
      goodsDay <= askDay
        ? { at: 'goodsDay', words: words('荐货要晚于问需求', 'The goods come after the question') }
        : couponDay <= goodsDay
          ? { at: 'couponDay', words: words('送券要晚于荐货', 'The coupon comes after the goods') }
          : goalDays < couponDay
            ? { at: 'goalDays', words: words('目标期限要晚于送券', 'The goal ends after the coupon') }
            : null,
    sentence: ({ askDay, goodsDay, couponDay, goalDays }) =>
      words(
        `导购在第 0、${askDay}、${goodsDay}、${couponDay} 天跟进，看 ${goalDays} 天内的首单`,
        `Her staff follow up on days 0, ${askDay}, ${goodsDay} and ${couponDay}, measured by the first order within ${goalDays} days`,
      ),
  }),
  define: ({ askDay, goodsDay, couponDay, coupon, ...measured }) =>
    byNextOrder({
      trigger: added,
      nodes: [
        card(
          'greet',
          { title: '打个招呼', say: '{昵称}你好，我是{店名}的{导购}，挑货、售后都可以直接找我。' },
          'until_ask',
        ),
        unless('until_ask', 'paid', askDay, 'ask'),
        card(
          'ask',
          { title: '问问她需要什么', say: '{昵称}，家里几口人、平时爱吃什么？我按你的口味挑几样。' },
          'until_goods',
        ),
        unless('until_goods', 'paid', goodsDay - askDay, 'goods'),
        card(
          'goods',
          { title: '推荐大家常买的', say: '{昵称}，这几样回购的人最多，今天到的也新鲜，看看有没有你要的。' },
          'until_coupon',
        ),
        unless('until_coupon', 'paid', couponDay - goodsDay, 'coupon'),
        card(
          'coupon',
          { title: '送她一张首单券', say: '{昵称}，给你留了一张首单券，已经放进卡包，这周都能用。', coupon },
          null,
        ),
      ],
      ...measured,
      restDays: null,
    }),
  wouldEnter: async (ctx, asOf, stretch) => countTold(ctx, 'friend.added', asOf, stretch, 1),
});
