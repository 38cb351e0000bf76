import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { ruleOn, ruleState } from '@huoshui/contracts/words/accounts';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useAccountsText } from './texts.ts';

export type Rule = Answer<'GET /api/admin/account-rules'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(ruleState), filters.state);
  const on = oneOf(valuesOf(ruleOn), filters.on);
  return api('GET /api/admin/account-rules', { query: { q, cursor, limit, state, on, account: filters.account } });
}

export function RuleList() {
  const t = useAccountsText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/account-rules">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/account-rules/new')}>
        {t('new_rule')}
      </Button>
    </May>
  );
  return (
    <List<Rule>
      name="account-rules"
      title={t('rules_title')}
      purpose={t('rules_purpose')}
      searchHint={t('rules_search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/account-rules/${row.id}`)}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(ruleState, say) },
        { key: 'on', kind: 'choice', label: t('rule_on'), options: optionsOf(ruleOn, say) },
        { key: 'account', kind: 'pick', of: 'official_account', label: t('account') },
      ]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('on', t('rule_on'), (row) => say(ruleOn[row.on])),
        textColumn('does', t('rule_does'), (row) => say(row.sentence)),
        countColumn('given', t('given'), (row) => row.given),
        countColumn('priority', t('priority'), (row) => row.priority),
        stateColumn(
          'state',
          t('state'),
          (row) => say(ruleState[row.state]),
          (row) => (row.state === 'live' ? 'good' : 'neutral'),
        ),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      empty={{ title: t('rules_empty'), hint: t('rules_empty_hint'), action: create }}
    />
  );
}
