import { Alert, Button } from 'antd';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import type { Order } from './order-drawer.tsx';
import { useOrderText } from './texts.ts';

/** WeChat was not told what was shipped: why, and what can be done about it. */
export function OrderUntold({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const { busy, act } = useAct(['orders', 'overview']);
  const { untold } = order.acts;
  if (untold === null) return null;
  return (
    <Alert
      type="error"
      showIcon
      style={{ marginBottom: 16 }}
      title={t('untold')}
      description={t('untold_why', { why: untold })}
      action={
        <May call="POST /api/admin/orders/:id/shipment/retry">
          <Button
            size="small"
            loading={busy}
            onClick={() =>
              void act(
                async () => api('POST /api/admin/orders/:id/shipment/retry', { params: { id: order.id } }),
                t('telling_again'),
              )
            }
          >
            {t('tell_again')}
          </Button>
        </May>
      }
    />
  );
}
