import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { formatYuan } from '../../ui/format.ts';
import { RefuseDialog, RestockDialog, SettleDialog } from './refund-dialogs.tsx';
import type { RefundRow } from './refund-list.tsx';
import { PartDialog } from './refund-part-dialog.tsx';
import { useOrderText } from './texts.ts';

/** What may be done with a refund in its state. */
export function RefundActions({ row }: { readonly row: RefundRow }) {
  const t = useOrderText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['refunds', 'orders', 'overview']);
  const values = { amount: formatYuan(row.amount), name: row.memberName, number: row.orderNumber };
  const [open, setOpen] = useState<'refuse' | 'part' | 'settle' | 'restock' | null>(null);
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
  if (row.state === 'requested' || open === 'refuse' || open === 'part')
    return (
      <>
        <May call="POST /api/admin/refunds/:id/decision">
          <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
            <Button size="small" type="primary" loading={busy} onClick={() => void approve()}>
              {t('approve')}
            </Button>
            <Button size="small" disabled={busy} onClick={() => setOpen('part')}>
              {t('part')}
            </Button>
            <Button size="small" disabled={busy} onClick={() => setOpen('refuse')}>
              {t('refuse')}
            </Button>
          </span>
        </May>
        {open === 'part' && <PartDialog row={row} title={t('part_title', values)} onClose={() => setOpen(null)} />}
        {open === 'refuse' && (
          <RefuseDialog row={row} title={t('refuse_title', values)} onClose={() => setOpen(null)} />
        )}
      </>
    );
  const away = row.lines.filter((line) => line.away > 0);
  if (row.state === 'done' && row.orderId !== '' && away.length > 0)
    return (
      <>
        <May call="POST /api/admin/refunds/:id/returned-goods">
          <Button size="small" onClick={() => setOpen('restock')}>
            {t('restock')}
          </Button>
        </May>
        {open === 'restock' && <RestockDialog row={row} onClose={() => setOpen(null)} />}
      </>
    );
  if (row.state !== 'failed') return null;
  return (
    <>
      <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
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
        <May call="POST /api/admin/refunds/:id/settlement">
          <Button size="small" onClick={() => setOpen('settle')}>
            {t('settle')}
          </Button>
        </May>
      </span>
      {open === 'settle' && <SettleDialog row={row} title={t('settle_title', values)} onClose={() => setOpen(null)} />}
    </>
  );
}
