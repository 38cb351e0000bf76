import { shopperOrderState } from '@huoshui/contracts/words/orders';
import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { Cell } from '../ui/Cell.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import s from './OrderRow.module.scss';
import { t } from './texts.ts';

type Counts = Answer<'GET /api/shop/orders/counts'>;

const entries: readonly {
  readonly tab: 'unpaid' | 'paid' | 'to_collect' | 'shipped' | 'refund';
  readonly count: keyof Counts;
  readonly icon: IconName;
}[] = [
  { tab: 'unpaid', count: 'unpaid', icon: 'wallet' },
  { tab: 'paid', count: 'paid', icon: 'package' },
  { tab: 'to_collect', count: 'to_collect', icon: 'map-pin' },
  { tab: 'shipped', count: 'shipped', icon: 'truck' },
  { tab: 'refund', count: 'refunding', icon: 'rotate-ccw' },
];

export function OrderRow({ counts }: { readonly counts: Counts | null }) {
  return (
    <View className={s.card}>
      <Cell label={t('orders')} strong onClick={() => go(pages.orders)}>
        <View className={s.all}>{t('all')}</View>
      </Cell>
      <View className={s.row}>
        {entries.map((entry) => {
          const count = counts?.[entry.count] ?? 0;
          return (
            <View
              key={entry.tab}
              className={s.entry}
              {...pressable(() => go(`${pages.orders}?tab=${entry.tab}`), { role: 'link' })}
            >
              <Icon name={entry.icon} size={26} color={colors.ink} weight={1.5} />
              <View className={s.label}>
                {entry.tab === 'refund' ? t('refund') : say(shopperOrderState[entry.tab])}
              </View>
              {count > 0 && <View className={s.badge}>{count > 99 ? '99+' : count}</View>}
            </View>
          );
        })}
      </View>
    </View>
  );
}
