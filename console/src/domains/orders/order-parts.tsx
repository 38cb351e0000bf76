import { afterSaleKind } from '@huoshui/contracts/words/after-sales';
import { refundOrigin } from '@huoshui/contracts/words/orders';
import { Link } from 'react-router';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Timeline } from '../../ui/detail/timeline.tsx';
import { Money, Time } from '../../ui/figures.tsx';
import { formatYuan } from '../../ui/format.ts';
import { Picture } from '../../ui/picture.tsx';
import { Grid } from '../../ui/report/grid.tsx';
import { useWords } from '../../ui/words.ts';
import type { Order } from './order-drawer.tsx';
import { RefundStateTag } from './order-state.tsx';
import { RefundAmount } from './refund-sum.tsx';
import { useOrderText } from './texts.ts';

export function OrderLines({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const say = useWords();
  return (
    <Panel title={t('lines')} flush>
      <Grid
        rows={order.lines}
        rowKey={(line) => line.id}
        columns={[
          {
            title: t('goods'),
            render: (line) => (
              <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
                <Picture src={line.image} size={40} />
                <span className="hs-two-lines">
                  <span>{line.name}</span>
                  <span className="hs-faint hs-small">{line.values.join(' / ')}</span>
                  {line.gift && (
                    <span className="hs-small hs-soft">
                      {t('gift_of', { rule: say(line.gift.label), worth: formatYuan(line.gift.worth) })}
                    </span>
                  )}
                  {line.refundedQuantity === 0 && line.refundedAmount > 0 && (
                    <span className="hs-small hs-soft">
                      {t('line_money_back', { amount: formatYuan(line.refundedAmount) })}
                    </span>
                  )}
                  {order.unsent > 0 && line.toSend > 0 && (
                    <span className="hs-small hs-soft">{t('to_send', { count: line.toSend })}</span>
                  )}
                  {line.refundedQuantity > 0 && (
                    <span className="hs-small hs-down">
                      {t('line_refunded', { count: line.refundedQuantity, amount: formatYuan(line.refundedAmount) })}
                    </span>
                  )}
                </span>
              </span>
            ),
          },
          { title: t('unit_price'), number: true, render: (line) => <Money fen={line.unitPrice} /> },
          { title: t('quantity'), number: true, render: (line) => line.quantity },
          {
            title: t('discount'),
            number: true,
            render: (line) =>
              line.discounts.length === 0 ? (
                <span className="hs-faint">–</span>
              ) : (
                <span className="hs-two-lines hs-small">
                  {line.discounts.map((discount) => (
                    <span key={discount.label.zh}>
                      <span className="hs-faint">{say(discount.label)}</span> -{formatYuan(discount.amount)}
                    </span>
                  ))}
                </span>
              ),
          },
          { title: t('line_payable'), number: true, render: (line) => <Money fen={line.payable} strong /> },
        ]}
      />
    </Panel>
  );
}

export function OrderRefunds({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const say = useWords();
  if (order.refunds.length === 0) return null;
  return (
    <Panel title={t('refunds')} flush>
      <Grid
        rows={order.refunds}
        rowKey={(refund) => refund.id}
        columns={[
          {
            title: t('refund_amount'),
            render: (refund) => (
              <Link to={`/refunds/${refund.id}`}>
                <RefundAmount refund={refund} />
              </Link>
            ),
          },
          { title: t('state'), render: (refund) => <RefundStateTag refund={refund} /> },
          {
            title: t('origin'),
            render: (refund) =>
              refund.afterSale ? say(afterSaleKind[refund.afterSale.kind]) : say(refundOrigin[refund.origin]),
          },
          {
            title: t('reason'),
            render: (refund) => (
              <span className="hs-two-lines">
                <span>{say(refund.reason)}</span>
                {refund.reply !== '' && (
                  <span className="hs-small hs-soft">{t('replied', { text: refund.reply })}</span>
                )}
                {refund.failure && <span className="hs-small hs-down">{say(refund.failure)}</span>}
              </span>
            ),
          },
          { title: t('created_at'), render: (refund) => <Time at={refund.createdAt} /> },
        ]}
      />
    </Panel>
  );
}

export function OrderTimeline({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const say = useWords();
  return (
    <Panel title={t('timeline')}>
      <Timeline
        entries={order.timeline.map((event, index) => ({
          key: `${event.at}-${index + 1}`,
          at: event.at,
          side: 'act',
          title: say(event.title),
          ...(event.detail === null ? {} : { detail: say(event.detail) }),
        }))}
      />
    </Panel>
  );
}
