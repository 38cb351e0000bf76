import { clockText } from '@huoshui/contracts/form-numbers';
import { type Words, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { budgetField, holdoutField, type Playbook, playbook } from '../playbook.ts';
import { countTold, type ToldFact } from './count-told.ts';
import { couponAtGoodHour } from './coupon-at-good-hour.ts';

const days = words('天', 'days');

type Told = {
  readonly key: string;
  readonly name: Words;
  readonly promise: Words;
  readonly trigger: { readonly kind: string; readonly values: Readonly<Record<string, null>> };
  /** What brings her in, as a sentence begins with it. */
  readonly when: Words;
  readonly goalDays: number;
  readonly restDays: number;
  readonly fact: ToldFact;
};

/** At a good hour after something became of her level she gets a coupon and is told, measured by her next order. */
function levelGift({ key, name, promise, trigger, when, goalDays: goal, restDays: rest, fact }: Told): Playbook {
  return playbook({
    key,
    name,
    promise,
    steps: [
      when,
      words('等到上午 10:00', 'Wait until 10:00'),
      words('发放券', 'Give the coupon'),
      words('发送优惠券到账通知', 'Tell her that it has arrived'),
      words(`目标：${goal} 天内再次下单`, `Goal: an order within ${goal} days`),
    ],
    form: form({
      fields: [
        {
          key: 'sendAt',
          label: words('几点发送', 'Send at'),
          hint: words('之后的下一个这个时刻', 'The next such time afterwards'),
          kind: 'minute_of_day',
          min: 0,
          max: 1439,
          initial: 600,
        },
        { key: 'coupon', label: words('送的券', 'Coupon'), kind: 'picker', of: 'coupon' },
        {
          key: 'goalDays',
          label: words('目标期限', 'Goal within'),
          hint: words('多少天内再次下单算这个旅程的成绩', 'Days in which an order counts'),
          kind: 'count',
          unit: days,
          min: 3,
          max: 90,
          initial: goal,
        },
        {
          key: 'restDays',
          label: words('同一会员间隔', 'Rest between two'),
          hint: words('离开旅程多少天后才可以再次进入', 'Days after leaving before she may come in again'),
          kind: 'count',
          unit: days,
          min: 1,
          max: 365,
          initial: rest,
        },
        holdoutField,
        budgetField,
      ],
      sentence: ({ sendAt, goalDays, restDays }) =>
        words(
          `${when.zh}，${clockText(sendAt)} 送券，看 ${goalDays} 天内的订单，两次之间隔 ${restDays} 天`,
          `${when.en}: a coupon at ${clockText(sendAt)}, measured by orders within ${goalDays} days; ${restDays} days between two`,
        ),
    }),
    define: (values) => couponAtGoodHour(trigger, values),
    wouldEnter: async (ctx, asOf, stretch, { restDays }) => countTold(ctx, fact, asOf, stretch, restDays),
  });
}

/** 升级祝贺 */
export const levelUp = levelGift({
  key: 'level_up',
  name: words('升级祝贺', 'Level reached'),
  promise: words(
    '会员升级当下送一张券，让新等级从一笔订单开始',
    'A coupon when a member rises, so that the new level begins with an order',
  ),
  trigger: { kind: 'level_reached', values: { level: null } },
  when: words('会员升级', 'She reaches a level'),
  goalDays: 14,
  restDays: 1,
  fact: 'level.reached',
});

/** 保级提醒 */
export const levelKept = levelGift({
  key: 'level_at_risk',
  name: words('保级提醒', 'Level at risk'),
  promise: words(
    '等级快保不住时送一张券，请她在失去之前再来一单',
    'A coupon while a level can still be kept, for the order that keeps it',
  ),
  trigger: { kind: 'level_at_risk', values: {} },
  when: words('等级即将失去', 'Her level is about to be lost'),
  goalDays: 30,
  restDays: 30,
  fact: 'level.at_risk',
});
