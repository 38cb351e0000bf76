import { View } from '@tarojs/components';
import { type Answer, api, shopNow } from '../api/index.ts';
import { useAsk } from '../messaging/ask.ts';
import { Button } from '../ui/Button.tsx';
import { dateTime } from '../ui/moment.ts';
import { attempt, toast } from '../ui/toast.ts';
import { t } from './texts.ts';
import s from './Waits.module.scss';

type Shown = NonNullable<Answer<'GET /api/shop/activities/:id'>['waits']>;
type Props = { readonly id: string; readonly waits: Shown; readonly onDone: () => Promise<unknown> };

/** Today takes no more of it: why, from when on it does, and that she is told if she wants. Nothing is promised that cannot be packed. */
export function Waits({ id, waits: { goesOnAt, reminded }, onDone }: Props) {
  const { ask } = useAsk('activity_waits');
  const remind = async () => {
    await ask();
    const told = await attempt(async () => api('PUT /api/shop/activities/:id/reminder', { params: { id } }));
    if (told !== null) toast(t('waitsReminded'));
    await onDone();
  };
  return (
    <View className={s.card}>
      <View>
        <View className={s.title}>{t('waits')}</View>
        <View className={s.note}>
          {goesOnAt === null ? t('waitsLast') : t('waitsUntil', { when: dateTime(goesOnAt, shopNow()) })}
        </View>
      </View>
      {goesOnAt !== null && (
        <Button size="small" kind="line" disabled={reminded} onClick={remind}>
          {t(reminded ? 'flashWillRemind' : 'flashRemind')}
        </Button>
      )}
    </View>
  );
}
