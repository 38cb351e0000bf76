import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { FreightDialog } from './freight-dialog.tsx';
import { usePricingText } from './texts.ts';

export type FreightTemplate = Answer<'GET /api/admin/freight-templates'>['items'][number];

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/freight-templates', { query: { q, cursor, limit } });
}

/** What sending goods costs where, beside the shop's own terms. */
export function FreightList() {
  const t = usePricingText();
  const say = useWords();
  const may = useMay();
  const [editing, setEditing] = useState<FreightTemplate | 'new' | null>(null);
  const create = (
    <May call="POST /api/admin/freight-templates">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('freight_new')}
      </Button>
    </May>
  );
  return (
    <>
      <List<FreightTemplate>
        name="freight-templates"
        title={t('freight_title')}
        purpose={t('freight_purpose')}
        searchHint={t('freight_search')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          textColumn('sentence', t('freight_sentence'), (row) => say(row.sentence)),
          countColumn('products', t('freight_products'), (row) => row.products),
          timeColumn('created', t('freight_created'), (row) => row.createdAt, { hidden: true }),
          { key: 'acts', title: '', width: 90, render: (row) => <Remove template={row} /> },
        ]}
        onOpen={may('PUT /api/admin/freight-templates/:id') ? setEditing : undefined}
        empty={{ title: t('freight_empty'), hint: t('freight_empty_hint'), action: create }}
      />
      {editing !== null && (
        <FreightDialog template={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function Remove({ template }: { readonly template: FreightTemplate }) {
  const t = usePricingText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['freight-templates']);
  const remove = async () => {
    const sure = await confirm({
      title: t('freight_remove_title', { name: template.name }),
      body: t('freight_remove_body'),
      ok: t('freight_remove'),
      danger: true,
    });
    if (sure)
      await act(
        async () => api('DELETE /api/admin/freight-templates/:id', { params: { id: template.id } }),
        t('freight_removed'),
      );
  };
  return (
    <May call="DELETE /api/admin/freight-templates/:id">
      <Button size="small" type="link" danger loading={busy} onClick={() => void remove()}>
        {t('freight_remove')}
      </Button>
    </May>
  );
}
