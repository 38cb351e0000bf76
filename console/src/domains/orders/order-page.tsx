import { Link, useParams } from 'react-router';
import { KeyFigures } from '../../ui/detail/key-figures.tsx';
import { Money, Time } from '../../ui/figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { AppliedRules } from './applied-rules.tsx';
import { OrderActions } from './order-actions.tsx';
import { OrderDelivery } from './order-delivery.tsx';
import { useOrder } from './order-drawer.tsx';
import { OrderHold } from './order-hold.tsx';
import { OrderLines, OrderRefunds, OrderTimeline } from './order-parts.tsx';
import { OrderRemarks } from './order-remark.tsx';
import { OrderStateTag } from './order-state.tsx';
import { OrderUntold } from './order-untold.tsx';
import { PayCoupons } from './pay-coupons.tsx';
import { PriceWaterfall } from './price-waterfall.tsx';
import { useOrderText } from './texts.ts';

export function OrderPage() {
  const t = useOrderText();
  const { id = '' } = useParams();
  const query = useOrder(id);
  return (
    <Loaded query={query}>
      {(order) => (
        <div className="hs-page">
          <PageHead
            back={{ to: '/orders', label: t('title') }}
            title={order.number}
            state={<OrderStateTag state={order.state} />}
            actions={<OrderActions order={order} />}
          />
          <OrderHold order={order} />
          <OrderUntold order={order} />
          <KeyFigures
            figures={[
              { label: t('total_payable'), value: <Money fen={order.payable} /> },
              { label: t('total_paid'), value: <Money fen={order.paid} /> },
              ...(order.payCoupons === null
                ? []
                : [{ label: t('payer_paid'), value: <Money fen={order.payCoupons.payerPaid} /> }]),
              { label: t('refunded'), value: <Money fen={order.refunded} /> },
              { label: t('member'), value: <Link to={`/members/${order.memberId}`}>{order.memberName}</Link> },
              { label: t('created'), value: <Time at={order.createdAt} absolute /> },
            ]}
          />
          <div className="hs-split">
            <div>
              <OrderLines order={order} />
              <PriceWaterfall order={order} />
              <PayCoupons order={order} />
              <AppliedRules order={order} />
              <OrderRefunds order={order} />
            </div>
            <div>
              <OrderDelivery order={order} />
              <OrderRemarks order={order} />
              <OrderTimeline order={order} />
            </div>
          </div>
        </div>
      )}
    </Loaded>
  );
}
