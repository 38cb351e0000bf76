import { isPickupCode, plainCode } from '@huoshui/contracts/pickup-code';
import { Alert, Button, Input, type InputRef } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { ApiError, Unreachable } from '../../ui/api-error.ts';
import { useErrorSentence } from '../../ui/failure.tsx';
import { useWords } from '../../ui/words.ts';
import { HandOver } from './hand-over.tsx';
import { JustNow, NotedCodes } from './noted-codes.tsx';
import './pickups.css';
import { usePickupText } from './texts.ts';
import { newKey, type Sent, useQueue } from './use-queue.ts';

export type AtCounter = Answer<'GET /api/admin/pickups/by-code/:code'>;

/** What the last code came to. */
type Shown =
  /** `key`: of the handing over; where its answer was lost, it is sent again as the same one. */
  | { readonly kind: 'found'; readonly code: string; readonly key: string; readonly order: AtCounter }
  | { readonly kind: 'offline'; readonly code: string; readonly key: string }
  | { readonly kind: 'wrong'; readonly said: string }
  | { readonly kind: 'done'; readonly said: string };

const ofPickups: Sent = {
  name: 'hs-pickup-queue',
  changes: 'pickups',
  tell: async ({ key, code, storeId, at }) => {
    const { name, number } = await api('POST /api/admin/pickups/redemptions', { body: { code, storeId, at }, key });
    return `${name} ${number}`;
  },
};

type Handing = { readonly code: string; readonly key: string };

/**
 * A scanner types the code and Enter; a second Enter, or the code once more, hands the order over. The field keeps the keyboard all
 * the while: on a button the Enter of the next code would hand over the one before. Where the server cannot be asked, the code is
 * noted and sent later.
 */
export function Counter({ storeId }: { readonly storeId: string }) {
  const t = usePickupText();
  const may = useMay();
  const mayHandOver = may('POST /api/admin/pickups/redemptions');
  const sentence = useErrorSentence();
  const field = useRef<InputRef>(null);
  const [typed, setTyped] = useState('');
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const [done, setDone] = useState<readonly AtCounter[]>([]);
  const { queue, note, send, forget } = useQueue(ofPickups);
  const { busy, act } = useAct(['pickups', 'orders']);
  useEffect(() => field.current?.focus(), []);
  const next = (then: Shown | null) => {
    setShown(then);
    setTyped('');
    field.current?.focus();
  };
  const submit = async () => {
    const code = plainCode(typed);
    const found = shown?.kind === 'found' && shown.order.refusal === null && mayHandOver ? shown : null;
    // Enter alone, or the same code once more: she has it. Another code is the next one in the queue, never this one's answer.
    if (found !== null && (code === '' || code === found.code)) return busy ? undefined : handOver(found);
    if (code === '' || asking) return;
    if (!isPickupCode(code) && !/^\d{16}$/.test(code)) return setShown({ kind: 'wrong', said: t('mistyped') });
    setAsking(true);
    try {
      const order = await api('GET /api/admin/pickups/by-code/:code', { params: { code }, query: { storeId } });
      next({ kind: 'found', code, key: newKey(), order });
    } catch (error) {
      const away = error instanceof Unreachable || (error instanceof ApiError && error.status >= 502);
      setShown(away ? { kind: 'offline', code, key: newKey() } : { kind: 'wrong', said: sentence(error) });
      if (!away) field.current?.select();
    } finally {
      setAsking(false);
    }
  };
  const handOver = async ({ code, key }: Handing) =>
    act(async () => {
      try {
        const order = await api('POST /api/admin/pickups/redemptions', { body: { code, storeId }, key });
        setDone((before) => [{ ...order, refusal: null }, ...before].slice(0, 20));
        next({ kind: 'done', said: t('done', { name: order.name, number: order.number }) });
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        setShown({ kind: 'offline', code, key });
      }
    });
  const keep = ({ code, key }: Handing) =>
    next({ kind: 'done', said: t(note(code, storeId, key) ? 'kept_offline' : 'kept_before') });
  return (
    <div className="hs-split">
      <div>
        <section className="hs-card hs-desk">
          <form
            className="hs-desk-code"
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <Input
              ref={field}
              size="large"
              value={typed}
              inputMode="numeric"
              autoComplete="off"
              aria-label={t('code')}
              placeholder={t('code_hint')}
              onKeyDown={(event) => {
                if (event.key === 'Escape') next(null);
              }}
              onChange={(event) => {
                setTyped(event.target.value);
                if (shown?.kind === 'wrong' || shown?.kind === 'done') setShown(null);
              }}
            />
            <Button size="large" type="primary" htmlType="submit" loading={asking}>
              {t('look_up')}
            </Button>
          </form>
          {shown !== null && (
            <Result
              shown={shown}
              busy={busy}
              may={mayHandOver}
              onHandOver={(one) => void handOver(one)}
              onKeep={keep}
              onLeave={() => next(null)}
            />
          )}
        </section>
      </div>
      <div>
        <NotedCodes queue={queue} onSend={() => void send()} onForget={forget} />
        <JustNow orders={done} />
      </div>
    </div>
  );
}

type ResultProps = {
  readonly shown: Shown;
  readonly busy: boolean;
  readonly may: boolean;
  readonly onHandOver: (one: Handing) => void;
  readonly onKeep: (one: Handing) => void;
  readonly onLeave: () => void;
};

function Result({ shown, busy, may, onHandOver, onKeep, onLeave }: ResultProps): ReactNode {
  const t = usePickupText();
  const say = useWords();
  if (shown.kind === 'wrong') return <Alert type="error" showIcon role="alert" title={shown.said} />;
  if (shown.kind === 'done') return <Alert type="success" showIcon role="status" title={shown.said} />;
  if (shown.kind === 'offline')
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={t('offline')}
        description={
          <>
            <p>{t('offline_hint')}</p>
            {may && isPickupCode(shown.code) && <Button onClick={() => onKeep(shown)}>{t('keep_offline')}</Button>}
          </>
        }
      />
    );
  const { refusal } = shown.order;
  return (
    <>
      {refusal !== null && <Alert type="error" showIcon role="alert" title={say(refusal.words)} />}
      <HandOver
        key={shown.code}
        order={shown.order}
        busy={busy}
        onHandOver={may && refusal === null ? () => onHandOver(shown) : null}
        onLeave={onLeave}
      />
    </>
  );
}
