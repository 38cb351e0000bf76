import { PlusOutlined } from '@ant-design/icons';
import { groupCodeState } from '@huoshui/contracts/words/scrm-groups';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import type { Tone } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { useGroupText } from './texts.ts';

export type GroupCode = Answer<'GET /api/admin/group-codes'>['items'][number];

export const codeTones: Readonly<Record<GroupCode['state'], Tone>> = {
  live: 'good',
  no_room: 'bad',
  archived: 'neutral',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(['live', 'archived'], filters.state);
  return api('GET /api/admin/group-codes', { query: { q, cursor, limit, state } });
}

export function GroupCodeList() {
  const t = useGroupText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/group-codes">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/group-codes/new')}>
        {t('new')}
      </Button>
    </May>
  );
  const room = ({ lanes }: GroupCode) =>
    lanes
      .map(({ name, room: left }) => `${name} ${left === null ? '∞' : t('room_people', { count: left })}`)
      .join(' · ');
  return (
    <List<GroupCode>
      name="group-codes"
      title={t('codes_title')}
      purpose={t('codes_purpose')}
      searchHint={t('codes_search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/group-codes/${row.id}`)}
      filters={[
        {
          key: 'state',
          kind: 'choice',
          label: t('state'),
          options: (['live', 'archived'] as const).map((value) => ({ value, label: say(groupCodeState[value]) })),
        },
      ]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('does', t('does'), (row) => say(row.sentence)),
        stateColumn(
          'state',
          t('state'),
          (row) => say(groupCodeState[row.state]),
          (row) => codeTones[row.state],
        ),
        textColumn('room', t('room'), room),
        countColumn('joined', t('joined'), (row) => row.joined),
        countColumn('still', t('still_in'), (row) => row.still),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      empty={{ title: t('codes_empty'), hint: t('codes_empty_hint'), action: create }}
    />
  );
}
