import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import s from './OrderRow.module.scss';

type Counts = Answer<'GET /api/shop/orders/counts'>;

const entries: readonly {
  readonly tab: string;
  readonly count: keyof Counts;
  readonly label: string;
  readonly icon: IconName;
}[] = [
  { tab: 'unpaid', count: 'unpaid', label: '待付款', icon: 'wallet' },
  { tab: 'paid', count: 'paid', label: '待发货', icon: 'package' },
  { tab: 'shipped', count: 'shipped', label: '待收货', icon: 'truck' },
  { tab: 'refund', count: 'refunding', label: '退款', icon: 'rotate-ccw' },
];

export function OrderRow({ counts }: { readonly counts: Counts | null }) {
  return (
    <View className={s.card}>
      <Cell label="我的订单" strong onClick={() => go(pages.orders)}>
        <View className={s.all}>全部</View>
      </Cell>
      <View className={s.row}>
        {entries.map((entry) => {
          const count = counts?.[entry.count] ?? 0;
          return (
            <View key={entry.tab} className={s.entry} onClick={() => go(`${pages.orders}?tab=${entry.tab}`)}>
              <Icon name={entry.icon} size={26} color={colors.ink} weight={1.5} />
              <View className={s.label}>{entry.label}</View>
              {count > 0 && <View className={s.badge}>{count > 99 ? '99+' : count}</View>}
            </View>
          );
        })}
      </View>
    </View>
  );
}
