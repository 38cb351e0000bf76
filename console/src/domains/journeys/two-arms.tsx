import { arm, upliftVerdict } from '@huoshui/contracts/words/journeys';
import { Link } from 'react-router';
import type { Answer } from '../../ground/api.ts';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { MoneyCompact, useLanguage } from '../../ui/figures.tsx';
import { formatCompact, formatCount, formatPercent, formatYuan, formatYuanCompact } from '../../ui/format.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { counted, money } from '../../ui/report/grid-columns.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useArmsText } from './two-arms-texts.ts';
import { pointsOf, UpliftInterval, verdictTones } from './uplift-interval.tsx';

type Result = Pick<
  Answer<'GET /api/admin/placements/:id/result'>,
  'uplift' | 'days' | 'open' | 'inBoth' | 'heldOut' | 'treated' | 'holdout' | 'extra' | 'cost'
>;
type Told = {
  /** The cause in the ledger. */
  readonly id?: string;
  readonly result: Result;
  /** Nothing is given: it has no cost, and no return on it. */
  readonly free?: boolean;
};

/** What something brought beyond those who were drawn not to see it: with its interval, or that they are too few. */
export function TwoArms({ id = '', result, free = false }: Told) {
  const t = useArmsText();
  const say = useWords();
  const { uplift, days, open, inBoth, heldOut } = result;
  const compared = result.treated.members > 0 && result.holdout.members > 0;
  return (
    <>
      <Panel title={t('effect')} extra={<span className="hs-faint hs-small">{t('effect_days', { days })}</span>}>
        {heldOut === 0 && !compared ? (
          <span>{t('no_holdout')}</span>
        ) : (
          <>
            <span className="hs-inline">
              <StateTag tone={verdictTones[uplift.verdict]}>{say(upliftVerdict[uplift.verdict])}</StateTag>
              {say(uplift.text)}
            </span>
            {uplift.verdict !== 'too_few' && <UpliftInterval uplift={uplift} />}
          </>
        )}
        <p className="hs-faint hs-small">
          {t('effect_rule')}
          {open > 0 && ` ${t('effect_open', { count: formatCount(open) })}`}
          {inBoth > 0 && ` ${t('effect_both', { count: formatCount(inBoth) })}`}
        </p>
      </Panel>
      <Extra id={id} result={result} free={free} />
      <Arms result={result} />
    </>
  );
}

function Extra({ id, result: { uplift, extra, cost }, free }: Required<Told>) {
  const t = useArmsText();
  const language = useLanguage();
  const told = uplift.verdict !== 'too_few';
  const interval = (low: string, high: string) => t('interval', { low, high });
  const ranged = (of: NonNullable<Result['extra']>['orders'] | null | undefined, show: (value: number) => string) =>
    of
      ? { value: show(of.value), note: interval(show(of.low), show(of.high)) }
      : { value: '–', note: told && extra ? undefined : t(told ? 'none_bought' : 'few') };
  return (
    <KeyFigures
      figures={[
        {
          label: t('lift'),
          value: told ? pointsOf(uplift.points, language) : '–',
          note: told ? interval(uplift.low.toFixed(1), pointsOf(uplift.high, language)) : t('few'),
        },
        { label: t('more_orders'), ...ranged(extra?.orders, (n) => formatCompact(Math.round(n), language)) },
        { label: t('more_revenue'), ...ranged(extra?.revenue, (fen) => formatYuanCompact(fen, language)) },
        ...(free
          ? []
          : [
              {
                label: t('cost'),
                value: <MoneyCompact fen={cost} />,
                note: <Link to={`/grants?cause=${id}`}>{t('see_ledger')}</Link>,
              },
              { label: t('return'), ...ranged(extra?.returnOnCost, (yuan) => formatYuan(Math.round(yuan * 100))) },
            ]),
      ]}
    />
  );
}

type ArmRow = Result['treated'] & { readonly name: string };

function Arms({ result: { treated, holdout } }: { readonly result: Result }) {
  const t = useArmsText();
  const say = useWords();
  const rows: readonly ArmRow[] = [
    { name: say(arm.treated), ...treated },
    { name: say(arm.holdout), ...holdout },
  ];
  const columns: readonly GridColumn<ArmRow>[] = [
    { title: t('arm'), render: (row) => row.name, csv: (row) => row.name },
    counted(t('arm_members'), (row) => row.members),
    counted(t('arm_buyers'), (row) => row.buyers),
    { title: t('arm_rate'), number: true, render: (row) => formatPercent(row.rate), csv: (row) => row.rate },
    counted(t('arm_orders'), (row) => row.orders),
    money(t('arm_revenue'), (row) => row.revenue),
    money(t('arm_each'), (row) => Math.round(row.revenuePerMember)),
  ];
  const file = () => ({ name: t('effect'), tables: [gridTable(columns, rows)] });
  return (
    <Panel title={t('arms')} flush extra={<SaveTable size="small" file={file} />}>
      <Grid rows={rows} rowKey={(row) => row.name} columns={columns} />
    </Panel>
  );
}
