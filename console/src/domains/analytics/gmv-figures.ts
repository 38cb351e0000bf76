import type { GmvFactor } from '@huoshui/contracts/words/analytics';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';

/** Money that came or went: `+¥900.00`, `−¥900.00`; nothing has no sign. */
export function signedYuan(fen: number): string {
  if (fen === 0) return formatYuan(0);
  return `${fen > 0 ? '+' : '−'}${formatYuan(Math.abs(fen))}`;
}

/** A factor as it is read: persons, a share, orders a buyer, money. */
export function factorText(factor: GmvFactor, value: number | null): string {
  if (value === null) return '–';
  switch (factor) {
    case 'conversion':
      return formatPercent(value);
    case 'frequency':
    case 'unseenFrequency':
      return value.toFixed(2);
    case 'orderValue':
    case 'unseenOrderValue':
    case 'kept':
      return formatYuan(Math.round(value));
    default:
      return formatCount(value);
  }
}
