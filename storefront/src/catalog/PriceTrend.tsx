import { View } from '@tarojs/components';
import { api, useLoad } from '../api/index.ts';
import { colors } from '../ui/colors.ts';
import { yuan } from '../ui/money.ts';
import { pictured } from '../ui/press.ts';
import { Tag } from '../ui/Tag.tsx';
import s from './PriceTrend.module.scss';
import { type Day, stepsOf } from './price-steps.ts';
import { t } from './texts.ts';

const WIDTH = 320;
const HEIGHT = 64;

/** What it sold for day by day. A price that never moved is worth no picture, unless a notice of it led here. */
export function PriceTrend({ productId, always = false }: { readonly productId: string; readonly always?: boolean }) {
  const { data } = useLoad(
    async () => api('GET /api/shop/products/:id/price-trend', { params: { id: productId } }),
    [productId],
    { fresh: true },
  );
  const days = data?.days ?? [];
  const prices = days.map(({ price }) => price);
  const now = prices.at(-1);
  if (now === undefined) return null;
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  if (low === high && !always) return null;
  const said =
    low === high
      ? t('trendFlat', { now: yuan(now) })
      : t('trendSay', { now: yuan(now), low: yuan(low), high: yuan(high) });
  return (
    <View className={s.card}>
      <View className={s.top}>
        <View className={s.heading}>{t('trend')}</View>
        {now === low && low < high && <Tag tone="success">{t('trendLowest')}</Tag>}
      </View>
      <View className={s.said}>{said}</View>
      {low < high && (
        <>
          <View
            className={s.chart}
            style={{ backgroundImage: `url("data:image/svg+xml,${encodeURIComponent(drawing(days))}")` }}
            {...pictured(said)}
          />
          <View className={s.ends}>
            <View>{days[0]?.day.slice(5)}</View>
            <View>{days.at(-1)?.day.slice(5)}</View>
          </View>
        </>
      )}
    </View>
  );
}

/** A line of steps over a tint, and a dot at today. Drawn as a background picture: the mini program has no inline SVG. */
function drawing(days: readonly Day[]): string {
  const points = stepsOf(days, { width: WIDTH - 8, height: HEIGHT - 12 }).map(({ x, y }) => `${x + 2},${y + 6}`);
  const [lastX, lastY] = points.at(-1)?.split(',') ?? [];
  const line = points.join(' ');
  return `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${WIDTH} ${HEIGHT}' preserveAspectRatio='none'><polygon points='2,${HEIGHT} ${line} ${lastX},${HEIGHT}' fill='${colors.teal}' fill-opacity='0.1'/><polyline points='${line}' fill='none' stroke='${colors.teal}' stroke-width='2' stroke-linejoin='round'/><circle cx='${lastX}' cy='${lastY}' r='4' fill='${colors.coral}'/></svg>`;
}
