import { valuesOf } from '@huoshui/contracts/words';
import { refundOrigin, refundState } from '@huoshui/contracts/words/orders';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Money } from '../../ui/figures.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { formatYuan } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { RefundStateTag } from './order-state.tsx';
import { useOrderText } from './texts.ts';

type RefundRow = Answer<'GET /api/admin/refunds'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/refunds', {
    query: {
      q,
      cursor,
      limit,
      state: oneOf(valuesOf(refundState), filters.state),
      origin: oneOf(valuesOf(refundOrigin), filters.origin),
    },
  });
}

export function RefundList() {
  const t = useOrderText();
  const say = useWords();
  return (
    <List<RefundRow>
      name="refunds"
      title={t('refund_title_list')}
      searchHint={t('refund_search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        {
          key: 'state',
          kind: 'choice',
          label: t('refund_state'),
          options: optionsOf(refundState, say),
        },
        {
          key: 'origin',
          kind: 'choice',
          label: t('origin'),
          width: 168,
          options: optionsOf(refundOrigin, say),
        },
      ]}
      columns={[
        {
          key: 'number',
          title: t('number'),
          render: (row) => <Link to={`/orders/${row.orderId}`}>{row.orderNumber}</Link>,
          csv: (row) => row.orderNumber,
        },
        textColumn('member', t('member'), (row) => row.memberName),
        {
          key: 'amount',
          title: t('refund_amount'),
          number: true,
          render: (row) => <Money fen={row.amount} strong />,
          csv: (row) => row.amount / 100,
        },
        stateColumn(
          'state',
          t('refund_state'),
          (row) => <RefundStateTag state={row.state} />,
          (row) => say(refundState[row.state]),
        ),
        textColumn('origin', t('origin'), (row) => say(refundOrigin[row.origin])),
        {
          key: 'reason',
          title: t('reason'),
          render: (row) => (
            <span className="hs-two-lines" style={{ maxWidth: 320 }}>
              <span className="hs-ellipsis">{say(row.reason)}</span>
              {row.failure && <span className="hs-small hs-down hs-ellipsis">{say(row.failure)}</span>}
            </span>
          ),
          csv: (row) => say(row.reason),
        },
        timeColumn('created', t('created_at'), (row) => row.createdAt),
        timeColumn('done', t('done_at'), (row) => row.doneAt, { hidden: true }),
        { key: 'act', title: '', render: (row) => <RefundActions row={row} /> },
      ]}
      empty={{ title: t('refunds_empty'), hint: t('refunds_empty_hint') }}
    />
  );
}

function RefundActions({ row }: { readonly row: RefundRow }) {
  const t = useOrderText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['refunds', 'orders', 'overview']);
  const values = { amount: formatYuan(row.amount), name: row.memberName, number: row.orderNumber };
  const [refusing, setRefusing] = useState(false);
  const approve = async () => {
    const sure = await confirm({
      title: t('approve_title', values),
      body: t('approve_body', values),
      ok: t('approve'),
      danger: true,
    });
    if (!sure) return;
    await act(
      async () => api('POST /api/admin/refunds/:id/decision', { params: { id: row.id }, body: { approve: true } }),
      t('decided'),
    );
  };
  // What she typed stays while it is open, also when somebody else decides meanwhile.
  if (row.state === 'requested' || refusing)
    return (
      <>
        <May call="POST /api/admin/refunds/:id/decision">
          <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
            <Button size="small" type="primary" loading={busy} onClick={() => void approve()}>
              {t('approve')}
            </Button>
            <Button size="small" disabled={busy} onClick={() => setRefusing(true)}>
              {t('refuse')}
            </Button>
          </span>
        </May>
        {refusing && <RefuseDialog row={row} title={t('refuse_title', values)} onClose={() => setRefusing(false)} />}
      </>
    );
  if (row.state !== 'failed') return null;
  return (
    <May call="POST /api/admin/refunds/:id/retry">
      <Button
        size="small"
        loading={busy}
        onClick={() =>
          void act(async () => api('POST /api/admin/refunds/:id/retry', { params: { id: row.id } }), t('retried'))
        }
      >
        {t('retry')}
      </Button>
    </May>
  );
}

type Reply = { readonly reply: string };
const noReply: Reply = { reply: '' };
type RefuseDialogProps = { readonly row: RefundRow; readonly title: string; readonly onClose: () => void };

/** No money goes back; the shopper reads why. */
function RefuseDialog({ row, title, onClose }: RefuseDialogProps) {
  const t = useOrderText();
  return (
    <FormDialog<Reply>
      title={title}
      okText={t('refuse')}
      danger
      initial={noReply}
      onSave={async ({ reply }) =>
        api('POST /api/admin/refunds/:id/decision', {
          params: { id: row.id },
          body: { approve: false, ...(reply.trim() === '' ? {} : { reply: reply.trim() }) },
        })
      }
      changed={['refunds', 'orders', 'overview']}
      done={t('decided')}
      onClose={onClose}
    >
      <p>{t('refuse_body')}</p>
      <Form.Item name="reply" label={t('reply')} rules={[{ max: 80 }]}>
        <Input autoFocus />
      </Form.Item>
    </FormDialog>
  );
}
