import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select, TreeSelect } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useCatalogText } from './texts.ts';

type Category = Answer<'GET /api/admin/categories'>['items'][number];
type PickerProps = {
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (ids: readonly string[]) => void;
  readonly disabled?: boolean;
};

export function useCategories() {
  return useQuery({ queryKey: ['categories'], queryFn: async () => api('GET /api/admin/categories') });
}

/** Categories as a tree, in the shop's order. */
export function categoryTree(
  categories: readonly Category[],
  parentId: string | null = null,
): { value: string; title: string; children: ReturnType<typeof categoryTree> }[] {
  return categories
    .filter((category) => category.parentId === parentId)
    .sort((a, b) => a.sort - b.sort)
    .map(({ id, name }) => ({ value: id, title: name, children: categoryTree(categories, id) }));
}

export function CategoryPicker({ id, value, onChange, disabled = false }: PickerProps) {
  const t = useCatalogText();
  const { data, isPending } = useCategories();
  return (
    <TreeSelect
      {...(id === undefined ? {} : { id })}
      multiple
      treeDefaultExpandAll
      showSearch={{ treeNodeFilterProp: 'title' }}
      disabled={disabled}
      loading={isPending}
      placeholder={t('pick_categories')}
      treeData={categoryTree(data?.items ?? [])}
      value={[...(value ?? [])]}
      onChange={(ids: string[]) => onChange?.(ids)}
    />
  );
}

/** Products by search; what is already chosen keeps its name even when the search does not find it. */
export function ProductPicker({ id, value = [], onChange, disabled = false }: PickerProps) {
  const t = useCatalogText();
  const [q, setQ] = useState('');
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const { data, isFetching } = useQuery({
    queryKey: ['products', 'pick', q],
    queryFn: async () => api('GET /api/admin/products', { query: { q: q || undefined, limit: 50 } }),
    placeholderData: keepPreviousData,
  });
  const found = (data?.items ?? []).map((row) => ({ value: row.id, label: row.name }));
  const unknown = value.filter(
    (chosen) => names[chosen] === undefined && !found.some((option) => option.value === chosen),
  );
  const chosenNames = useQuery({
    queryKey: ['products', 'names', unknown],
    enabled: unknown.length > 0,
    queryFn: async () =>
      Promise.all(
        unknown.slice(0, 50).map(async (product) => api('GET /api/admin/products/:id', { params: { id: product } })),
      ),
  });
  const kept = value
    .filter((chosen) => !found.some((option) => option.value === chosen))
    .map((chosen) => ({
      value: chosen,
      label: names[chosen] ?? chosenNames.data?.find((product) => product.id === chosen)?.name ?? chosen,
    }));
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      mode="multiple"
      disabled={disabled}
      loading={isFetching}
      placeholder={t('pick_products')}
      showSearch={{ filterOption: false, onSearch: setQ }}
      options={[...kept, ...found]}
      value={[...value]}
      onChange={(ids: string[], options) => {
        const labels = [options]
          .flat()
          .flatMap((option) =>
            typeof option?.value === 'string' ? [[option.value, String(option.label)] as const] : [],
          );
        setNames({ ...names, ...Object.fromEntries(labels) });
        onChange?.(ids);
      }}
    />
  );
}
