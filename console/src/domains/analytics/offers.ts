import type { Offered } from '@huoshui/contracts/form';
import { plainWords, words } from '@huoshui/contracts/words';
import { api } from '../../ground/api.ts';
import type { Offer } from '../../ui/form/fields/field-kit.tsx';

export async function offersOf(of: Offered): Promise<readonly Offer[]> {
  if (of === 'event') {
    const { items } = await api('GET /api/admin/reports/events');
    const known = items.map(({ name, label }) => ({ value: name, name: label ?? plainWords(name) }));
    return [{ value: '*', name: words('任意行为', 'any act') }, ...known];
  }
  const [event] = (await api('GET /api/admin/reports/events')).items;
  const seen = event
    ? (await api('GET /api/admin/reports/events/:name/properties', { params: { name: '*' } })).items
    : [];
  const others = seen.filter(({ property }) => columns.every(({ value }) => value !== property));
  return [...columns, ...others.map(({ property }) => ({ value: property, name: plainWords(property) }))];
}

/** What every event has a column for. */
const columns: readonly Offer[] = [
  { value: 'page', name: words('页面', 'Page') },
  { value: 'product_id', name: words('商品', 'Product') },
  { value: 'category_id', name: words('类目', 'Category') },
  { value: 'order_id', name: words('订单', 'Order') },
  { value: 'value', name: words('数值', 'Value') },
  { value: 'source', name: words('来源', 'Source') },
  { value: 'session', name: words('会话', 'Session') },
];
