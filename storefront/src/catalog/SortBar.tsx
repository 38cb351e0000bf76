import { View } from '@tarojs/components';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import s from './SortBar.module.scss';

export type Sort = 'default' | 'sold' | 'price_asc' | 'price_desc' | 'new';

/** How a list is ordered; a second tap on 价格 turns it round. */
export function SortBar({ sort, onSort }: { readonly sort: Sort; readonly onSort: (sort: Sort) => void }) {
  const byPrice = sort === 'price_asc' || sort === 'price_desc';
  return (
    <View className={s.bar}>
      <View className={`${s.way} ${sort === 'default' ? s.on : ''}`} onClick={() => onSort('default')}>
        综合
      </View>
      <View className={`${s.way} ${sort === 'sold' ? s.on : ''}`} onClick={() => onSort('sold')}>
        销量
      </View>
      <View className={`${s.way} ${sort === 'new' ? s.on : ''}`} onClick={() => onSort('new')}>
        上新
      </View>
      <View
        className={`${s.way} ${byPrice ? s.on : ''}`}
        onClick={() => onSort(sort === 'price_asc' ? 'price_desc' : 'price_asc')}
      >
        价格
        <Icon
          name={sort === 'price_desc' ? 'chevron-down' : 'chevron-up'}
          size={14}
          color={byPrice ? colors.teal : colors.ink4}
        />
      </View>
    </View>
  );
}
