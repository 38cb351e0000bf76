import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { type Answer, api, useLoad } from '../../api/index.ts';
import { useAsk } from '../../messaging/ask.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import { attempt, confirm, toast } from '../../ui/toast.ts';
import { wx } from '../../wx/index.ts';
import { CheckInReminder } from '../CheckInReminder.tsx';
import { MonthOfHers } from '../MonthOfHers.tsx';
import { t } from '../texts.ts';
import s from './check-in.module.scss';

type Hers = Answer<'GET /api/shop/check-in'>;

/** One tap a day, what days in a row bring, and her month. */
export default function CheckIn() {
  const load = useLoad(async () => api('GET /api/shop/check-in', {}), [], { fresh: true });
  usePullDownRefresh(() => void load.reload());
  const { ask } = useAsk('check_in');

  if (load.data === null) {
    return (
      <Page>
        {load.failure === null ? (
          <Skeleton shape="block" count={4} />
        ) : (
          <ErrorState failure={load.failure} onRetry={() => void load.reload()} />
        )}
      </Page>
    );
  }
  const hers = load.data;
  if (!hers.on) {
    return (
      <Page>
        <Empty icon="circle-check" title={t('checkInOff')} text="" />
      </Page>
    );
  }
  const come = async () => {
    if (hers.remindAt !== null) await ask();
    const now = await attempt(async () => api('POST /api/shop/check-in', {}));
    if (now === null) return;
    wx.haptic();
    toast(t('cameBy', { n: now.streak }));
    load.put(now);
  };
  const makeUp = async (day: string) => {
    if (hers.makeUp === null || !(await sure(hers.makeUp, day))) return;
    const now = await attempt(async () => api('POST /api/shop/check-in/make-ups', { body: { day } }));
    if (now === null) return;
    toast(t('madeUp'));
    load.put(now);
  };
  return (
    <Page>
      <View className={s.card}>
        <View className={s.label}>{t('inARow')}</View>
        <View className={s.figure}>{t('days', { n: hers.streak })}</View>
        <Button disabled={hers.done} onClick={come}>
          {hers.done ? t('cameAlready') : t('come', { n: hers.points })}
        </Button>
      </View>
      <Steps tiers={hers.tiers} />
      <CheckInReminder remindAt={hers.remindAt} ask={ask} onChange={load.put} />
      <MonthOfHers hers={hers} onMakeUp={(day) => void makeUp(day)} />
    </Page>
  );
}

/** Asked where it costs something. */
async function sure({ points, left }: NonNullable<Hers['makeUp']>, day: string): Promise<boolean> {
  const cost = points === 0 ? t('makeUpFree', { left }) : t('makeUpCost', { n: points, left });
  return confirm(t('makeUpAsk', { day }), cost, t('makeUp'));
}

function Steps({ tiers }: Pick<Hers, 'tiers'>) {
  if (tiers.length === 0) return null;
  return (
    <View className={s.steps}>
      {tiers.map(({ days, worth, reached, away }) => (
        <View key={days} className={`${s.step} ${reached ? s.reached : ''}`}>
          <View className={s.stepDays}>{t('days', { n: days })}</View>
          <View className={s.worth}>{say(worth)}</View>
          <View className={s.away}>{reached ? t('reached') : t('daysAway', { n: away })}</View>
        </View>
      ))}
    </View>
  );
}
