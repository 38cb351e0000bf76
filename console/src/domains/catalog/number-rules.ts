import { words } from '@huoshui/contracts/words';
import type { NumberRule } from '../../ui/form/number-input.tsx';

// What the numbers of the catalogue may be, as its contract says it.

const mostFen = 100_000_00;
const price = (label: NumberRule['label'], min: number, max: number): NumberRule => ({
  kind: 'money',
  label,
  min,
  max,
  optional: true,
});

export const limitRule: NumberRule = {
  kind: 'count',
  label: words('每单限购', 'Limit per order'),
  min: 1,
  max: 999,
  optional: true,
};
export const memberLimitRule: NumberRule = { ...limitRule, label: words('每人限购', 'Limit per person') };
export const limitDaysRule: NumberRule = { ...limitRule, label: words('几天内', 'Within days'), max: 365 };
export const sortRule: NumberRule = { kind: 'count', label: words('排序', 'Order'), min: 0, max: 9999 };

/** Empty is told by the form as a whole: a price is missing. */
export const skuRules = {
  price: price(words('售价', 'Price'), 1, mostFen),
  memberPrice: price(words('会员价', 'Member price'), 1, mostFen),
  listPrice: price(words('划线价', 'List price'), 1, 10 * mostFen),
  costPrice: price(words('成本', 'Cost'), 0, 10 * mostFen),
  weight: { kind: 'count', label: words('重量（克）', 'Weight (g)'), min: 1, max: 1_000_000, optional: true },
  onHand: { kind: 'count', label: words('库存', 'Stock'), min: 0, max: 1_000_000, optional: true },
} as const satisfies Readonly<Record<string, NumberRule>>;

export const changeRule: NumberRule = {
  kind: 'count',
  label: words('增减数量', 'Change'),
  min: -1_000_000,
  max: 1_000_000,
};
