import { Picker, View } from '@tarojs/components';
import { api, shopNow, useLoad } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { attempt, toast } from '../ui/toast.ts';
import s from './Birthday.module.scss';
import { t } from './texts.ts';

/** She may say when her birthday is: a gift comes then. */
export function Birthday() {
  const me = useLoad(async () => api('GET /api/shop/me', {}), [], { fresh: true });
  if (me.data === null) return null;
  const { birthday } = me.data;
  const save = async (day: string) => {
    const saved = await attempt(async () => api('PUT /api/shop/me', { body: { birthday: day } }));
    if (saved === null) return;
    me.put(saved);
    toast(t('birthdaySaved'));
  };
  return (
    <View className={s.card}>
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
    </View>
  );
}
