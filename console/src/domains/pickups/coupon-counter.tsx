import { isCouponCode, plainCode } from '@huoshui/contracts/pickup-code';
import { words } from '@huoshui/contracts/words';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { ApiError, Unreachable } from '../../ui/api-error.ts';
import { formatTime } from '../../ui/calendar.ts';
import { useErrorSentence } from '../../ui/failure.tsx';
import type { Typed } from '../../ui/form/fields/typed-input.tsx';
import { numberFault } from '../../ui/form/number-fault.ts';
import { NumberInput, type NumberRule } from '../../ui/form/number-input.tsx';
import { formatYuan } from '../../ui/format.ts';
import { useWords } from '../../ui/words.ts';
import { NotedCodes } from './noted-codes.tsx';
import './pickups.css';
import { newKey, type Sent, useQueue } from './use-queue.ts';
import { useVerifyText } from './verify-texts.ts';

const billRule: NumberRule = { kind: 'money', label: words('账单金额', 'Bill'), min: 1, max: 100_000_00 };

const ofCoupons: Sent = {
  name: 'hs-coupon-queue',
  changes: 'coupon-verifications',
  tell: async ({ key, code, storeId, at, bill = 0 }) => {
    const { name, given } = await api('POST /api/admin/coupon-verifications', {
      body: { code, storeId, bill, at },
      key,
    });
    return `${name} -${formatYuan(given)}`;
  },
};

type Told = { readonly type: 'error' | 'success'; readonly said: string };

/** A scanner types the code, staff the bill; Enter uses it. Where the server cannot be asked, both are noted and sent later. */
export function CouponCounter({ storeId }: { readonly storeId: string }) {
  const t = useVerifyText();
  const sentence = useErrorSentence();
  const may = useMay();
  const mayUse = may('POST /api/admin/coupon-verifications');
  const field = useRef<InputRef>(null);
  const [typed, setTyped] = useState('');
  const [bill, setBill] = useState<Typed>(null);
  const [key, setKey] = useState(newKey);
  const [told, setTold] = useState<Told | null>(null);
  const { queue, note, send, forget } = useQueue(ofCoupons);
  const { busy, act } = useAct(['coupon-verifications', 'coupons']);
  useEffect(() => field.current?.focus(), []);
  const code = plainCode(typed);
  const whole = isCouponCode(code);
  const sum = typeof bill === 'number' && numberFault(billRule, bill) === null ? bill : null;
  const query = useQuery({
    queryKey: ['coupon-verifications', 'code', storeId, code, sum],
    enabled: whole,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: async () =>
      api('GET /api/admin/coupon-verifications/by-code/:code', {
        params: { code },
        query: { storeId, bill: sum ?? undefined },
      }),
  });
  const away = whole && isAway(query.error);
  const found = whole && query.error === null ? query.data : undefined;
  const ready = mayUse && sum !== null && whole && (away || found?.refusal === null);
  const next = (said: Told | null) => {
    setTold(said);
    setTyped('');
    setBill(null);
    setKey(newKey());
    field.current?.focus();
  };
  const keep = (fen: number) => {
    const fresh = note(code, storeId, key, fen);
    next({ type: 'success', said: t(fresh ? 'kept_offline' : 'kept_before') });
  };
  const use = async () => {
    if (!ready || sum === null || busy) return;
    if (away) return keep(sum);
    await act(async () => {
      try {
        const { name, given } = await api('POST /api/admin/coupon-verifications', {
          body: { code, storeId, bill: sum },
          key,
        });
        const toPay = formatYuan(sum - given);
        next({ type: 'success', said: t('done', { name, given: formatYuan(given), pay: toPay }) });
      } catch (error) {
        if (!isAway(error)) throw error;
        keep(sum);
      }
    });
  };
  const mistyped = code.length >= 12 && !whole;
  return (
    <div className="hs-split">
      <section className="hs-card hs-desk">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void use();
          }}
        >
          <div className="hs-desk-code">
            <Input
              ref={field}
              size="large"
              value={typed}
              inputMode="numeric"
              autoComplete="off"
              aria-label={t('code')}
              placeholder={t('code_hint')}
              onChange={(event) => {
                setTyped(event.target.value);
                setTold(null);
              }}
            />
          </div>
          {told !== null && (
            <Alert type={told.type} showIcon role={told.type === 'error' ? 'alert' : 'status'} title={told.said} />
          )}
          {mistyped && <Alert type="error" showIcon role="alert" title={t('mistyped')} />}
          {away && <Alert type="warning" showIcon role="alert" title={t('offline')} description={t('offline_hint')} />}
          {whole && query.error !== null && !away && (
            <Alert type="error" showIcon role="alert" title={sentence(query.error)} />
          )}
          {found !== undefined && <Found coupon={found} />}
          {(away || found !== undefined) && (
            <div className="hs-inline" style={{ marginBlockStart: 16 }}>
              <span>{t('bill')}</span>
              <NumberInput of={billRule} value={bill} label={t('bill')} width={160} onChange={setBill} />
              {mayUse && (
                <Button type="primary" size="large" htmlType="submit" loading={busy} disabled={!ready}>
                  {t(away ? 'keep' : 'use')}
                </Button>
              )}
              <Button size="large" onClick={() => next(null)}>
                {t('another')}
              </Button>
            </div>
          )}
        </form>
      </section>
      <NotedCodes queue={queue} onSend={() => void send()} onForget={forget} />
    </div>
  );
}

type Coupon = Answer<'GET /api/admin/coupon-verifications/by-code/:code'>;

function Found({ coupon }: { readonly coupon: Coupon }) {
  const t = useVerifyText();
  const say = useWords();
  const { name, sentence, memberName, validTo, given, refusal } = coupon;
  return (
    <section className="hs-desk-order" aria-label={name}>
      <header>
        <strong>{name}</strong>
        <span className="hs-soft">{memberName}</span>
      </header>
      <p>{say(sentence)}</p>
      <p className="hs-soft hs-small">{t('until', { time: formatTime(validTo) })}</p>
      {refusal !== null && <Alert type="error" showIcon role="alert" title={say(refusal.words)} />}
      {refusal === null && given !== null && <Alert type="info" title={t('takes', { given: formatYuan(given) })} />}
    </section>
  );
}

const isAway = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof ApiError && error.status >= 502);
