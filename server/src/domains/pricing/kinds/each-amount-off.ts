import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';
import { discountKind } from '../kind.ts';

/** 每满减: money off for each full amount, again and again, up to a number of times. */
export const eachAmountOff = discountKind({
  kind: 'each_amount_off',
  words: words('每满减', 'Money off again and again'),
  about: words('每满一次就减一次，买得越多减得越多', 'Takes money off for every full amount: the more, the more'),
  layer: 'order',
  stacking: { group: 'order', once: 'cart', base: 'current' },
  form: form({
    fields: [
      { key: 'per', label: words('每满', 'For every'), kind: 'money', min: 1, max: 1_000_000_00 },
      { key: 'off', label: words('减', 'Take off'), kind: 'money', min: 1, max: 100_000_00 },
      {
        key: 'times',
        label: words('每单最多减几次', 'At most, per order'),
        hint: words('不填就上不封顶', 'Empty: no limit'),
        kind: 'count',
        min: 1,
        max: 999,
        unit: words('次', 'times'),
        optional: true,
      },
    ],
    problem: ({ per, off }) =>
      off > per
        ? { at: 'off', words: words('减的金额不能超过门槛', 'It cannot take off more than it asks for') }
        : null,
    sentence: (values) => {
      const { times } = values;
      const most =
        times === null
          ? words('上不封顶', 'without limit')
          : words(`每单最多减 ${times} 次`, times === 1 ? 'once an order' : `at most ${times} times an order`);
      return joinWords([stepText(values), most], words('，', ', '));
    },
  }),
  badge: (values) => stepText(values),
  ceiling: (values, { base, open }) => Math.min(timesAt(values, base) * values.off, open),
  savings: (values, { base, open }) => Math.min(timesAt(values, base) * values.off, open),
  missing: (values, { base }) => {
    const { per, times } = values;
    const reached = timesAt(values, base);
    if (times !== null && reached >= times) return null;
    const of = per * (reached + 1);
    return { need: { fen: of - base }, of, brings: stepText(values) };
  },
});

function timesAt({ per, times }: { readonly per: number; readonly times: number | null }, base: number): number {
  const full = Math.floor(base / per);
  return times === null ? full : Math.min(times, full);
}

function stepText({ per, off }: { readonly per: number; readonly off: number }) {
  return words(
    `每满 ${formatYuan(per)} 减 ${formatYuan(off)}`,
    `¥${formatYuan(off)} off for every ¥${formatYuan(per)}`,
  );
}
