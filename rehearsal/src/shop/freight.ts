import type { CategoryKey } from './category.ts';

/** How the demo shop sends what needs ice; the values of the form `pricing.freight_template`. */
export const coldChain: { readonly of: readonly CategoryKey[]; readonly values: Readonly<Record<string, unknown>> } = {
  of: ['seafood'],
  values: {
    name: '冷链',
    by: 'piece',
    areas: [
      { regions: [], first: 2, firstFee: 800, more: 2, moreFee: 300, freeFrom: 7900 },
      {
        regions: ['新疆维吾尔自治区', '西藏自治区', '青海省'],
        first: 1,
        firstFee: 2800,
        more: 1,
        moreFee: 1200,
        freeFrom: null,
      },
    ],
    excluded: ['香港特别行政区', '澳门特别行政区', '台湾省'],
  },
};
