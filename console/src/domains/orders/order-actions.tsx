import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../ground/may.tsx';
import type { Order } from './order-drawer.tsx';
import { AddressDialog, CutDialog } from './order-edit-dialogs.tsx';
import { useEditText } from './order-edit-texts.ts';
import { RefundDialog } from './refund-dialog.tsx';
import { RemindDialog } from './remind-dialog.tsx';
import { CorrectDialog, ShipDialog } from './ship-dialog.tsx';
import { useOrderText } from './texts.ts';

/** What may be done with an order in its state. */
export function OrderActions({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const [open, setOpen] = useState<'ship' | 'correct' | 'refund' | 'remind' | 'cut' | 'move' | null>(null);
  const said = useEditText();
  const { ship, correctShipment, refund, remindReceipt, cutPrice, moveAddress } = order.acts;
  return (
    <span className="hs-inline">
      {ship && (
        <May call="POST /api/admin/orders/:id/shipment">
          <Button type="primary" onClick={() => setOpen('ship')}>
            {t(order.unsent > 0 ? 'ship_rest' : 'ship')}
          </Button>
        </May>
      )}
      {correctShipment && (
        <May call="POST /api/admin/orders/:id/shipment/correction">
          <Button onClick={() => setOpen('correct')}>{t('correct')}</Button>
        </May>
      )}
      {remindReceipt && (
        <May call="POST /api/admin/orders/:id/receipt-reminder">
          <Button onClick={() => setOpen('remind')}>{t('remind')}</Button>
        </May>
      )}
      {cutPrice && (
        <May call="POST /api/admin/orders/:id/price-cut">
          <Button onClick={() => setOpen('cut')}>{said('cut')}</Button>
        </May>
      )}
      {moveAddress && (
        <May call="PUT /api/admin/orders/:id/address">
          <Button onClick={() => setOpen('move')}>{said('move')}</Button>
        </May>
      )}
      {refund && (
        <May call="POST /api/admin/orders/:id/refunds">
          <Button onClick={() => setOpen('refund')}>{t('refund')}</Button>
        </May>
      )}
      {open === 'cut' && <CutDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'move' && <AddressDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'ship' && <ShipDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'correct' && <CorrectDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'remind' && <RemindDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'refund' && <RefundDialog order={order} onClose={() => setOpen(null)} />}
    </span>
  );
}
