import { BulbOutlined } from '@ant-design/icons';
import { PeopleLink } from '../../ground/people-link.tsx';
import { KeyFigures } from '../../ui/detail/key-figures.tsx';
import { Change, Money, MoneyCompact } from '../../ui/figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import type { OverviewReport } from './overview.tsx';
import { overviewInsight } from './overview-insight.ts';
import { useOverviewText } from './texts.ts';

export function Headline({ report }: { readonly report: OverviewReport }) {
  const t = useOverviewText();
  const { current, previous } = report;
  const days = { range: report.range, asOf: report.asOf };
  const insight = overviewInsight(current, previous, t);
  return (
    <>
      {insight !== null && (
        <p className="hs-insight">
          <BulbOutlined /> <span>{insight}</span>
        </p>
      )}
      <KeyFigures
        figures={[
          {
            label: t('gmv'),
            value: <MoneyCompact fen={current.gmv} />,
            note: <Change current={current.gmv} before={previous.gmv} />,
          },
          {
            label: t('orders'),
            value: formatCount(current.orders),
            note: <Change current={current.orders} before={previous.orders} />,
          },
          {
            label: t('payers'),
            value: <PeopleLink of="analytics.overview" values={{ ...days, who: 'payers' }} count={current.payers} />,
            note: <Change current={current.payers} before={previous.payers} />,
          },
          {
            label: t('order_value'),
            value: current.orderValue === null ? '–' : <Money fen={current.orderValue} />,
            note: <Change current={current.orderValue ?? 0} before={previous.orderValue} />,
          },
          {
            label: t('visitors'),
            value: (
              <PeopleLink of="analytics.overview" values={{ ...days, who: 'visitors' }} count={current.visitors} />
            ),
            note: <Change current={current.visitors} before={previous.visitors} />,
          },
          {
            label: t('conversion'),
            value: formatPercent(current.conversion),
            note: <Change share current={current.conversion ?? 0} before={previous.conversion} />,
          },
          {
            label: t('returning_share'),
            value: (
              <PeopleLink
                of="analytics.overview"
                values={{ ...days, who: 'returningPayers' }}
                count={current.returningPayers}
              >
                {formatPercent(shareOfReturning(current))}
              </PeopleLink>
            ),
            note: <Change share current={shareOfReturning(current) ?? 0} before={shareOfReturning(previous)} />,
          },
          {
            label: t('refunds'),
            value: <MoneyCompact fen={current.refunds} />,
            note: <Change lowerIsBetter current={current.refunds} before={previous.refunds} />,
          },
        ]}
      />
    </>
  );
}

const shareOfReturning = ({ payers, returningPayers }: OverviewReport['current']): number | null =>
  payers === 0 ? null : returningPayers / payers;
