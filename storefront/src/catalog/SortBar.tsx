import { View } from '@tarojs/components';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { pressable } from '../ui/press.ts';
import s from './SortBar.module.scss';
import { t } from './texts.ts';

export type Sort = 'default' | 'sold' | 'price_asc' | 'price_desc' | 'new';

type Props = {
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  /** How many filters are set; where the list has any. */
  readonly filters?: number;
  readonly onFilter?: () => void;
};

/** How a list is ordered; a second tap on 价格 turns it round. */
export function SortBar({ sort, onSort, filters = 0, onFilter }: Props) {
  const byPrice = sort === 'price_asc' || sort === 'price_desc';
  return (
    <View className={s.bar}>
      <View className={`${s.way} ${sort === 'default' ? s.on : ''}`} {...pressable(() => onSort('default'))}>
        {t('byDefault')}
      </View>
      <View className={`${s.way} ${sort === 'sold' ? s.on : ''}`} {...pressable(() => onSort('sold'))}>
        {t('bySold')}
      </View>
      <View className={`${s.way} ${sort === 'new' ? s.on : ''}`} {...pressable(() => onSort('new'))}>
        {t('byNew')}
      </View>
      <View
        className={`${s.way} ${byPrice ? s.on : ''}`}
        {...pressable(() => onSort(sort === 'price_asc' ? 'price_desc' : 'price_asc'))}
      >
        {t('byPrice')}
        <Icon
          name={sort === 'price_desc' ? 'chevron-down' : 'chevron-up'}
          size={14}
          color={byPrice ? colors.teal : colors.ink4}
        />
      </View>
      {onFilter !== undefined && (
        <View className={`${s.way} ${filters > 0 ? s.on : ''}`} {...pressable(onFilter)}>
          {filters > 0 ? t('filterN', { n: filters }) : t('filter')}
        </View>
      )}
    </View>
  );
}
