import { useQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../ground/api.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { OrderActions } from './order-actions.tsx';
import { OrderDelivery } from './order-delivery.tsx';
import { OrderHold } from './order-hold.tsx';
import { OrderLines, OrderRefunds, OrderTimeline } from './order-parts.tsx';
import { OrderRemarks } from './order-remark.tsx';
import { OrderUntold } from './order-untold.tsx';
import { PriceWaterfall } from './price-waterfall.tsx';

export type Order = Answer<'GET /api/admin/orders/:id'>;

export function useOrder(id: string) {
  return useQuery({
    queryKey: ['orders', 'one', id],
    queryFn: async () => api('GET /api/admin/orders/:id', { params: { id } }),
  });
}

/** The order beside the list: what one needs to decide and to ship. */
export function OrderDrawer({ id }: { readonly id: string }) {
  return (
    <Loaded query={useOrder(id)}>
      {(order) => (
        <div className="hs-stack" style={{ gap: 0 }}>
          <div style={{ marginBottom: 16 }}>
            <OrderActions order={order} />
          </div>
          <OrderHold order={order} />
          <OrderUntold order={order} />
          <OrderLines order={order} />
          <PriceWaterfall order={order} />
          <OrderDelivery order={order} />
          <OrderRemarks order={order} />
          <OrderRefunds order={order} />
          <OrderTimeline order={order} />
        </div>
      )}
    </Loaded>
  );
}
