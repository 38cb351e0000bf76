import { Alert } from 'antd';
import { Time } from '../../ui/figures.tsx';
import { useWords } from '../../ui/words.ts';
import type { Order } from './order-drawer.tsx';
import { useOrderText } from './texts.ts';

/** Who keeps the order in the house, why and until when, and what is not offered meanwhile. */
export function OrderHold({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const say = useWords();
  if (order.holds.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={t('held')}
      description={
        <>
          {order.holds.map((hold) => (
            <div key={`${hold.who.zh} ${hold.since}`}>
              <b>{say(hold.who)}</b> · {say(hold.reason)} · {t('held_since')} <Time at={hold.since} />
              {hold.until !== null && (
                <>
                  {' '}
                  · {t('held_until')} <Time at={hold.until} absolute />
                </>
              )}
            </div>
          ))}
          <div className="hs-soft">{t(order.state === 'unpaid' ? 'held_unpaid' : 'held_paid')}</div>
        </>
      }
    />
  );
}
