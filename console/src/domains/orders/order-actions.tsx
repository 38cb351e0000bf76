import { Button } from 'antd';
import { useState } from 'react';
import { Allowed } from '../../ground/session.tsx';
import type { Order } from './order-drawer.tsx';
import { RefundDialog } from './refund-dialog.tsx';
import { ShipDialog } from './ship-dialog.tsx';
import { useOrderText } from './texts.ts';

/** What may be done with an order in its state. */
export function OrderActions({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const [open, setOpen] = useState<'ship' | 'refund' | null>(null);
  const refundable = order.paid > order.refunded && order.state !== 'unpaid' && order.state !== 'cancelled';
  return (
    <Allowed permission="orders.write">
      {(disabled) => (
        <span className="hs-inline">
          {order.state === 'paid' && (
            <Button type="primary" disabled={disabled} onClick={() => setOpen('ship')}>
              {t('ship')}
            </Button>
          )}
          {refundable && (
            <Button disabled={disabled} onClick={() => setOpen('refund')}>
              {t('refund')}
            </Button>
          )}
          {open === 'ship' && <ShipDialog order={order} onClose={() => setOpen(null)} />}
          {open === 'refund' && <RefundDialog order={order} onClose={() => setOpen(null)} />}
        </span>
      )}
    </Allowed>
  );
}
