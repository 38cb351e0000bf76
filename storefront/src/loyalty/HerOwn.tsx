import { Picker, View } from '@tarojs/components';
import { api, shopNow, useLoad } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { day as dayOf } from '../ui/moment.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { attempt, toast } from '../ui/toast.ts';
import s from './HerOwn.module.scss';
import { t } from './texts.ts';

type Props = { readonly celebrates: boolean; readonly onBirthday: () => void };

/** Her points, and where something is given for it, when her birthday is. Another one can be said once a year. */
export function HerOwn({ celebrates, onBirthday }: Props) {
  const me = useLoad(async () => api('GET /api/shop/me', {}), [], { fresh: true });
  const birthday = me.data?.birthday ?? null;
  const fixed = me.data?.birthdayFixedUntil ?? null;
  const save = async (day: string) => {
    const saved = await attempt(async () => api('PUT /api/shop/me', { body: { birthday: day } }));
    if (saved === null) return;
    me.put(saved);
    toast(t('birthdaySaved'));
    onBirthday();
  };
  return (
    <View className={s.card}>
      <Cell icon="wallet" label={t('myPoints')} onClick={() => go(pages.points)} />
      {celebrates && fixed !== null && (
        <Cell icon="clock" label={t('birthday')}>
          <View className={s.value}>{`${birthday ?? ''} · ${t('birthdayFixed', { day: dayOf(fixed) })}`}</View>
        </Cell>
      )}
      {celebrates && fixed === null && (
        <Picker
          mode="date"
          start="1900-01-01"
          end={shopNow().toISOString().slice(0, 10)}
          value={birthday ?? '1990-01-01'}
          onChange={(event) => void save(event.detail.value)}
        >
          <Cell icon="clock" label={t('birthday')}>
            <View className={s.value}>{birthday ?? t('birthdayNone')}</View>
          </Cell>
        </Picker>
      )}
    </View>
  );
}
