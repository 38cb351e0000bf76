import { withdrawalState } from '@huoshui/contracts/words/distribution';
import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { type Answer, api, sayFailure, shopNow, usePages } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { friendly } from '../ui/moment.ts';
import { yuan } from '../ui/money.ts';
import { named } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import s from './pages/center.module.scss';
import { t } from './texts.ts';

type Withdrawal = Answer<'GET /api/shop/distribution/withdrawals'>['items'][number];
type Props = {
  /** Null where nothing may be withdrawn now; what was is shown all the same. */
  readonly limits: Answer<'GET /api/shop/distribution'>['withdrawal'];
  readonly balance: number;
  readonly onDone: () => Promise<unknown>;
};

/** She takes money out, confirms it in WeChat, or takes it back. */
export function Withdraw({ limits, balance, onDone }: Props) {
  const list = usePages(
    async (cursor) => api('GET /api/shop/distribution/withdrawals', { query: { cursor, limit: 10 } }),
    [],
  );
  const [typed, setTyped] = useState('');
  if (limits === null && list.items.length === 0) return null;
  const done = async () => {
    await list.reload();
    await onDone();
  };
  const withdraw = async () => {
    const amount = Math.round(Number(typed) * 100);
    if (!Number.isSafeInteger(amount) || amount <= 0) return toast(t('typeSum'));
    const asked = await attempt(async () => api('POST /api/shop/distribution/withdrawals', { body: { amount } }));
    if (asked === null) return;
    setTyped('');
    await done();
  };
  return (
    <View className={s.card}>
      <View className={s.title}>{t('withdraw')}</View>
      {limits !== null && (
        <>
          <View className={s.rule}>{t('withdrawRule', { least: yuan(limits.least), most: yuan(limits.most) })}</View>
          <Input
            className={s.sumInput}
            type="digit"
            value={typed}
            placeholder={t('sumHint', { sum: yuan(Math.max(0, Math.min(balance, limits.most))) })}
            {...named(t('typeSum'))}
            onInput={(event) => setTyped(event.detail.value)}
          />
          <Button disabled={balance < limits.least} onClick={withdraw}>
            {t('withdraw')}
          </Button>
        </>
      )}
      {list.items.map((one) => (
        <Line key={one.id} one={one} onDone={done} />
      ))}
    </View>
  );
}

function Line({ one, onDone }: { readonly one: Withdrawal; readonly onDone: () => Promise<void> }) {
  const { id, amount, state, trouble, because, confirm, cancellable, askedAt } = one;
  const take = async () => {
    if (confirm === null) return;
    try {
      await wx.takeTransfer(confirm);
    } catch (failure) {
      toast(sayFailure(failure));
    }
    // The sheet says only that it was shown.
    await attempt(async () => api('POST /api/shop/distribution/withdrawals/:id/check', { params: { id } }));
    await onDone();
  };
  const cancel = async () => {
    await attempt(async () => api('POST /api/shop/distribution/withdrawals/:id/cancellation', { params: { id } }));
    await onDone();
  };
  return (
    <View className={s.withdrawal}>
      <View className={s.words}>
        <View className={s.name}>{`¥${yuan(amount)} · ${say(withdrawalState[state])}`}</View>
        <View className={s.note}>{friendly(askedAt, shopNow())}</View>
        {trouble !== null && <View className={s.note}>{say(trouble)}</View>}
        {because !== '' && <View className={s.note}>{t('shopSaid', { said: because })}</View>}
        {state === 'confirm' && confirm === null && <View className={s.note}>{t('confirmThere')}</View>}
      </View>
      {cancellable && (
        <Button kind="line" size="small" onClick={cancel}>
          {t('takeBack')}
        </Button>
      )}
      {confirm !== null && (
        <Button size="small" onClick={take}>
          {t('confirm')}
        </Button>
      )}
    </View>
  );
}
