import { valuesOf } from '@huoshui/contracts/words';
import { afterSaleKind, afterSaleTodo } from '@huoshui/contracts/words/after-sales';
import { refundOrigin, refundState } from '@huoshui/contracts/words/orders';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, memberColumn, tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { RefundStateTag } from './order-state.tsx';
import { RefundActions } from './refund-actions.tsx';
import { RefundDrawer } from './refund-page.tsx';
import { Due } from './refund-parts.tsx';
import { RefundAmount } from './refund-sum.tsx';
import { useRefundText } from './refund-texts.ts';
import { useOrderText } from './texts.ts';

type Listed = Answer<'GET /api/admin/refunds'>['items'][number];
/** What acts on a refund need of it, in the list and on its page. */
export type RefundRow = Listed;

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/refunds', {
    query: {
      q,
      cursor,
      limit,
      state: oneOf(valuesOf(refundState), filters.state),
      origin: oneOf(valuesOf(refundOrigin), filters.origin),
      kind: oneOf(valuesOf(afterSaleKind), filters.kind),
      todo: oneOf(valuesOf(afterSaleTodo), filters.todo),
    },
  });
}

export function RefundList() {
  const t = useOrderText();
  const said = useRefundText();
  const say = useWords();
  return (
    <List<RefundRow>
      name="refunds"
      title={t('refund_title_list')}
      searchHint={t('refund_search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        { key: 'todo', kind: 'choice', label: said('todo'), options: optionsOf(afterSaleTodo, say) },
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
        { key: 'kind', kind: 'choice', label: said('kind'), options: optionsOf(afterSaleKind, say) },
      ]}
      columns={[
        {
          key: 'number',
          title: t('number'),
          render: (row) => <Link to={`/orders/${row.orderId}`}>{row.orderNumber}</Link>,
          csv: (row) => row.orderNumber,
        },
        memberColumn('member', t('member'), (row) =>
          row.memberId === null ? null : { id: row.memberId, name: row.memberName },
        ),
        {
          key: 'amount',
          title: t('refund_amount'),
          number: true,
          render: (row) => <RefundAmount refund={row} />,
          csv: (row) => row.amount / 100,
        },
        tagColumn(
          'state',
          t('refund_state'),
          (row) => <RefundStateTag refund={row} />,
          (row) => say(refundState[row.state]),
        ),
        textColumn('kind', said('kind'), (row) => (row.afterSale ? say(afterSaleKind[row.afterSale.kind]) : '')),
        {
          key: 'due',
          title: said('due'),
          render: (row) => <Due afterSale={{ ...(row.afterSale ?? noDeadline), byItself: false }} />,
          csv: (row) => row.afterSale?.dueAt ?? '',
        },
        textColumn('origin', t('origin'), (row) => say(refundOrigin[row.origin]), { hidden: true }),
        {
          key: 'reason',
          title: t('reason'),
          render: (row) => (
            <span className="hs-two-lines" style={{ maxWidth: 320 }}>
              <span className="hs-ellipsis">{say(row.reason)}</span>
              {row.failure && <span className="hs-small hs-down hs-ellipsis">{say(row.failure)}</span>}
              {row.reply !== '' && (
                <span className="hs-small hs-soft hs-ellipsis">{t('replied', { text: row.reply })}</span>
              )}
              {row.settledNote && (
                <span className="hs-small hs-soft hs-ellipsis">{t('settled_by', { text: row.settledNote })}</span>
              )}
              {row.waitsForSecond && <span className="hs-small hs-soft">{t('waits_second')}</span>}
            </span>
          ),
          csv: (row) => say(row.reason),
        },
        timeColumn('created', t('created_at'), (row) => row.createdAt),
        timeColumn('done', t('done_at'), (row) => row.doneAt, { hidden: true }),
        actsColumn((row) => <RefundActions row={row} />),
      ]}
      drawer={{
        width: 640,
        title: (row) => <RefundHeading row={row} />,
        body: (row) => <RefundDrawer key={row.id} id={row.id} />,
      }}
      empty={{ title: t('refunds_empty'), hint: t('refunds_empty_hint') }}
    />
  );
}

const noDeadline = { dueAt: null };

function RefundHeading({ row }: { readonly row: RefundRow }) {
  const t = useRefundText();
  const say = useWords();
  return (
    <span className="hs-inline">
      {row.afterSale ? say(afterSaleKind[row.afterSale.kind]) : t('page')} {row.orderNumber}
      <RefundStateTag refund={row} />
      <Link to={`/refunds/${row.id}`} className="hs-small">
        {t('open_page')}
      </Link>
    </span>
  );
}
