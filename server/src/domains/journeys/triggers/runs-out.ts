import { words } from '@huoshui/contracts/words';
import { dayStart } from '../../../platform/calendar.ts';
import { payloadOf } from '../../../platform/facts.ts';
import { form } from '../../../platform/form/form.ts';
import { memberRunsOut } from '../../audiences/events.ts';
import { chineseDay } from '../../messaging/index.ts';
import { trigger } from '../trigger.ts';

export const runsOut = trigger({
  kind: 'runs_out',
  words: words('买的东西快用完', 'Something of hers runs out'),
  form: form({
    fields: [
      {
        key: 'purchases',
        label: words('这个类目至少买过几次', 'Purchases of the category at least'),
        hint: words('买得越多，估得越准', 'The more there were, the closer the guess'),
        kind: 'count',
        unit: words('次', 'times'),
        min: 1,
        max: 50,
        initial: 2,
      },
    ],
    sentence: ({ purchases }) =>
      words(
        `某个类目买过 ${purchases} 次以上，预计三天内用完`,
        `Something bought ${purchases} times or more runs out within three days`,
      ),
  }),
  on: [memberRunsOut],
  knows: ['product', 'productId', 'skuId', 'categoryId', 'until', 'category'],
  entrantOf({ purchases }, told) {
    const ending = payloadOf(memberRunsOut, told);
    if (!ending || ending.purchases < purchases || ending.productId === '') return null;
    return {
      memberId: ending.memberId,
      because: words(
        `「${ending.goods}」预计 ${ending.runsOutOn} 用完`,
        `“${ending.goods}” probably runs out on ${ending.runsOutOn}`,
      ),
      context: {
        product: ending.goods,
        productId: ending.productId,
        skuId: ending.skuId,
        categoryId: ending.categoryId,
        until: chineseDay(dayStart(ending.runsOutOn)),
        category: '复购',
      },
    };
  },
});
