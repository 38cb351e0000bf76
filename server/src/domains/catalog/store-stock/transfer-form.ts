import { words } from '@huoshui/contracts/words';
import { form } from '../../../platform/form/form.ts';

const ways = {
  to_store: words('总仓 → 门店', 'To a store'),
  to_shop: words('门店 → 总仓', 'Back to the warehouse'),
  between: words('门店 → 门店', 'From store to store'),
} as const;

/** Goods that go from the shop's stock to a store, back, or from one store to another. */
export const transferForm = form({
  fields: [
    {
      key: 'way',
      label: words('从哪到哪', 'Which way'),
      kind: 'choice',
      options: [
        { value: 'to_store', label: ways.to_store },
        { value: 'to_shop', label: ways.to_shop },
        { value: 'between', label: ways.between },
      ],
      initial: 'to_store',
    },
    {
      key: 'from',
      label: words('调出门店', 'From'),
      kind: 'picker',
      of: 'store',
      when: { field: 'way', is: ['to_shop', 'between'] },
    },
    {
      key: 'to',
      label: words('调入门店', 'To'),
      kind: 'picker',
      of: 'store',
      when: { field: 'way', is: ['to_store', 'between'] },
    },
    {
      key: 'lines',
      label: words('商品', 'Goods'),
      kind: 'list',
      min: 1,
      max: 100,
      add: words('加一种', 'Add goods'),
      of: [
        { key: 'sku', label: words('规格', 'SKU'), kind: 'picker', of: 'sku' },
        {
          key: 'quantity',
          label: words('件数', 'Units'),
          kind: 'count',
          min: 1,
          max: 1_000_000,
          initial: 1,
          hint: words('订单占用的调不走', 'What orders have reserved stays'),
        },
      ],
    },
    { key: 'reason', label: words('原因', 'Reason'), kind: 'text', max: 60, hint: words('例如：补货', 'e.g. refill') },
  ],
  problem: ({ from, to, lines }) => {
    if (from !== null && from === to)
      return { at: 'to', words: words('调出和调入不能是同一家', 'It is there already: choose another store') };
    const twice = lines.findIndex(({ sku }, at) => lines.slice(0, at).some((one) => one.sku === sku));
    return twice === -1 ? null : { at: `lines.${twice}.sku`, words: words('上面已经有了', 'Named above already') };
  },
  sentence: ({ way, from, to, lines }, names) => {
    const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const of = (id: string | null) => (id === null ? null : names('store', id));
    const stores = [of(from), of(to)].filter((one) => one !== null);
    return words(
      `${ways[way].zh}：${stores.map(({ zh }) => zh).join(' → ')}，${lines.length} 种共 ${units} 件`,
      `${ways[way].en}: ${stores.map(({ en }) => en).join(' → ')}, ${units} units of ${lines.length} kinds`,
    );
  },
});
