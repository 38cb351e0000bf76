import type { Field } from '@huoshui/contracts/form';
import { clockText } from '@huoshui/contracts/form-numbers';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import type { Definition, Node } from '../definition.ts';
import { holdoutField, type Playbook, playbook } from '../playbook.ts';
import { countTold, type ToldFact } from './count-told.ts';

const days = words('天', 'days');

/** What every reminder asks: at which hour, what counts, how long she is left alone afterwards. */
const timing = (goalDays: number, restDays: number) =>
  [
    {
      key: 'sendAt',
      label: words('几点发送', 'Send at'),
      hint: words('之后的下一个这个时刻', 'The next such time afterwards'),
      kind: 'minute_of_day',
      min: 0,
      max: 1439,
      initial: 600,
    },
    {
      key: 'goalDays',
      label: words('目标期限', 'Goal within'),
      hint: words('多少天内下单算这个旅程的成绩', 'Days in which an order counts'),
      kind: 'count',
      unit: days,
      min: 1,
      max: 60,
      initial: goalDays,
    },
    {
      key: 'restDays',
      label: words('同一会员间隔', 'Rest between two'),
      hint: words('离开旅程多少天后才可以再次进入', 'Days after leaving before she may come in again'),
      kind: 'count',
      unit: days,
      min: 1,
      max: 365,
      initial: restDays,
    },
    holdoutField,
  ] as const satisfies readonly Field[];

type Timing = {
  readonly sendAt: number;
  readonly goalDays: number;
  readonly restDays: number;
  readonly holdout: number;
};

function timingWords({ sendAt, goalDays, restDays }: Timing): Words {
  return words(
    `${clockText(sendAt)} 提醒，看 ${goalDays} 天内的订单，两次之间隔 ${restDays} 天`,
    `told at ${clockText(sendAt)}, measured by orders within ${goalDays} days; ${restDays} days between two`,
  );
}

/** Nothing is given: she is told at a good hour of what she has and may lose, measured by her next order. */
function tellAtGoodHour(
  trigger: Definition['trigger'],
  template: string,
  { sendAt, goalDays, restDays, holdout }: Timing,
  before: Node[] = [],
): Definition {
  return {
    trigger,
    start: before[0]?.key ?? 'good_hour',
    nodes: [
      ...before,
      { key: 'good_hour', kind: 'wait_until', values: { minuteOfDay: sendAt }, ways: { next: 'tell' } },
      { key: 'tell', kind: 'message', values: { template, channels: ['subscribe', 'inbox'] }, ways: { next: null } },
    ],
    goal: { kind: 'order_paid', values: { withinDays: goalDays } },
    exitOnGoal: true,
    reentry: { kind: 'after_exit', cooldownDays: restDays },
    holdout,
    budgetId: null,
  };
}

const atTen = words('等到上午 10:00', 'Wait until 10:00');
const goalOf = (n: number): Words => words(`目标：${n} 天内下单`, `Goal: an order within ${n} days`);

type Told = {
  readonly key: string;
  readonly name: Words;
  readonly promise: Words;
  readonly trigger: Definition['trigger'];
  /** What brings her in, as a sentence begins with it. */
  readonly when: Words;
  readonly template: string;
  /** What she is told, for the list of steps. */
  readonly tells: Words;
  readonly goalDays: number;
  readonly restDays: number;
  readonly fact: ToldFact;
};

function reminder({ key, name, promise, trigger, when, template, tells, fact, goalDays, restDays }: Told): Playbook {
  return playbook({
    key,
    name,
    promise,
    steps: [when, atTen, tells, goalOf(goalDays)],
    form: form({
      fields: timing(goalDays, restDays),
      sentence: (values) => joinWords([when, timingWords(values)], words('，', ': ')),
    }),
    define: (values) => tellAtGoodHour(trigger, template, values),
    wouldEnter: async (ctx, asOf, stretch, values) => countTold(ctx, fact, asOf, stretch, values.restDays),
  });
}

/** 领券未用提醒: who uses it by herself in the first days is not told. */
export const couponUnused = playbook({
  key: 'coupon_unused',
  name: words('领券未用提醒', 'Coupon taken, not used'),
  promise: words(
    '自己领了券却没用：过两天提醒一次，想起来就用掉了',
    'She took a coupon and did not use it: a word two days later, and it is used',
  ),
  steps: [
    words('会员领券', 'She takes a coupon'),
    words('等 2 天，用了就离开', 'Wait two days; who uses it leaves'),
    atTen,
    words('提醒券还没用', 'Tell her that it is not used'),
    goalOf(7),
  ],
  form: form({
    fields: [
      {
        key: 'waitDays',
        label: words('先等几天', 'Days to wait first'),
        hint: words('这几天里自己用掉的不提醒', 'Who uses it in them is not reminded'),
        kind: 'count',
        unit: days,
        min: 1,
        max: 30,
        initial: 2,
      },
      ...timing(7, 7),
    ],
    sentence: ({ waitDays, ...values }) =>
      joinWords(
        [words(`领券 ${waitDays} 天没用`, `Taken and not used for ${waitDays} days`), timingWords(values)],
        words('，', ': '),
      ),
  }),
  define: ({ waitDays, ...values }) =>
    tellAtGoodHour({ kind: 'coupon_taken', values: {} }, 'couponExpiring', values, [
      {
        key: 'by_herself',
        kind: 'wait_for',
        values: { what: 'coupon_used', days: waitDays },
        ways: { told: null, timeout: 'good_hour' },
      },
    ]),
  wouldEnter: async (ctx, asOf, stretch, values) => countTold(ctx, 'coupon.taken', asOf, stretch, values.restDays),
});

/** 券到期提醒 */
export const couponEnding = reminder({
  key: 'coupon_expiring',
  name: words('优惠券到期提醒', 'Coupon about to end'),
  promise: words(
    '券还有两天到期又没用：提醒一次，不让它白白过期',
    'Two days before an unused coupon ends she is told once',
  ),
  trigger: { kind: 'coupon_expiring', values: {} },
  when: words('券还有两天到期', 'A coupon of hers ends in two days'),
  template: 'couponExpiring',
  tells: words('提醒券快到期', 'Tell her that it ends'),
  goalDays: 3,
  restDays: 3,
  fact: 'coupon.expiring',
});

/** 积分到期提醒 */
export const pointsEnding = reminder({
  key: 'points_expiring',
  name: words('积分到期提醒', 'Points about to end'),
  promise: words('积分还有七天到期：提醒一次，换礼或抵现', 'A week before points end she is told once, to spend them'),
  trigger: { kind: 'points_expiring', values: {} },
  when: words('积分还有七天到期', 'Points of hers end in a week'),
  template: 'pointsExpiring',
  tells: words('提醒积分快到期', 'Tell her that they end'),
  goalDays: 7,
  restDays: 30,
  fact: 'points.expiring',
});

/** 会员卡续费提醒 */
export const cardRenewal = reminder({
  key: 'card_renewal',
  name: words('会员卡续费提醒', 'Renewal of a card'),
  promise: words(
    '会员卡还有三天到期又没续：提醒一次',
    'Three days before a card ends that was not renewed she is told once',
  ),
  trigger: { kind: 'card_ending', values: {} },
  when: words('会员卡还有三天到期', 'A card of hers ends in three days'),
  template: 'cardEnding',
  tells: words('提醒续费', 'Tell her to renew it'),
  goalDays: 7,
  restDays: 7,
  fact: 'card.ending',
});
