import { Link } from 'react-router';
import { formatCount } from '../../ui/format.ts';
import type { Column } from '../../ui/list/column.ts';
import type { useCatalogText } from './texts.ts';

type Text = ReturnType<typeof useCatalogText>;
type Row = {
  readonly productId: string;
  readonly productName: string;
  readonly values: readonly string[];
  readonly code: string;
  readonly available: number;
};

/** Which SKU it is; `linked`: whoever looks may open its product. */
export function skuColumns<Of extends Row>(t: Text, linked: boolean): readonly Column<Of>[] {
  return [
    {
      key: 'product',
      title: t('product'),
      render: (row) => (linked ? <Link to={`/products/${row.productId}`}>{row.productName}</Link> : row.productName),
      csv: (row) => row.productName,
    },
    {
      key: 'sku',
      title: t('sku'),
      render: (row) => row.values.join(' / ') || t('sku_single'),
      csv: (row) => row.values.join(' / '),
    },
    {
      key: 'code',
      title: t('sku_code'),
      render: (row) => <span className="hs-code">{row.code}</span>,
      csv: (row) => row.code,
    },
  ];
}

/** What may still be sold; nothing left stands out. */
export function availableColumn<Of extends Row>(t: Text): Column<Of> {
  return {
    key: 'available',
    title: t('available'),
    number: true,
    render: (row) => <strong className={row.available === 0 ? 'hs-down' : ''}>{formatCount(row.available)}</strong>,
    csv: (row) => row.available,
  };
}
