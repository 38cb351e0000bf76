import { Button } from 'antd';
import { useState } from 'react';
import { May } from '../../ground/may.tsx';
import type { Order } from './order-drawer.tsx';
import { RefundDialog } from './refund-dialog.tsx';
import { RemindDialog } from './remind-dialog.tsx';
import { CorrectDialog, OwedDialog, ShipDialog } from './ship-dialog.tsx';
import { useOrderText } from './texts.ts';

/** What may be done with an order in its state. */
export function OrderActions({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const [open, setOpen] = useState<'ship' | 'correct' | 'refund' | 'owed' | 'remind' | null>(null);
  const { ship, correctShipment, refund, owed, remindReceipt } = order.acts;
  return (
    <span className="hs-inline">
      {ship && (
        <May call="POST /api/admin/orders/:id/shipment">
          <Button type="primary" onClick={() => setOpen('ship')}>
            {t('ship')}
          </Button>
        </May>
      )}
      {correctShipment && (
        <May call="POST /api/admin/orders/:id/shipment/correction">
          <Button onClick={() => setOpen('correct')}>{t('correct')}</Button>
        </May>
      )}
      {owed > 0 && (
        <May call="POST /api/admin/orders/:id/owed-shipment">
          <Button type="primary" onClick={() => setOpen('owed')}>
            {t('send_owed')}
          </Button>
        </May>
      )}
      {remindReceipt && (
        <May call="POST /api/admin/orders/:id/receipt-reminder">
          <Button onClick={() => setOpen('remind')}>{t('remind')}</Button>
        </May>
      )}
      {refund && (
        <May call="POST /api/admin/orders/:id/refunds">
          <Button onClick={() => setOpen('refund')}>{t('refund')}</Button>
        </May>
      )}
      {open === 'ship' && <ShipDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'correct' && <CorrectDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'owed' && <OwedDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'remind' && <RemindDialog order={order} onClose={() => setOpen(null)} />}
      {open === 'refund' && <RefundDialog order={order} onClose={() => setOpen(null)} />}
    </span>
  );
}
