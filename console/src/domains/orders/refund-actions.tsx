import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { formatYuan } from '../../ui/format.ts';
import { useKeys } from '../../ui/keys.ts';
import { ApproveDialog } from './refund-approve-dialog.tsx';
import { RefuseDialog, RestockDialog, SettleDialog } from './refund-dialogs.tsx';
import { InspectDialog, InsteadDialog, RefuseReturnDialog } from './refund-inspect-dialogs.tsx';
import type { RefundRow } from './refund-list.tsx';
import { PartDialog } from './refund-part-dialog.tsx';
import { useRefundText } from './refund-texts.ts';
import { ReplacementDialog } from './ship-dialog.tsx';
import { useOrderText } from './texts.ts';

type Dialog = 'approve' | 'refuse' | 'part' | 'settle' | 'restock' | 'inspect' | 'send_away' | 'replace' | 'instead';

/** What may be done with a refund in its state; beside the list by keys too. */
export function RefundActions({ row, keys = false }: { readonly row: RefundRow; readonly keys?: boolean }) {
  const t = useOrderText();
  const may = useMay();
  const values = { amount: formatYuan(row.amount), name: row.memberName, number: row.orderNumber };
  const [open, setOpen] = useState<Dialog | null>(null);
  const close = () => setOpen(null);
  const decides = keys && row.state === 'requested' && may('POST /api/admin/refunds/:id/decision');
  const looks = keys && row.state === 'returning' && may('POST /api/admin/refunds/:id/inspection');
  useKeys({
    a: decides ? () => setOpen('approve') : looks ? () => setOpen('inspect') : undefined,
    r: decides ? () => setOpen('refuse') : looks ? () => setOpen('send_away') : undefined,
  });
  return (
    <>
      <Buttons row={row} onOpen={setOpen} />
      {/* What she typed stays while it is open, also when somebody else decides meanwhile. */}
      {open === 'approve' && <ApproveDialog row={row} onClose={close} />}
      {open === 'part' && <PartDialog row={row} title={t('part_title', values)} onClose={close} />}
      {open === 'refuse' && <RefuseDialog row={row} title={t('refuse_title', values)} onClose={close} />}
      {open === 'restock' && <RestockDialog row={row} onClose={close} />}
      {open === 'settle' && <SettleDialog row={row} title={t('settle_title', values)} onClose={close} />}
      {open === 'inspect' && <InspectDialog row={row} onClose={close} />}
      {open === 'send_away' && <RefuseReturnDialog row={row} onClose={close} />}
      {open === 'replace' && <ReplacementDialog refund={row} onClose={close} />}
      {open === 'instead' && <InsteadDialog row={row} onClose={close} />}
    </>
  );
}

type ButtonsProps = { readonly row: RefundRow; readonly onOpen: (dialog: Dialog) => void };

function Buttons({ row, onOpen }: ButtonsProps) {
  const t = useOrderText();
  const said = useRefundText();
  if (row.state === 'requested')
    return (
      <May call="POST /api/admin/refunds/:id/decision">
        <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
          <Button size="small" type="primary" onClick={() => onOpen('approve')}>
            {row.afterSale?.kind === 'return'
              ? said('approve_return')
              : row.afterSale?.kind === 'exchange'
                ? said('approve_exchange')
                : t('approve')}
          </Button>
          <Button size="small" onClick={() => onOpen('part')}>
            {t('part')}
          </Button>
          <Button size="small" onClick={() => onOpen('refuse')}>
            {t('refuse')}
          </Button>
        </span>
      </May>
    );
  if (row.state === 'returning')
    return (
      <May call="POST /api/admin/refunds/:id/inspection">
        <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
          <Button size="small" type={row.afterSale?.back ? 'primary' : 'default'} onClick={() => onOpen('inspect')}>
            {said('inspect')}
          </Button>
          <Button size="small" onClick={() => onOpen('send_away')}>
            {said('inspect_refuse')}
          </Button>
        </span>
      </May>
    );
  if (row.state === 'replacing')
    return (
      <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
        <May call="POST /api/admin/refunds/:id/replacement">
          <Button size="small" type="primary" onClick={() => onOpen('replace')}>
            {said('replace')}
          </Button>
        </May>
        <May call="POST /api/admin/refunds/:id/money-instead">
          <Button size="small" onClick={() => onOpen('instead')}>
            {said('instead')}
          </Button>
        </May>
      </span>
    );
  if (row.state === 'done' && row.orderId !== '' && row.lines.some((line) => line.away > 0))
    return (
      <May call="POST /api/admin/refunds/:id/returned-goods">
        <Button size="small" onClick={() => onOpen('restock')}>
          {t('restock')}
        </Button>
      </May>
    );
  return row.state === 'failed' ? <FailedActs row={row} onOpen={onOpen} /> : null;
}

function FailedActs({ row, onOpen }: ButtonsProps) {
  const t = useOrderText();
  const { busy, act } = useAct(['refunds', 'orders', 'overview']);
  return (
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
        <Button size="small" onClick={() => onOpen('settle')}>
          {t('settle')}
        </Button>
      </May>
    </span>
  );
}
