import { InboxOutlined } from '@ant-design/icons';
import { importState } from '@huoshui/contracts/words/imports';
import { App, Spin } from 'antd';
import { type DragEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, upload } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { type Import, ImportStateTag } from './import-state.tsx';
import { useImportText } from './texts.ts';
import './imports.css';

const mostBytes = 50 * 1024 * 1024;

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/imports', { query: { q, cursor, limit } });
}

export function ImportList() {
  const t = useImportText();
  const say = useWords();
  const navigate = useNavigate();
  const count = (value: number) => (value === 0 ? <span className="hs-faint">–</span> : formatCount(value));
  return (
    <List<Import>
      name="imports"
      title={t('title')}
      purpose={t('purpose')}
      load={load}
      rowKey={(row) => row.id}
      above={
        <May call="POST /api/admin/imports">
          <DropZone />
        </May>
      }
      columns={[
        textColumn('file', t('file'), (row) => row.fileName),
        tagColumn(
          'state',
          t('state'),
          (row) => <ImportStateTag item={row} />,
          (row) => say(importState[row.state]),
        ),
        { key: 'rows', title: t('rows'), number: true, render: (row) => count(row.rows), csv: (row) => row.rows },
        {
          key: 'members',
          title: t('members'),
          number: true,
          render: (row) => count(row.members),
          csv: (row) => row.members,
        },
        {
          key: 'orders',
          title: t('orders'),
          number: true,
          render: (row) => count(row.orders),
          csv: (row) => row.orders,
        },
        {
          key: 'products',
          title: t('products'),
          number: true,
          render: (row) => count(row.products + row.updated),
          csv: (row) => row.products + row.updated,
        },
        {
          key: 'errors',
          title: t('errors'),
          number: true,
          render: (row) => <span className={row.errors > 0 ? 'hs-down' : ''}>{count(row.errors)}</span>,
          csv: (row) => row.errors,
        },
        timeColumn('created', t('created'), (row) => row.createdAt),
        timeColumn('finished', t('finished'), (row) => row.finishedAt, { hidden: true }),
      ]}
      onOpen={(row) => void navigate(`/imports/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

function DropZone() {
  const t = useImportText();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { busy, act } = useAct(['imports']);
  const [over, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    if (file === undefined || busy) return;
    if (file.size > mostBytes) {
      void message.warning(t('too_large'));
      return;
    }
    await act(async () => {
      const { id } = await upload('POST /api/admin/imports', file);
      await navigate(`/imports/${id}`);
    });
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <label
      className={`hs-card hs-drop ${over ? 'hs-drop-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {busy ? <Spin /> : <InboxOutlined />}
      <span className="hs-two-lines">
        <strong>{busy ? t('uploading') : t('upload')}</strong>
        <span className="hs-soft">{t('upload_hint')}</span>
      </span>
      <input
        type="file"
        accept=".csv,.xlsx,.txt,.tsv,text/csv,text/plain"
        disabled={busy}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </label>
  );
}
