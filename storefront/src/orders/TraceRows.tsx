import { View } from '@tarojs/components';
import { Cell } from '../ui/Cell.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import s from './pages/order.module.scss';
import { t } from './texts.ts';
import type { Order } from './words.ts';

/** Where what she got comes from: each lot in her parcels leads to its page. */
export function TraceRows({ order }: { readonly order: Order }) {
  const lots = new Map(
    order.parcels.flatMap(({ lines }) =>
      lines.flatMap(({ lineId, lot }) => {
        const name = order.lines.find(({ id }) => id === lineId)?.name ?? '';
        return lot === undefined ? [] : [[lot.id, { ...lot, name }] as const];
      }),
    ),
  );
  if (lots.size === 0) return null;
  return (
    <View className={s.card}>
      {[...lots.values()].map(({ id, name, number, code }) => (
        <Cell key={id} icon="scan-line" label={t('traced')} onClick={() => go(`${pages.trace}?code=${code}`)}>
          {name} {number}
        </Cell>
      ))}
    </View>
  );
}
