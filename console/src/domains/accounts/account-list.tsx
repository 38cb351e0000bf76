import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { accountState, accountType } from '@huoshui/contracts/words/accounts';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useAccountsText } from './texts.ts';

export type Account = Answer<'GET /api/admin/official-accounts'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(accountState), filters.state);
  return api('GET /api/admin/official-accounts', { query: { q, cursor, limit, state } });
}

export function AccountList() {
  const t = useAccountsText();
  const say = useWords();
  const navigate = useNavigate();
  const connect = (
    <May call="POST /api/admin/official-accounts">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/official-accounts/new')}>
        {t('connect')}
      </Button>
    </May>
  );
  return (
    <List<Account>
      name="official-accounts"
      title={t('accounts_title')}
      purpose={t('accounts_purpose')}
      searchHint={t('accounts_search')}
      load={load}
      rowKey={(row) => row.id}
      actions={connect}
      onOpen={(row) => void navigate(`/official-accounts/${row.id}`)}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(accountState, say) }]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('theme', t('theme'), (row) => row.theme),
        textColumn('type', t('type'), (row) => say(accountType[row.type])),
        stateColumn(
          'verified',
          t('certificate'),
          (row) => t(row.verified ? 'verified' : 'unverified'),
          (row) => (row.verified ? 'good' : 'neutral'),
        ),
        countColumn('followers', t('followers'), (row) => row.followers),
        countColumn('members', t('members'), (row) => row.members),
        stateColumn(
          'state',
          t('state'),
          (row) => (row.trouble === null ? say(accountState[row.state]) : say(row.trouble)),
          (row) => (row.trouble !== null ? 'bad' : row.state === 'live' ? 'good' : 'neutral'),
        ),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      empty={{ title: t('accounts_empty'), hint: t('accounts_empty_hint'), action: connect }}
    />
  );
}
