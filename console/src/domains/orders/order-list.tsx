import { valuesOf } from '@huoshui/contracts/words';
import { orderSource, orderState, shippingDeadline } from '@huoshui/contracts/words/orders';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Answer, api, fileAddress } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { addDays, dayStart } from '../../ui/calendar.ts';
import { Money } from '../../ui/figures.tsx';
import { type Column, type ListRequest, oneOf } from '../../ui/list/column.ts';
import { memberColumn, moneyColumn, productColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { type Chosen, List } from '../../ui/list/list.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { OrderDrawer } from './order-drawer.tsx';
import { slotText } from './order-slot.ts';
import { OrderStateTag } from './order-state.tsx';
import { ShipManyDialog } from './ship-many-dialog.tsx';
import { useOrderText } from './texts.ts';

export type OrderRow = Answer<'GET /api/admin/orders'>['items'][number];

export async function loadOrders({ cursor, limit, ...asked }: ListRequest, memberId?: string) {
  return api('GET /api/admin/orders', { query: { ...queryOf(asked), cursor, limit, memberId } });
}

/** Written by the server: a row for each line, with buyer, address and note, to pack and ship by. */
const orderFile = (asked: Pick<ListRequest, 'q' | 'filters'>): string =>
  fileAddress('GET /api/admin/orders/export.csv', undefined, queryOf(asked));

function queryOf({ q, filters }: Pick<ListRequest, 'q' | 'filters'>) {
  const [from, to] = (filters.placed ?? '').split('..');
  const [broughtFrom, broughtTo] = (filters.brought ?? '').split('..');
  return {
    q,
    state: oneOf(valuesOf(orderState), filters.state),
    source: oneOf(valuesOf(orderSource), filters.source),
    refundRequested: filters.refund === 'requested' ? true : undefined,
    untold: filters.told === 'untold' ? true : undefined,
    unsent: filters.unsent === 'true' ? true : undefined,
    deadline: oneOf(valuesOf(shippingDeadline), filters.deadline),
    storeId: filters.store,
    lot: filters.lot,
    slotFrom: broughtFrom || undefined,
    slotTo: broughtTo || undefined,
    from: from ? dayStart(from) : undefined,
    to: to ? dayStart(addDays(to, 1)) : undefined,
  };
}

export function OrderList() {
  const t = useOrderText();
  const navigate = useNavigate();
  const load = useCallback(async (request: ListRequest) => loadOrders(request), []);
  return (
    <List<OrderRow>
      name="orders"
      title={t('title')}
      searchHint={t('search')}
      file={orderFile}
      actions={
        <>
          <Button onClick={() => void navigate('/slips')}>{t('slips_open')}</Button>
          <ShipMany />
        </>
      }
      load={load}
      rowKey={(row) => row.id}
      columns={useOrderColumns()}
      filters={useOrderFilters()}
      bulkBar={(chosen) => <OrderBar {...chosen} />}
      drawer={{
        width: 760,
        title: (row) => <OrderHeading row={row} />,
        body: (row) => <OrderDrawer id={row.id} />,
      }}
      empty={{
        title: t('empty'),
        hint: t('empty_hint'),
        action: <Button onClick={() => void navigate('/imports')}>{t('to_import')}</Button>,
      }}
    />
  );
}

/** What is done with ticked orders: those that can leave, on paper. */
function OrderBar({ rows, onDone }: Chosen<OrderRow>) {
  const t = useOrderText();
  const navigate = useNavigate();
  const ready = rows.filter(({ state, unsent }) => state === 'paid' || unsent > 0);
  return (
    <>
      <strong className="hs-nowrap">{t('ticked', { count: rows.length })}</strong>
      <Button
        disabled={ready.length === 0}
        onClick={() => void navigate(`/slips?orders=${ready.map(({ id }) => id).join(',')}`)}
      >
        {t('slips_of', { count: ready.length })}
      </Button>
      <Button type="link" onClick={onDone}>
        {t('untick')}
      </Button>
    </>
  );
}

function ShipMany() {
  const t = useOrderText();
  const [open, setOpen] = useState(false);
  return (
    <May call="POST /api/admin/orders/shipments">
      <Button onClick={() => setOpen(true)}>{t('ship_many')}</Button>
      {open && <ShipManyDialog onClose={() => setOpen(false)} />}
    </May>
  );
}

function OrderHeading({ row }: { readonly row: OrderRow }) {
  const t = useOrderText();
  return (
    <span className="hs-inline">
      {row.number} <OrderStateTag state={row.state} />
      <Link to={`/orders/${row.id}`} className="hs-small">
        {t('open_page')}
      </Link>
    </span>
  );
}

function useOrderFilters() {
  const t = useOrderText();
  const say = useWords();
  return [
    {
      key: 'state',
      kind: 'choice',
      label: t('state'),
      options: optionsOf(orderState, say),
    },
    {
      key: 'refund',
      kind: 'choice',
      label: t('refund'),
      options: [{ value: 'requested', label: t('refund_requested') }],
    },
    {
      key: 'told',
      kind: 'choice',
      label: t('told'),
      options: [{ value: 'untold', label: t('untold_short') }],
    },
    {
      key: 'deadline',
      kind: 'choice',
      label: t('deadline'),
      options: optionsOf(shippingDeadline, say),
    },
    {
      key: 'unsent',
      kind: 'choice',
      label: t('to_follow'),
      options: [{ value: 'true', label: t('to_follow') }],
    },
    {
      key: 'source',
      kind: 'choice',
      label: t('source'),
      width: 112,
      options: optionsOf(orderSource, say),
    },
    { key: 'store', kind: 'pick', of: 'store', label: t('pickup_store') },
    { key: 'lot', kind: 'pick', of: 'lot', label: t('lot') },
    { key: 'brought', kind: 'days', label: t('brought_at') },
    { key: 'placed', kind: 'days', label: t('placed_between') },
  ] as const;
}

export function useOrderColumns(): readonly Column<OrderRow>[] {
  const t = useOrderText();
  const say = useWords();
  return [
    {
      key: 'number',
      title: t('number'),
      render: (row) => <span className="hs-nowrap">{row.number}</span>,
      csv: (row) => row.number,
    },
    productColumn('goods', t('goods'), ({ image, firstLine, quantity }) => ({
      image,
      name: quantity > 1 ? t('goods_count', { name: firstLine, count: quantity }) : firstLine,
    })),
    memberColumn('member', t('member'), (row) => ({ id: row.memberId, name: row.memberName })),
    moneyColumn('payable', t('payable'), (row) => row.payable),
    {
      key: 'refunded',
      title: t('refunded'),
      number: true,
      hidden: true,
      render: (row) => (row.refunded === 0 ? <span className="hs-faint">–</span> : <Money fen={row.refunded} />),
      csv: (row) => row.refunded / 100,
    },
    {
      key: 'state',
      title: t('state'),
      render: (row) => (
        <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
          <OrderStateTag state={row.state} />
          {row.unsent > 0 && <span className="hs-faint hs-small hs-nowrap">{t('unsent', { count: row.unsent })}</span>}
          {row.refundRequested && <StateTag tone="bad">{t('refund_requested')}</StateTag>}
        </span>
      ),
      csv: (row) => say(orderState[row.state]),
    },
    textColumn('note', t('note'), (row) => row.note),
    textColumn('remark', t('remark'), (row) => row.remark, { hidden: true }),
    textColumn('store', t('pickup_store'), (row) => row.store, { hidden: true }),
    textColumn('slot', t('brought_at'), ({ slot }) => slot && slotText(slot), { hidden: true }),
    textColumn('source', t('source'), (row) => say(orderSource[row.source]), { hidden: true }),
    timeColumn('created', t('created'), (row) => row.createdAt),
    timeColumn('paid', t('paid_at'), (row) => row.paidAt, { hidden: true }),
  ];
}
