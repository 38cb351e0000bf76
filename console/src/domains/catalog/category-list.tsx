import { Button, Form, Input, Select } from 'antd';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { NumberItem } from '../../ui/form/number-item.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, countColumn } from '../../ui/list/columns.tsx';
import { useCategories } from './categories.ts';
import { sortRule } from './number-rules.ts';
import { useCatalogText } from './texts.ts';

type Category = Answer<'GET /api/admin/categories'>['items'][number];

/** Parents with their children under them; there are few, so they come at once. */
async function load({ q }: ListRequest) {
  const { items } = await api('GET /api/admin/categories');
  const bySort = [...items].sort((a, b) => a.sort - b.sort);
  const ordered = bySort
    .filter((row) => row.parentId === null)
    .flatMap((parent) => [parent, ...bySort.filter((row) => row.parentId === parent.id)]);
  const found = q === undefined ? ordered : ordered.filter((row) => row.name.includes(q));
  return { items: found, nextCursor: null, total: found.length };
}

export function CategoryList() {
  const t = useCatalogText();
  const navigate = useNavigate();
  return (
    <EditedList<Category>
      name="categories"
      title={t('categories_title')}
      purpose={t('categories_purpose')}
      searchHint={t('category_name')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/categories', label: t('category_new') }}
      change="PATCH /api/admin/categories/:id"
      dialog={(category, close) => <CategoryDialog category={category} onClose={close} />}
      columns={[
        {
          key: 'name',
          title: t('category_name'),
          render: (row) => <span style={{ paddingLeft: row.parentId === null ? 0 : 24 }}>{row.name}</span>,
          csv: (row) => row.name,
        },
        countColumn('products', t('category_products'), (row) => row.productCount, { width: 140 }),
        countColumn('sort', t('sort'), (row) => row.sort, { width: 100 }),
        actsColumn(
          (row) => (
            <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end' }}>
              <Button size="small" type="link" onClick={() => void navigate(`/products?category=${row.id}`)}>
                {t('show_products')}
              </Button>
              <RemoveCategory category={row} />
            </span>
          ),
          240,
        ),
      ]}
      empty={{ title: t('category_empty'), hint: t('category_empty_hint') }}
    />
  );
}

function RemoveCategory({ category: { id, name, productCount } }: { readonly category: Category }) {
  const t = useCatalogText();
  // The server keeps a category that holds products or other categories.
  const isParent = (useCategories().data?.items ?? []).some(({ parentId }) => parentId === id);
  if (productCount > 0 || isParent) return null;
  return (
    <RowAct
      call="DELETE /api/admin/categories/:id"
      list="categories"
      label={t('category_remove')}
      done={t('category_removed')}
      ask={{ title: t('category_remove_title', { name }), body: t('category_remove_body') }}
      run={async () => api('DELETE /api/admin/categories/:id', { params: { id } })}
    />
  );
}

type CategoryValues = { readonly name: string; readonly parentId: string | null; readonly sort: number };

function CategoryDialog({ category, onClose }: { readonly category: Category | null; readonly onClose: () => void }) {
  const t = useCatalogText();
  // As it stands now: what somebody else makes of it while this is open is told.
  const { data } = useCategories();
  const now = (data?.items ?? []).find(({ id }) => id === category?.id) ?? category;
  const { name = '', parentId = null, sort = 100 } = now ?? {};
  const initial = useMemo<CategoryValues>(() => ({ name, parentId, sort }), [name, parentId, sort]);
  const save = async (values: CategoryValues) => {
    const body = { ...values, name: values.name.trim() };
    return now === null
      ? api('POST /api/admin/categories', { body })
      : api('PATCH /api/admin/categories/:id', { params: { id: now.id }, body, revision: now.revision });
  };
  return (
    <FormDialog<CategoryValues>
      width={420}
      title={t(category === null ? 'category_new' : 'category_edit')}
      initial={initial}
      onSave={save}
      changed={['categories', 'products']}
      done={t('category_saved')}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('category_name')} rules={[{ required: true, whitespace: true, max: 20 }]}>
        <Input autoFocus />
      </Form.Item>
      <ParentField self={category?.id ?? null} />
      <NumberItem name="sort" of={sortRule} extra={t('sort_help')} />
    </FormDialog>
  );
}

/** Two levels are enough to find anything in a shop: only a top category can be a parent. */
function ParentField({ self }: { readonly self: string | null }) {
  const t = useCatalogText();
  const { data } = useCategories();
  const parents = (data?.items ?? []).filter((row) => row.parentId === null && row.id !== self);
  return (
    <Form.Item name="parentId" label={t('category_parent')}>
      <Select
        options={[
          { value: null, label: t('category_top') },
          ...parents.map((row) => ({ value: row.id, label: row.name })),
        ]}
      />
    </Form.Item>
  );
}
