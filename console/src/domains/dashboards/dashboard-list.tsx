import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, countColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { NamedDialog } from './named-dialog.tsx';
import { useDashboardText } from './texts.ts';

type Row = Answer<'GET /api/admin/dashboards'>['items'][number];

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/dashboards', { query: { q, cursor, limit } });
}

export function DashboardList() {
  const t = useDashboardText();
  const navigate = useNavigate();
  const [creating, create] = useState(false);
  const button = (
    <May call="POST /api/admin/dashboards">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => create(true)}>
        {t('dashboard_new')}
      </Button>
    </May>
  );
  const save = async (body: { name: string; shared: boolean }) => {
    const { id } = await api('POST /api/admin/dashboards', { body });
    void navigate(`/dashboards/${id}`);
  };
  return (
    <>
      <List<Row>
        name="dashboards"
        title={t('dashboards')}
        purpose={t('dashboards_purpose')}
        searchHint={t('dashboards_search')}
        load={load}
        rowKey={(row) => row.id}
        actions={button}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          countColumn('tiles', t('tiles'), (row) => row.tiles),
          textColumn('owner', t('owner'), (row) => (row.mine ? t('mine') : row.owner)),
          textColumn('seen', t('seen_by'), (row) => t(row.shared ? 'everybody' : 'only_me')),
          timeColumn('created', t('created_at'), (row) => row.createdAt, { hidden: true }),
          actsColumn((row) => row.mine && <Remove row={row} />, 90),
        ]}
        onOpen={(row) => void navigate(`/dashboards/${row.id}`)}
        empty={{ title: t('dashboards_empty'), hint: t('dashboards_empty_hint'), action: button }}
      />
      {creating && (
        <NamedDialog
          title={t('dashboard_new')}
          start={{ name: '', shared: false }}
          done={t('created')}
          onSave={save}
          onClose={() => create(false)}
        />
      )}
    </>
  );
}

function Remove({ row: { id, name } }: { readonly row: Row }) {
  const t = useDashboardText();
  return (
    <RowAct
      call="DELETE /api/admin/dashboards/:id"
      list="dashboards"
      label={t('remove')}
      done={t('removed')}
      ask={{ title: t('question_remove', { name }), body: t('dashboard_remove_body') }}
      run={async () => api('DELETE /api/admin/dashboards/:id', { params: { id } })}
    />
  );
}
