import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import type { Order } from './order-drawer.tsx';
import { useOrderText } from './texts.ts';

/** By line, the lot that its units in this parcel are of; null: nobody said. */
export type Lots = Readonly<Record<string, string | null>>;

export type LotChoice = { readonly value: string; readonly label: string };

/** The lots that may still be sent of what is in this order, by product; nothing for those who may not see them. */
export function useLotsOf(order: Order): (productId: string | null) => readonly LotChoice[] {
  const can = useCan()('catalog.read');
  const products = [...new Set(order.lines.flatMap(({ toSend, productId }) => (toSend > 0 ? (productId ?? []) : [])))];
  const { data } = useQuery({
    queryKey: ['lots', 'of', products.join()],
    queryFn: async () =>
      api('GET /api/admin/lots', { query: { products: products.join(), state: 'good', limit: 100 } }),
    enabled: can && products.length > 0,
  });
  return (productId) =>
    (data?.items ?? [])
      .filter((lot) => lot.productId === productId)
      .map(({ id, number, goodUntil }) => ({
        value: id,
        label: goodUntil === null ? number : `${number} · ${goodUntil}`,
      }));
}

type SelectProps = {
  readonly name: string;
  readonly choices: readonly LotChoice[];
  readonly value: string | null;
  readonly onChange: (lot: string | null) => void;
};

/** Of which lot they are; it may be left open. */
export function LotSelect({ name, choices, value, onChange }: SelectProps) {
  const t = useOrderText();
  return (
    <Select<string>
      size="small"
      allowClear
      style={{ width: 180 }}
      placeholder={t('lot_any')}
      aria-label={`${t('lot')} ${name}`}
      value={value}
      options={[...choices]}
      onChange={(next) => onChange(next ?? null)}
    />
  );
}
