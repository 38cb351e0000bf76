import { View } from '@tarojs/components';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import s from './SortBar.module.scss';
import { t } from './texts.ts';

export type Sort = 'default' | 'sold' | 'price_asc' | 'price_desc' | 'new';

/** How a list is ordered; a second tap on 价格 turns it round. */
export function SortBar({ sort, onSort }: { readonly sort: Sort; readonly onSort: (sort: Sort) => void }) {
  const byPrice = sort === 'price_asc' || sort === 'price_desc';
  return (
    <View className={s.bar}>
      <View className={`${s.way} ${sort === 'default' ? s.on : ''}`} onClick={() => onSort('default')}>
        {t('byDefault')}
      </View>
      <View className={`${s.way} ${sort === 'sold' ? s.on : ''}`} onClick={() => onSort('sold')}>
        {t('bySold')}
      </View>
      <View className={`${s.way} ${sort === 'new' ? s.on : ''}`} onClick={() => onSort('new')}>
        {t('byNew')}
      </View>
      <View
        className={`${s.way} ${byPrice ? s.on : ''}`}
        onClick={() => onSort(sort === 'price_asc' ? 'price_desc' : 'price_asc')}
      >
        {t('byPrice')}
        <Icon
          name={sort === 'price_desc' ? 'chevron-down' : 'chevron-up'}
          size={14}
          color={byPrice ? colors.teal : colors.ink4}
        />
      </View>
    </View>
  );
}
