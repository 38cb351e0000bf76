import { Picker, View } from '@tarojs/components';
import { api, shopNow, useLoad } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { attempt, toast } from '../ui/toast.ts';
import s from './HerOwn.module.scss';
import { t } from './texts.ts';

/** Her points, and where levels have a gift for it, when her birthday is. */
export function HerOwn({ celebrates }: { readonly celebrates: boolean }) {
  const me = useLoad(async () => api('GET /api/shop/me', {}), [], { fresh: true });
  const birthday = me.data?.birthday ?? null;
  const save = async (day: string) => {
    const saved = await attempt(async () => api('PUT /api/shop/me', { body: { birthday: day } }));
    if (saved === null) return;
    me.put(saved);
    toast(t('birthdaySaved'));
  };
  return (
    <View className={s.card}>
      <Cell icon="wallet" label={t('myPoints')} onClick={() => go(pages.points)} />
      {celebrates && (
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
