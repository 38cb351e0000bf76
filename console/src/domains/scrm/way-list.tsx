import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { contactWayState } from '@huoshui/contracts/words/scrm';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useScrmText } from './texts.ts';

export type ContactWay = Answer<'GET /api/admin/contact-ways'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(contactWayState), filters.state);
  return api('GET /api/admin/contact-ways', { query: { q, cursor, limit, state } });
}

export function WayList() {
  const t = useScrmText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/contact-ways">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/contact-ways/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<ContactWay>
      name="contact-ways"
      title={t('ways_title')}
      purpose={t('ways_purpose')}
      searchHint={t('ways_search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/contact-ways/${row.id}`)}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(contactWayState, say) }]}
      columns={[
        textColumn('name', t('way_name'), (row) => row.name),
        textColumn('does', t('way_does'), (row) => say(row.sentence)),
        textColumn('staff', t('way_staff'), (row) => row.staff.map(({ name }) => name).join(' · '), { hidden: true }),
        stateColumn(
          'state',
          t('state'),
          (row) => say(contactWayState[row.state]),
          (row) => (row.state === 'live' ? 'good' : 'neutral'),
        ),
        countColumn('friends', t('way_friends'), (row) => row.friends),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      empty={{ title: t('ways_empty'), hint: t('ways_empty_hint'), action: create }}
    />
  );
}
