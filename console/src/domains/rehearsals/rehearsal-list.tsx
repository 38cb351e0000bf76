import { rehearsalState } from '@huoshui/contracts/words/rehearsals';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { formatCount, formatYuan } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { type Rehearsal, RehearsalStateTag, withSign } from './rehearsal-state.tsx';
import { useRehearsalText } from './texts.ts';

const states = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/rehearsals', { query: { q, cursor, limit, state: oneOf(states, filters.state) } });
}

export function RehearsalList() {
  const t = useRehearsalText();
  const say = useWords();
  const navigate = useNavigate();
  const difference = (of: 'orders' | 'net', format: (value: number) => string) => (row: Rehearsal) =>
    row.result ? withSign(row.result.shop[of].value, format) : '–';
  return (
    <List<Rehearsal>
      name="rehearsals"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        {
          key: 'state',
          kind: 'choice',
          label: t('state'),
          options: states.map((value) => ({ value, label: say(rehearsalState[value]) })),
        },
      ]}
      columns={[
        textColumn('name', t('subject'), (row) => say(row.name)),
        tagColumn(
          'state',
          t('state'),
          (row) => <RehearsalStateTag state={row.state} />,
          (row) => say(rehearsalState[row.state]),
        ),
        textColumn('entered', t('entered'), (row) => (row.result ? formatCount(row.result.entered) : '–')),
        textColumn('orders', t('uplift_orders'), difference('orders', formatCount)),
        textColumn('net', t('uplift_net'), difference('net', formatYuan)),
        textColumn('by', t('by'), (row) => row.by),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      onOpen={(row) => void navigate(`/rehearsals/${row.id}`)}
      empty={{
        title: t('empty'),
        hint: t('empty_hint'),
        action: <Button onClick={() => void navigate('/journeys')}>{t('to_journeys')}</Button>,
      }}
    />
  );
}
