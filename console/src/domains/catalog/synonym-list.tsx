import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { textColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { SynonymDialog } from './synonym-dialog.tsx';
import { useCatalogText } from './texts.ts';

type Synonym = Answer<'GET /api/admin/synonyms'>['items'][number];

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/synonyms', { query: { q, cursor, limit } });
}

export function SynonymList() {
  const t = useCatalogText();
  const say = useWords();
  const may = useMay();
  const [editing, setEditing] = useState<Synonym | 'new' | null>(null);
  const create = (
    <May call="POST /api/admin/synonyms">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('synonym_new')}
      </Button>
    </May>
  );
  return (
    <>
      <List<Synonym>
        name="synonyms"
        title={t('synonyms_title')}
        purpose={t('synonyms_purpose')}
        searchHint={t('searched_word')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        columns={[
          textColumn('searched', t('synonym_searched'), (row) => row.searched),
          textColumn('sentence', t('synonym_sentence'), (row) => say(row.sentence)),
          { key: 'acts', title: '', width: 90, render: (row) => <Remove synonym={row} /> },
        ]}
        onOpen={may('PUT /api/admin/synonyms/:id') ? setEditing : undefined}
        empty={{ title: t('synonyms_empty'), hint: t('synonyms_empty_hint'), action: create }}
      />
      {editing !== null && (
        <SynonymDialog synonym={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function Remove({ synonym }: { readonly synonym: Synonym }) {
  const t = useCatalogText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['synonyms']);
  const remove = async () => {
    const sure = await confirm({
      title: t('synonym_remove_title', { word: synonym.searched }),
      body: t('synonym_remove_body'),
      ok: t('category_remove'),
      danger: true,
    });
    if (sure)
      await act(
        async () => api('DELETE /api/admin/synonyms/:id', { params: { id: synonym.id } }),
        t('category_removed'),
      );
  };
  return (
    <May call="DELETE /api/admin/synonyms/:id">
      <Button size="small" type="link" danger loading={busy} onClick={() => void remove()}>
        {t('category_remove')}
      </Button>
    </May>
  );
}
