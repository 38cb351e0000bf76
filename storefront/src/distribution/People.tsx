import { View } from '@tarojs/components';
import { api, usePages } from '../api/index.ts';
import { Empty } from '../ui/Empty.tsx';
import { day } from '../ui/moment.ts';
import s from './pages/center.module.scss';
import { t } from './texts.ts';

/** Her customers, or whom she brought in; no more of a name than its first letter. */
export function People({ of }: { readonly of: 'customers' | 'team' }) {
  const list = usePages(
    async (cursor) => api('GET /api/shop/distribution/team', { query: { of, cursor, limit: 20 } }),
    [of],
  );
  if (list.begun && list.items.length === 0)
    return <Empty icon="user-round" title={t('nobody')} text={t('nobodyHint')} />;
  return (
    <View className={s.list}>
      {list.items.map(({ name, since, until }) => (
        <View key={`${since}${name}`} className={s.line}>
          <View className={s.words}>
            <View className={s.name}>{name || t('someone')}</View>
            <View className={s.note}>
              {t('since', { day: day(since) })}
              {until !== null && ` · ${t('until', { day: day(until) })}`}
            </View>
          </View>
        </View>
      ))}
    </View>
  );
}
