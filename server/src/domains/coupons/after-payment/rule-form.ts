import { joinWords, words } from '@huoshui/contracts/words';
import { paymentRefund } from '@huoshui/contracts/words/coupons';
import { form } from '../../../platform/form/form.ts';
import { formatYuan } from '../../../platform/money.ts';

export const paymentRuleForm = form({
  fields: [
    {
      key: 'name',
      label: words('名称', 'Name'),
      kind: 'text',
      max: 20,
      hint: words('例如：买水果送蔬菜券', 'e.g. Fruit buyers get a vegetable coupon'),
    },
    {
      key: 'categories',
      label: words('买了哪些分类', 'Categories bought'),
      kind: 'picker',
      of: 'category',
      many: 20,
      optional: true,
      hint: words('买了其中任何一类就算；不选就不限', 'Any of them counts; none: whatever was bought'),
    },
    {
      key: 'from',
      label: words('订单满', 'From an order of'),
      kind: 'money',
      min: 0,
      max: 1_000_000_00,
      initial: 0,
      hint: words('按实付金额', 'Of what was paid'),
    },
    {
      key: 'to',
      label: words('不到', 'Below'),
      kind: 'money',
      min: 1,
      max: 1_000_000_00,
      optional: true,
      hint: words('不填就不设上限', 'Empty: and above'),
    },
    { key: 'benefit', label: words('送什么', 'What it brings'), kind: 'picker', of: 'benefit' },
    { key: 'budget', label: words('预算', 'Budget'), kind: 'picker', of: 'budget', optional: true },
    {
      key: 'onRefund',
      label: words('订单全额退款后', 'When the order is given back whole'),
      kind: 'choice',
      options: [
        { value: 'take_back', label: paymentRefund.take_back },
        { value: 'keep', label: paymentRefund.keep },
      ],
      initial: 'take_back',
    },
  ],
  problem: ({ from, to }) =>
    to !== null && to <= from ? { at: 'to', words: words('要大于起点金额', 'More than where it begins') } : null,
  sentence: ({ categories, from, to, benefit, onRefund }, names) => {
    const goods = (categories ?? []).map((id) => names('category', id) ?? words('分类', 'a category'));
    const [low, high] = [formatYuan(from), to === null ? null : formatYuan(to)];
    const gift = names('benefit', benefit);
    return joinWords(
      [
        goods.length === 0
          ? words('支付后', 'After any payment')
          : joinWords(
              [words('买', 'After buying '), joinWords(goods, words('、', ', ')), words('后', '')],
              words('', ''),
            ),
        ...(from === 0 && high === null
          ? []
          : [
              high === null
                ? words(`满 ${low} 元`, `from ¥${low}`)
                : words(`${low} 至 ${high} 元`, `from ¥${low} to below ¥${high}`),
            ]),
        words(`送「${gift?.zh ?? '权益'}」`, `“${gift?.en ?? 'a benefit'}”`),
        onRefund === 'take_back'
          ? words('全额退款时收回', 'taken back when all is refunded')
          : words('退款也保留', 'kept after a refund'),
      ],
      words('，', ', '),
    );
  },
});
