import { TreeSelect } from 'antd';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker, useNames } from '../../ui/form/fields/search-picker.tsx';
import { categoryTree, useCategories } from './categories.ts';
import { useCatalogText } from './texts.ts';

async function searchProducts(q: string) {
  const { items } = await api('GET /api/admin/products', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

export function ProductPicker(props: PickerProps) {
  const t = useCatalogText();
  return <SearchPicker {...props} of="product" search={searchProducts} hint={t('pick_products')} />;
}

async function searchSkus(q: string) {
  const { items } = await api('GET /api/admin/stock', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ skuId, productName, values }) => ({ value: skuId, label: [productName, ...values].join(' ') }));
}

export function SkuPicker(props: PickerProps) {
  const t = useCatalogText();
  return <SearchPicker {...props} of="sku" search={searchSkus} hint={t('pick_skus')} />;
}

async function searchLots(q: string) {
  const { items } = await api('GET /api/admin/lots', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, number, productName }) => ({ value: id, label: `${productName} ${number}` }));
}

export function LotPicker(props: PickerProps) {
  const t = useCatalogText();
  return <SearchPicker {...props} of="lot" search={searchLots} hint={t('pick_lots')} />;
}

/** Categories as a tree, in the shop's order. */
export function CategoryPicker({ id, value, onChange, many, label, disabled, wrong }: PickerProps) {
  const t = useCatalogText();
  const { data, isPending } = useCategories();
  const known = new Set(data?.items.map((category) => category.id));
  const gone = useNames('category', data === undefined ? [] : value.filter((one) => !known.has(one)));
  return (
    <TreeSelect<string | string[] | null>
      {...(id === undefined ? {} : { id })}
      {...(disabled === undefined ? {} : { disabled })}
      {...(wrong ? { status: 'error' as const } : {})}
      aria-label={label}
      multiple={many}
      allowClear={!many}
      treeDefaultExpandAll
      showSearch={{ treeNodeFilterProp: 'title' }}
      loading={isPending}
      placeholder={t('pick_categories')}
      treeData={[
        ...categoryTree(data?.items ?? []),
        ...gone.map((one) => ({ value: one.value, title: one.label, children: [] })),
      ]}
      value={many ? [...value] : (value[0] ?? null)}
      onChange={(next) => onChange(Array.isArray(next) ? next : next ? [next] : [])}
      style={{ width: '100%', maxWidth: 520 }}
    />
  );
}
