import { spokenCode } from '@huoshui/contracts/pickup-code';
import { Button } from 'antd';
import { formatTime } from '../../ui/calendar.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatYuan } from '../../ui/format.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import type { AtCounter } from './counter.tsx';
import type { Noted } from './queue.ts';
import { usePickupText } from './texts.ts';

const tones: Readonly<Record<Noted['state'], Tone>> = { waiting: 'warn', done: 'good', refused: 'bad' };
const stateText = { waiting: 'queue_waiting', done: 'queue_done', refused: 'queue_refused' } as const;

type NotedProps = {
  readonly queue: readonly Noted[];
  readonly onSend: () => void;
  readonly onForget: (key: string) => void;
};

/** Codes that went while the network was away, and what the server said of each. */
export function NotedCodes({ queue, onSend, onForget }: NotedProps) {
  const t = usePickupText();
  if (queue.length === 0) return null;
  return (
    <Panel title={t('queue')}>
      <p className="hs-soft hs-small">{t('queue_hint')}</p>
      <ul className="hs-desk-list" aria-live="polite">
        {queue.map((one) => (
          <li key={one.key}>
            <span className="hs-inline">
              <span className="hs-code">{spokenCode(one.code)}</span>
              <StateTag tone={tones[one.state]}>{t(stateText[one.state])}</StateTag>
            </span>
            <span className="hs-soft hs-small">
              {one.bill === undefined
                ? t('queue_at', { time: formatTime(one.at) })
                : t('queue_used_at', { time: formatTime(one.at), bill: formatYuan(one.bill) })}
            </span>
            {one.said !== '' && <span className={one.state === 'refused' ? 'hs-down' : 'hs-small'}>{one.said}</span>}
            {one.state !== 'waiting' && (
              <Button size="small" type="link" style={{ paddingInline: 0 }} onClick={() => onForget(one.key)}>
                {t('queue_forget')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {queue.some(({ state }) => state === 'waiting') && <Button onClick={onSend}>{t('queue_send')}</Button>}
    </Panel>
  );
}

/** What this desk handed over since the page was opened. */
export function JustNow({ orders }: { readonly orders: readonly AtCounter[] }) {
  const t = usePickupText();
  return (
    <Panel title={t('history')}>
      {orders.length === 0 ? (
        <span className="hs-soft">{t('history_none')}</span>
      ) : (
        <ul className="hs-desk-list">
          {orders.map((order) => (
            <li key={order.orderId}>
              <span>
                {order.name} <span className="hs-code">{order.number}</span>
              </span>
              <span className="hs-soft hs-small">{order.collectedAt && formatTime(order.collectedAt)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
