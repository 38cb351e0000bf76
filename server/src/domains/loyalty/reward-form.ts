import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../platform/form/form.ts';

export const rewardForm = form({
  fields: [
    {
      key: 'name',
      label: words('名称', 'Name'),
      kind: 'text',
      max: 20,
      hint: words('顾客会看到，例如：5 元无门槛券', 'Shoppers see it, e.g. ¥5 off'),
    },
    { key: 'benefit', label: words('礼品', 'Reward'), kind: 'picker', of: 'benefit' },
    {
      key: 'points',
      label: words('需要积分', 'Points'),
      kind: 'count',
      min: 1,
      max: 1_000_000,
      initial: 100,
      unit: words('积分', 'points'),
    },
    {
      key: 'perMember',
      label: words('每人最多兑换', 'Times per person'),
      kind: 'count',
      min: 1,
      max: 1000,
      initial: 1,
      unit: words('次', 'times'),
    },
    {
      key: 'total',
      label: words('总量', 'In all'),
      kind: 'count',
      min: 1,
      max: 10_000_000,
      unit: words('份', 'pieces'),
      optional: true,
      hint: words('不填就不限量', 'Empty: no limit'),
    },
  ],
  sentence: ({ benefit, points, perMember, total }, names) => {
    const name = names('benefit', benefit);
    return joinWords(
      [
        words(
          `${points} 积分兑换「${name?.zh ?? '礼品'}」`,
          `${points} points for ${name === null ? 'a reward' : `“${name.en}”`}`,
        ),
        words(`每人最多 ${perMember} 次`, `at most ${perMember} times per person`),
        ...(total === null ? [] : [words(`共 ${total} 份`, `${total} in all`)]),
      ],
      words('，', ', '),
    );
  },
});
