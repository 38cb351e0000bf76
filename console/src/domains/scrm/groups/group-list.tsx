import { valuesOf } from '@huoshui/contracts/words';
import { customerGroupState } from '@huoshui/contracts/words/scrm-groups';
import { Button, Tag } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { useAct } from '../../../ui/act.ts';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import type { Tone } from '../../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { useGroupText } from './texts.ts';

export type CustomerGroup = Answer<'GET /api/admin/customer-groups'>['items'][number];

export const groupTones: Readonly<Record<CustomerGroup['state'], Tone>> = {
  live: 'good',
  full: 'warn',
  dismissed: 'neutral',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(customerGroupState), filters.state);
  return api('GET /api/admin/customer-groups', { query: { q, cursor, limit, state, owner: filters.owner } });
}

export function GroupList() {
  const t = useGroupText();
  const say = useWords();
  const navigate = useNavigate();
  return (
    <List<CustomerGroup>
      name="customer-groups"
      title={t('groups_title')}
      purpose={t('groups_purpose')}
      searchHint={t('groups_search')}
      load={load}
      rowKey={(row) => row.id}
      actions={<ReadAgain />}
      onOpen={(row) => void navigate(`/customer-groups/${row.id}`)}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(customerGroupState, say) },
        { key: 'owner', kind: 'pick', of: 'wecom_staff', label: t('owner') },
      ]}
      columns={[
        textColumn('name', t('group'), (row) => row.name),
        textColumn('owner', t('owner'), (row) => row.owner),
        stateColumn(
          'state',
          t('state'),
          (row) => say(customerGroupState[row.state]),
          (row) => groupTones[row.state],
        ),
        countColumn('customers', t('customers'), (row) => row.customers),
        countColumn('members', t('members_all'), (row) => row.members, { hidden: true }),
        countColumn('joined', t('joined_today'), (row) => row.joinedToday),
        countColumn('left', t('left_today'), (row) => row.leftToday),
        {
          key: 'tags',
          title: t('tags'),
          render: (row) =>
            row.tags.length === 0 ? (
              <span className="hs-faint">–</span>
            ) : (
              row.tags.map((tag) => <Tag key={tag}>{tag}</Tag>)
            ),
          csv: (row) => row.tags.join(' '),
        },
        timeColumn('made', t('made'), (row) => row.createdAt),
        timeColumn('read', t('read'), (row) => row.readAt, { hidden: true }),
      ]}
      empty={{ title: t('groups_empty'), hint: t('groups_empty_hint') }}
    />
  );
}

function ReadAgain() {
  const t = useGroupText();
  const { busy, act } = useAct(['customer-groups']);
  return (
    <May call="POST /api/admin/customer-groups/reading">
      <Button
        loading={busy}
        onClick={() => void act(async () => api('POST /api/admin/customer-groups/reading'), t('reading'))}
      >
        {t('read_again')}
      </Button>
    </May>
  );
}
