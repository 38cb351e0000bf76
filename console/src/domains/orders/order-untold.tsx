import { Alert, Button } from 'antd';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Time } from '../../ui/figures.tsx';
import { now } from '../../ui/now.ts';
import type { Order } from './order-drawer.tsx';
import { useOrderText } from './texts.ts';

/** WeChat was not told what was shipped: why, and what can be done about it. */
export function OrderUntold({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const { busy, act } = useAct(['orders', 'overview']);
  const { untold } = order.acts;
  if (untold === null) return <TellBy order={order} />;
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

/** Still in the house: by when WeChat wants to hear that it left. Red once that is over. */
function TellBy({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const { tellBy } = order.acts;
  if (tellBy === null) return null;
  const over = new Date(tellBy) <= now();
  return (
    <Alert
      type={over ? 'error' : 'info'}
      showIcon
      style={{ marginBottom: 16 }}
      title={
        <>
          {over ? t('tell_by_over') : t('tell_by')} <Time at={tellBy} absolute />
        </>
      }
      description={t('tell_by_why')}
    />
  );
}
