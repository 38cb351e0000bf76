import { formatChange } from '../../ui/format.ts';
import type { Text } from '../../ui/texts.ts';
import type { OverviewReport } from './overview.tsx';

type Figures = OverviewReport['current'];
type Words = 'insight_up' | 'insight_driver' | 'payers' | 'order_value' | 'orders_each';

/**
 * Sales are payers × orders each × order value. The factor with the largest change in logarithms moved them most; the
 * sentence names it. Null where one of the periods has (nearly) nothing to compare.
 */
export function overviewInsight(current: Figures, before: Figures, t: Text<Words>): string | null {
  const change = formatChange(current.gmv, before.gmv);
  if (change === null || change.endsWith('+') || current.gmv === 0 || current.payers === 0 || before.payers === 0)
    return null;
  const factors = [
    { name: t('payers'), now: current.payers, earlier: before.payers },
    { name: t('orders_each'), now: current.orders / current.payers, earlier: before.orders / before.payers },
    { name: t('order_value'), now: current.gmv / current.orders, earlier: before.gmv / before.orders },
  ].map((factor) => ({ ...factor, weight: Math.log(factor.now / factor.earlier) }));
  const direction = Math.sign(current.gmv - before.gmv);
  const [driver] = factors
    .filter((factor) => Math.sign(factor.weight) === direction)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  if (driver === undefined) return null;
  return t('insight_up', {
    change,
    driver: t('insight_driver', { name: driver.name, change: formatChange(driver.now, driver.earlier) ?? '' }),
  });
}
