import { joinWords, words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';

export const packageForm = form({
  fields: [
    {
      key: 'name',
      label: words('名称', 'Name'),
      kind: 'text',
      max: 20,
      hint: words('顾客会看到，例如：新人礼包', 'Shoppers see it, e.g. Welcome package'),
    },
    {
      key: 'benefits',
      label: words('包含的权益', 'What is in it'),
      kind: 'list',
      min: 1,
      max: 10,
      add: words('加一份', 'Add one'),
      of: [{ key: 'benefit', label: words('权益', 'Benefit'), kind: 'picker', of: 'benefit' }],
    },
    {
      key: 'budget',
      label: words('预算', 'Budget'),
      kind: 'picker',
      of: 'budget',
      optional: true,
      hint: words(
        '到上限就停发；发放的地方另选了预算时用那一个',
        'It stops at the limit; whoever gives it may name another',
      ),
    },
    {
      key: 'mostEach',
      label: words('每人成本上限', 'At most per person'),
      kind: 'money',
      min: 1,
      max: 100_000_00,
      optional: true,
      hint: words('整包全部用掉最多花多少；超过就不能保存', 'What the whole may cost when all of it is used'),
    },
  ],
  problem: ({ benefits }) => {
    const at = benefits.findIndex(({ benefit }) => benefit.startsWith('package:'));
    return at < 0
      ? null
      : { at: `benefits.${at}.benefit`, words: words('礼包里不能再放礼包', 'A package holds no package') };
  },
  sentence: ({ benefits, mostEach }, names) =>
    joinWords(
      [
        joinWords(
          benefits.map(({ benefit }) => names('benefit', benefit) ?? words('权益', 'a benefit')),
          words(' + ', ' + '),
        ),
        ...(mostEach === null
          ? []
          : [words(`每人最多 ${formatYuan(mostEach)} 元`, `at most ¥${formatYuan(mostEach)} a person`)]),
      ],
      words('，', ', '),
    ),
});
