import { afterSaleKind } from '@huoshui/contracts/words/after-sales';
import { deliveryWay, refundOrigin } from '@huoshui/contracts/words/orders';
import { Link } from 'react-router';
import { formatTime } from '../../ui/calendar.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
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

export function OrderDelivery({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const say = useWords();
  const { address, shipment, pickup } = order;
  if (pickup !== null) return <Collected pickup={pickup} />;
  if (address === null && shipment === null) {
    return (
      <Panel title={t('delivery')}>
        <span className="hs-soft">{t('no_address')}</span>
      </Panel>
    );
  }
  return (
    <Panel title={t('delivery')}>
      <Facts
        facts={[
          ...(address
            ? [
                { label: t('receiver'), value: `${address.name} ${address.phone}` },
                {
                  label: t('address'),
                  value: `${address.province}${address.city}${address.district}${address.street}`,
                },
              ]
            : []),
          ...(shipment
            ? [
                { label: t('way'), value: say(deliveryWay[shipment.way]) },
                { label: shipment.way === 'express' ? t('company') : t('deliverer'), value: shipment.company },
                ...(shipment.waybill === null
                  ? []
                  : [{ label: t('waybill'), value: <span className="hs-code">{shipment.waybill}</span> }]),
                ...shipment.more.map(({ goods, company, waybill }) => ({
                  label: t('followed'),
                  value: `${company} ${waybill ?? ''} · ${goods}`,
                })),
              ]
            : []),
        ]}
      />
    </Panel>
  );
}

/** Where and when it is collected, and whom to hand it to. The code is hers: staff ask for it. */
function Collected({ pickup }: { readonly pickup: NonNullable<Order['pickup']> }) {
  const t = useOrderText();
  return (
    <Panel title={t('pickup')}>
      <Facts
        facts={[
          { label: t('pickup_store'), value: pickup.store },
          {
            label: t('pickup_slot'),
            value: `${formatTime(pickup.from)}–${formatTime(pickup.to).slice(11).replace('00:00', '24:00')}`,
          },
          { label: t('pickup_who'), value: `${pickup.name} ${pickup.phone}` },
          { label: t('pickup_ready'), value: <Time at={pickup.readyAt} absolute /> },
          pickup.collectedAt === null
            ? { label: t('pickup_kept'), value: <Time at={pickup.keepUntil} absolute /> }
            : { label: t('pickup_collected'), value: <Time at={pickup.collectedAt} absolute /> },
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
