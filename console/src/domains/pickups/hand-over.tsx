import { Button } from 'antd';
import { Link } from 'react-router';
import { Picture } from '../../ui/picture.tsx';
import { slotText } from '../orders/index.ts';
import type { AtCounter } from './counter.tsx';
import { usePickupText } from './texts.ts';

type HandOverProps = {
  readonly order: AtCounter;
  readonly busy: boolean;
  /** Null where it may not be, or not here. */
  readonly onHandOver: (() => void) | null;
  readonly onLeave: () => void;
};

/** What is taken out of the shelf for her, in large type; what was given back stays. */
export function HandOver({ order, busy, onHandOver, onLeave }: HandOverProps) {
  const t = usePickupText();
  return (
    <section className="hs-desk-order" aria-label={order.number}>
      <header>
        <strong>
          {order.name} {order.phone}
        </strong>
        <span className="hs-soft">
          <Link to={`/orders/${order.orderId}`}>{order.number}</Link> · {order.storeName} · {slotText(order)}
        </span>
      </header>
      <ul>
        {order.lines.map((line) => (
          <li key={line.lineId} className={line.quantity === 0 ? 'hs-faint' : undefined}>
            <Picture src={line.image} size={48} />
            <span className="hs-two-lines">
              <span>{line.name}</span>
              <span className="hs-soft hs-small">{line.values.join(' / ')}</span>
            </span>
            <span className="hs-desk-units">
              {line.quantity > 0 && <b>{t('take', { count: line.quantity })}</b>}
              {line.refunded > 0 && <span className="hs-down">{t('keep', { count: line.refunded })}</span>}
            </span>
          </li>
        ))}
      </ul>
      {order.note !== '' && (
        <p>
          {t('note')}: {order.note}
        </p>
      )}
      {order.remark !== '' && (
        <p>
          {t('remark')}: {order.remark}
        </p>
      )}
      <div className="hs-inline">
        {onHandOver !== null && (
          <Button type="primary" size="large" loading={busy} onClick={onHandOver}>
            {t('hand_over')}
          </Button>
        )}
        <Button size="large" onClick={onLeave}>
          {t('another')}
        </Button>
        {onHandOver !== null && <span className="hs-soft hs-small">{t('hand_over_keys')}</span>}
      </div>
    </section>
  );
}
