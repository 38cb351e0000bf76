import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { broadcastState } from '@huoshui/contracts/words/accounts';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { toneOf } from './broadcast-state.ts';
import { useBroadcastText } from './texts.ts';

export type Broadcast = Answer<'GET /api/admin/account-broadcasts'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(broadcastState), filters.state);
  return api('GET /api/admin/account-broadcasts', { query: { q, cursor, limit, state, account: filters.account } });
}

export function BroadcastList() {
  const t = useBroadcastText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/account-broadcasts">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/account-broadcasts/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Broadcast>
      name="account-broadcasts"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/account-broadcasts/${row.id}`)}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(broadcastState, say) },
        { key: 'account', kind: 'pick', of: 'official_account', label: t('account') },
      ]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('does', t('rule'), (row) => say(row.sentence)),
        textColumn('sent', t('sent'), (row) => (row.sent === null ? '–' : String(row.sent))),
        stateColumn(
          'state',
          t('state'),
          (row) => say(broadcastState[row.state]),
          (row) => toneOf(row.state),
        ),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
