import { Picker, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { api, shopNow, useLoad } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { day as dayOf } from '../ui/moment.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import s from './HerOwn.module.scss';
import { t } from './texts.ts';

type Props = { readonly celebrates: boolean; readonly onBirthday: () => void };

/** Her points, and where something is given for it, when her birthday is, by which calendar. Another one can be said once a year. */
export function HerOwn({ celebrates, onBirthday }: Props) {
  const me = useLoad(async () => api('GET /api/shop/me', {}), [], { fresh: true });
  const { lunarBirthday = null } = me.data ?? {};
  const birthday = lunarBirthday === null ? (me.data?.birthday ?? null) : say(lunarBirthday);
  const fixed = me.data?.birthdayFixedUntil ?? null;
  const save = async (day: string) => {
    const calendars = [t('birthdaySolar'), t('birthdayLunar')];
    const answer = await Taro.showActionSheet({ itemList: calendars }).catch(() => null);
    if (answer === null) return;
    const body = { birthday: day, birthdayLunar: answer.tapIndex === 1 };
    const saved = await attempt(async () => api('PUT /api/shop/me', { body }));
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
          value={me.data?.birthday ?? '1990-01-01'}
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
