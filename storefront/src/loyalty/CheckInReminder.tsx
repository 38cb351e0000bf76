import { Picker, View } from '@tarojs/components';
import { type Answer, api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { Cell } from '../ui/Cell.tsx';
import { attempt, toast } from '../ui/toast.ts';
import s from './CheckInReminder.module.scss';
import { t } from './texts.ts';

type Hers = Answer<'GET /api/shop/check-in'>;
type Props = {
  readonly remindAt: Hers['remindAt'];
  readonly ask: () => Promise<unknown>;
  readonly onChange: (hers: Hers) => void;
};

/** At which hour she is reminded while she has not come by. WeChat sends one message for each time that she agrees: asked here, and again at each check-in. */
export function CheckInReminder({ remindAt, ask, onChange }: Props) {
  const save = async (minute: number | null) => {
    if (minute !== null) await ask();
    const hers = await attempt(async () => api('PUT /api/shop/check-in/reminder', { body: { minute } }));
    if (hers === null) return;
    onChange(hers);
    toast(minute === null ? t('reminderOff') : t('reminderOn', { time: clock(minute) }));
  };
  return (
    <View className={s.card}>
      <Picker
        mode="time"
        value={clock(remindAt ?? EVENING)}
        onChange={(event) => void save(minuteOf(String(event.detail.value)))}
      >
        <Cell icon="clock" label={t('reminder')}>
          <View className={s.value}>{remindAt === null ? t('reminderNone') : clock(remindAt)}</View>
        </Cell>
      </Picker>
      {remindAt !== null && (
        <View className={s.foot}>
          <View className={s.hint}>{t('reminderHint')}</View>
          <Button size="small" kind="soft" onClick={async () => save(null)}>
            {t('reminderEnd')}
          </Button>
        </View>
      )}
    </View>
  );
}

/** Eight in the evening. */
const EVENING = 1200;

function clock(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
