import type { Field } from '@huoshui/contracts/form';
import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';
import { getSetting } from '../../../platform/settings.ts';
import { shopSettings } from '../../../platform/shop-settings.ts';
import { blockKind } from '../block-kind.ts';
import { WHOLE } from '../place.ts';

const fields = [
  {
    key: 'notice',
    label: words('下面带公告和包邮线', 'With the notice and free delivery below'),
    kind: 'switch',
    initial: true,
  },
] as const satisfies readonly Field[];

export const search = blockKind({
  kind: 'search',
  hint: words(
    '搜索框和扫一扫；热词和公告在店铺设置里改',
    'Search and scan; hot words and notice are the shop’s settings',
  ),
  group: 'goods',
  on: WHOLE,
  form: form({
    fields,
    sentence: ({ notice }) => (notice ? words('搜索框，带公告', 'Search with the notice') : words('搜索框', 'Search')),
  }),
  async fill(ctx, _given, asked) {
    const shop = asked.length === 0 ? null : await getSetting(ctx, shopSettings);
    return new Map(
      asked.map(({ key, values }) => [
        key,
        {
          content: {
            kind: 'search' as const,
            words: [...(shop?.hotWords ?? [])],
            notice: values.notice ? (shop?.notice ?? '') : '',
            freeFrom: values.notice ? (shop?.shipping.freeFrom ?? null) : null,
          },
        },
      ]),
    );
  },
});
