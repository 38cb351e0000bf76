import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { NumberItem } from '../../ui/form/number-item.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
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
  const may = useMay();
  const [editing, setEditing] = useState<Category | 'new' | null>(null);
  const close = useCallback(() => setEditing(null), []);
  const create = (
    <May call="POST /api/admin/categories">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('category_new')}
      </Button>
    </May>
  );
  return (
    <>
      <List<Category>
        name="categories"
        title={t('categories_title')}
        purpose={t('categories_purpose')}
        searchHint={t('category_name')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        columns={[
          {
            key: 'name',
            title: t('category_name'),
            render: (row) => <span style={{ paddingLeft: row.parentId === null ? 0 : 24 }}>{row.name}</span>,
            csv: (row) => row.name,
          },
          countColumn('products', t('category_products'), (row) => row.productCount, { width: 140 }),
          countColumn('sort', t('sort'), (row) => row.sort, { width: 100 }),
          {
            key: 'acts',
            title: '',
            width: 240,
            render: (row) => (
              <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end' }}>
                <Button size="small" type="link" onClick={() => void navigate(`/products?category=${row.id}`)}>
                  {t('show_products')}
                </Button>
                <RemoveCategory category={row} />
              </span>
            ),
          },
        ]}
        onOpen={may('PATCH /api/admin/categories/:id') ? setEditing : undefined}
        empty={{ title: t('category_empty'), hint: t('category_empty_hint'), action: create }}
      />
      {editing !== null && <CategoryDialog category={editing === 'new' ? null : editing} onClose={close} />}
    </>
  );
}

function RemoveCategory({ category }: { readonly category: Category }) {
  const t = useCatalogText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['categories']);
  const remove = async () => {
    const sure = await confirm({
      title: t('category_remove_title', { name: category.name }),
      body: t('category_remove_body'),
      ok: t('category_remove'),
      danger: true,
    });
    if (sure)
      await act(
        async () => api('DELETE /api/admin/categories/:id', { params: { id: category.id } }),
        t('category_removed'),
      );
  };
  // The server keeps a category that holds products or other categories.
  const isParent = (useCategories().data?.items ?? []).some(({ parentId }) => parentId === category.id);
  if (category.productCount > 0 || isParent) return null;
  return (
    <May call="DELETE /api/admin/categories/:id">
      <Button size="small" type="link" danger loading={busy} onClick={() => void remove()}>
        {t('category_remove')}
      </Button>
    </May>
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
