import { arm, upliftVerdict } from '@huoshui/contracts/words/journeys';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Money, MoneyCompact, Time, useLanguage } from '../../ui/figures.tsx';
import { formatCompact, formatCount, formatPercent, formatYuan, formatYuanCompact } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Grid } from '../../ui/report/grid.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { pointsOf, UpliftInterval, verdictTones } from '../journeys/index.ts';
import { useMemberText } from './texts.ts';

type Increment = Answer<'GET /api/admin/member-batches/:id/increment'>;
type Ranged = NonNullable<Increment['extra']>['revenue'];

/** What a batch brought beyond those who were held out: every headline with its interval, all of the same people. */
export function BatchIncrement({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['member-batches', 'increment', id],
    queryFn: async () => api('GET /api/admin/member-batches/:id/increment', { params: { id } }),
  });
  return <Loaded query={query}>{(increment) => <Findings id={id} increment={increment} />}</Loaded>;
}

function Findings({ id, increment }: { readonly id: string; readonly increment: Increment }) {
  const t = useMemberText();
  const say = useWords();
  const language = useLanguage();
  const { uplift, extra, cost, until, open, inBoth } = increment;
  const told = uplift.verdict !== 'too_few';
  const interval = (low: string, high: string) => t('increment_interval', { low, high });
  const ranged = (of: Ranged | null | undefined, show: (value: number) => string) =>
    of
      ? { value: show(of.value), note: interval(show(of.low), show(of.high)) }
      : { value: '–', note: told && extra ? undefined : t(told ? 'increment_none' : 'increment_few') };
  return (
    <>
      <Panel
        title={t('increment')}
        extra={
          <span className="hs-faint hs-small">
            {t('increment_until')} <Time at={until} /> {open && t('increment_open')}
          </span>
        }
      >
        <span className="hs-inline">
          <StateTag tone={verdictTones[uplift.verdict]}>{say(upliftVerdict[uplift.verdict])}</StateTag>
          {say(uplift.text)}
        </span>
        {told && <UpliftInterval uplift={uplift} />}
        <p className="hs-faint hs-small">
          {t('increment_rule')}
          {inBoth > 0 && ` ${t('increment_both', { count: formatCount(inBoth) })}`}
        </p>
      </Panel>
      <KeyFigures
        figures={[
          {
            label: t('increment_rate'),
            value: told ? pointsOf(uplift.points, language) : '–',
            note: told ? interval(uplift.low.toFixed(1), pointsOf(uplift.high, language)) : t('increment_few'),
          },
          { label: t('increment_orders'), ...ranged(extra?.orders, (n) => formatCompact(Math.round(n), language)) },
          { label: t('increment_revenue'), ...ranged(extra?.revenue, (fen) => formatYuanCompact(fen, language)) },
          {
            label: t('increment_cost'),
            value: <MoneyCompact fen={cost} />,
            note: <Link to={`/grants?cause=${id}`}>{t('see_ledger')}</Link>,
          },
          {
            label: t('increment_return'),
            ...ranged(extra?.returnOnCost, (yuan) => formatYuan(Math.round(yuan * 100))),
          },
        ]}
      />
      <Arms increment={increment} />
    </>
  );
}

function Arms({ increment: { treated, holdout } }: { readonly increment: Increment }) {
  const t = useMemberText();
  const say = useWords();
  return (
    <Panel flush>
      <Grid
        rows={[
          { name: say(arm.treated), ...treated },
          { name: say(arm.holdout), ...holdout },
        ]}
        rowKey={(row) => row.name}
        columns={[
          { title: t('arm'), render: (row) => row.name },
          { title: t('arm_members'), number: true, render: (row) => formatCount(row.members) },
          { title: t('arm_buyers'), number: true, render: (row) => formatCount(row.buyers) },
          { title: t('arm_rate'), number: true, render: (row) => formatPercent(row.rate) },
          { title: t('arm_orders'), number: true, render: (row) => formatCount(row.orders) },
          { title: t('arm_revenue'), number: true, render: (row) => <Money fen={row.revenue} /> },
          { title: t('arm_each'), number: true, render: (row) => <Money fen={Math.round(row.revenuePerMember)} /> },
        ]}
      />
    </Panel>
  );
}
