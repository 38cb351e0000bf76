import { valuesOf } from '@huoshui/contracts/words';
import { pickupTodo } from '@huoshui/contracts/words/orders';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useMay } from '../../ground/may.tsx';
import type { BulkAction } from '../../ui/list/bulk-bar.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { memberColumn, productColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { OrderDrawer, slotText } from '../orders/index.ts';
import { usePickupText } from './texts.ts';

type Pickup = Answer<'GET /api/admin/pickups'>['items'][number];

const tones: Readonly<Record<Pickup['todo'], Tone>> = {
  prepare: 'warn',
  ready: 'info',
  overdue: 'bad',
  collected: 'good',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  const todo = oneOf(valuesOf(pickupTodo), filters.todo);
  return api('GET /api/admin/pickups', { query: { q, cursor, limit, todo, storeId: filters.store } });
}

/** What waits at the counters, and what was handed over there. */
export function PickupList() {
  const t = usePickupText();
  const say = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const ready: BulkAction<Pickup> = {
    key: 'ready',
    label: t('mark_ready'),
    fits: ({ todo }) => todo === 'prepare',
    question: ({ length }) => ({ title: t('mark_title', { count: length }), body: t('mark_body') }),
    run: async ({ id }) => api('POST /api/admin/pickups/readiness', { body: { ids: [id] } }),
  };
  return (
    <List<Pickup>
      name="pickups"
      title={t('list_title')}
      purpose={t('list_purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={
        <Button type="primary" onClick={() => void navigate('/pickup-desk')}>
          {t('to_desk')}
        </Button>
      }
      bulk={may('POST /api/admin/pickups/readiness') ? [ready] : []}
      filters={[
        { key: 'todo', kind: 'choice', label: t('todo'), options: optionsOf(pickupTodo, say) },
        { key: 'store', kind: 'pick', of: 'store', label: t('store') },
      ]}
      columns={[
        textColumn('slot', t('slot'), (row) => slotText(row)),
        stateColumn(
          'todo',
          t('todo'),
          (row) => say(pickupTodo[row.todo]),
          (row) => tones[row.todo],
        ),
        textColumn('store', t('store'), (row) => row.storeName),
        textColumn('who', t('who'), (row) => `${row.name} ${row.phone}`),
        productColumn('goods', t('goods'), ({ image, firstLine, quantity }) => ({
          image,
          name: quantity > 1 ? t('goods_count', { name: firstLine, count: quantity }) : firstLine,
        })),
        textColumn('number', t('number'), (row) => row.number),
        memberColumn('member', t('member'), (row) => ({ id: row.memberId, name: row.memberName }), { hidden: true }),
        timeColumn('collected', t('collected'), (row) => row.collectedAt),
        textColumn('by', t('collected_by'), (row) => row.collectedBy, { hidden: true }),
      ]}
      drawer={{
        width: 760,
        title: (row) => (
          <span className="hs-inline">
            {row.number}{' '}
            <Link to={`/orders/${row.id}`} className="hs-small">
              {t('open_page')}
            </Link>
          </span>
        ),
        body: (row) => <OrderDrawer id={row.id} />,
      }}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}
