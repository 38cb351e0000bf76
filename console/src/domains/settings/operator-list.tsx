import { PlusOutlined } from '@ant-design/icons';
import { role as roleWords } from '@huoshui/contracts/words/operators';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useSession } from '../../ground/session.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { type Operator, OperatorDialog } from './operator-dialog.tsx';
import { useSettingsText } from './texts.ts';

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/operators', { query: { q, cursor, limit } });
}

export function OperatorList() {
  const t = useSettingsText();
  const say = useWords();
  const session = useSession();
  const may = useMay();
  const [editing, setEditing] = useState<Operator | 'new' | null>(null);
  const create = (
    <May call="POST /api/admin/operators">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('new_operator')}
      </Button>
    </May>
  );
  return (
    <>
      <List<Operator>
        name="operators"
        title={t('operators_title')}
        purpose={t('operators_purpose')}
        searchHint={t('operators_search')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        columns={[
          {
            key: 'name',
            title: t('operator'),
            render: (row) => (
              <>
                {row.name} {row.id === session?.operator.id && <span className="hs-faint hs-small">({t('you')})</span>}
              </>
            ),
            csv: (row) => row.name,
          },
          textColumn('login', t('login'), (row) => row.login),
          {
            key: 'role',
            title: t('role'),
            render: (row) => (
              <StateTag tone={row.role === 'owner' ? 'info' : 'neutral'}>{say(roleWords[row.role])}</StateTag>
            ),
            csv: (row) => say(roleWords[row.role]),
          },
          textColumn(
            'stores',
            t('stores'),
            (row) => row.stores?.map((store) => store.name).join(' / ') ?? t('stores_all'),
          ),
          {
            key: 'state',
            title: t('state'),
            render: (row) => (
              <StateTag tone={row.disabled ? 'bad' : 'good'}>{t(row.disabled ? 'disabled' : 'enabled')}</StateTag>
            ),
            csv: (row) => t(row.disabled ? 'disabled' : 'enabled'),
          },
          timeColumn('seen', t('last_seen'), (row) => row.lastSeenAt),
          timeColumn('created', t('created'), (row) => row.createdAt),
          {
            key: 'act',
            title: '',
            width: 96,
            render: (row) => (row.id === session?.operator.id ? null : <DisableButton operator={row} />),
          },
        ]}
        onOpen={may('PATCH /api/admin/operators/:id') ? setEditing : undefined}
        empty={{ title: t('operators_empty'), hint: t('operators_empty_hint'), action: create }}
      />
      {editing !== null && (
        <OperatorDialog operator={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function DisableButton({ operator }: { readonly operator: Operator }) {
  const t = useSettingsText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['operators']);
  const change = async () => {
    const sure =
      operator.disabled ||
      (await confirm({
        title: t('disable_title', { name: operator.name }),
        body: t('disable_body'),
        ok: t('disable'),
        danger: true,
      }));
    if (sure)
      await act(
        async () =>
          api('PATCH /api/admin/operators/:id', {
            params: { id: operator.id },
            body: { disabled: !operator.disabled },
            revision: operator.revision,
          }),
        t('saved'),
      );
  };
  return (
    <May call="PATCH /api/admin/operators/:id">
      <Button size="small" type="link" danger={!operator.disabled} loading={busy} onClick={() => void change()}>
        {t(operator.disabled ? 'enable' : 'disable')}
      </Button>
    </May>
  );
}
