import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn, percentColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { usePhoneListText } from './phone-list-texts.ts';

type PhoneList = Answer<'GET /api/admin/phone-lists'>['items'][number];

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/phone-lists', { query: { q, cursor, limit } });
}

/** Lists of numbers, how far each came and how many said yes. */
export function PhoneLists() {
  const t = usePhoneListText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/phone-lists">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/phone-lists/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<PhoneList>
      name="phone-lists"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/phone-lists/${row.id}`)}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('does', t('does'), (row) => say(row.sentence)),
        countColumn('people', t('people'), (row) => row.people),
        countColumn('announced', t('announced'), (row) => row.announced, { hidden: true }),
        countColumn('asked', t('asked'), (row) => row.asked),
        countColumn('passed', t('passed'), (row) => row.passed),
        percentColumn('rate', t('rate'), (row) => (row.asked === 0 ? null : row.passed / row.asked)),
        countColumn('gifted', t('gifted'), (row) => row.gifted, { hidden: true }),
        timeColumn('made', t('made'), (row) => row.madeAt),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
