import { joinWords, words } from '@huoshui/contracts/words';
import { codeKind } from '@huoshui/contracts/words/coupons';
import { form } from '../../../platform/form/form.ts';
import { plainCode } from './code.ts';

const pieces = words('张', 'coupons');

export const codeForm = form({
  fields: [
    {
      key: 'name',
      label: words('名称', 'Name'),
      kind: 'text',
      max: 30,
      hint: words('店里自己看，例如：包裹卡 11 月', 'For yourselves, e.g. parcel cards of November'),
    },
    { key: 'coupon', label: words('兑换成', 'Exchanged for'), kind: 'picker', of: 'coupon' },
    {
      key: 'kind',
      label: words('方式', 'Way'),
      kind: 'choice',
      options: [
        {
          value: 'single',
          label: codeKind.single,
          hint: words('印在卡片上，每个码只能用一次。', 'Printed on cards; each code is good once.'),
        },
        {
          value: 'shared',
          label: codeKind.shared,
          hint: words(
            '写在海报上，人人输入同一个码，每人一次。',
            'On a poster: everybody types the same code, once each.',
          ),
        },
      ],
      initial: 'single',
    },
    {
      key: 'count',
      label: words('生成多少个', 'How many codes'),
      kind: 'count',
      min: 1,
      max: 100_000,
      initial: 100,
      unit: words('个', 'codes'),
      when: { field: 'kind', is: ['single'] },
    },
    {
      key: 'code',
      label: words('兑换码', 'The code'),
      kind: 'text',
      min: 6,
      max: 20,
      hint: words(
        '6–20 个字母或数字；越长越不容易被猜到。',
        '6 to 20 letters or digits; the longer, the harder to guess.',
      ),
      when: { field: 'kind', is: ['shared'] },
    },
    {
      key: 'limit',
      label: words('最多兑换', 'At most'),
      kind: 'count',
      min: 1,
      max: 10_000_000,
      initial: 1000,
      unit: pieces,
      when: { field: 'kind', is: ['shared'] },
    },
    {
      key: 'lastDay',
      label: words('最后兑换日', 'Last day'),
      kind: 'day',
      optional: true,
      hint: words('不填就一直可以兑换，直到优惠券结束', 'Empty: as long as the coupon is given'),
    },
    {
      key: 'budget',
      label: words('预算', 'Budget'),
      kind: 'picker',
      of: 'budget',
      optional: true,
      hint: words('预算用完就不能再兑换', 'Nothing is exchanged once it is used up'),
    },
  ],
  problem: ({ code }) =>
    code === null || /^[A-Z0-9]{6,20}$/.test(plainCode(code))
      ? null
      : { at: 'code', words: words('只能用字母和数字，6–20 个', 'Letters and digits only, 6 to 20 of them') },
  sentence: ({ coupon, kind, count, code, limit, lastDay }, names) => {
    const { zh, en } = names('coupon', coupon) ?? words('优惠券', 'a coupon');
    return joinWords(
      [
        kind === 'single'
          ? words(`${count ?? 0} 个码，每个换 1 张「${zh}」`, `${count ?? 0} codes, one ${en} each`)
          : words(
              `输入 ${plainCode(code ?? '')} 换 1 张「${zh}」，每人一次，共 ${limit ?? 0} 张`,
              `${plainCode(code ?? '')} brings ${en}, once a person, ${limit ?? 0} in all`,
            ),
        ...(lastDay === null ? [] : [words(`${lastDay} 前有效`, `until ${lastDay}`)]),
      ],
      words('，', ', '),
    );
  },
});
