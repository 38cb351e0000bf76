import { valuesOf } from '@huoshui/contracts/words';
import { gmvBranching, gmvFactor, type ReportComparison, reportComparison } from '@huoshui/contracts/words/analytics';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { asOneOf, asRange } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { formatTime } from '../../ui/calendar.ts';
import { formatYuan } from '../../ui/format.ts';
import { type DayRange, lastDays } from '../../ui/report/day-range.ts';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { Report } from '../../ui/report/report.tsx';
import type { FileTable } from '../../ui/table-file.ts';
import { optionsOf, useWords } from '../../ui/words.ts';
import { KeepQuestion } from '../dashboards/index.ts';
import { GmvBranchPanel } from './gmv-branch.tsx';
import { signedYuan } from './gmv-figures.ts';
import { useMoneyText } from './money-texts.ts';

export type GmvTree = Answer<'POST /api/admin/reports/gmv'>;
export type GmvBranch = GmvTree['whole'];

const shapes = {
  range: asRange,
  compare: asOneOf(valuesOf(reportComparison)),
  with: asRange,
  by: asOneOf(valuesOf(gmvBranching)),
} as const;

/** What net GMV is made of, at two times, and what each factor made of the difference. */
export function Gmv() {
  const t = useMoneyText();
  const say = useWords();
  const [{ range, compare, with: others, by }, change] = useAddress(shapes, {
    range: lastDays(30),
    compare: 'before',
    with: lastDays(30),
    by: 'newness',
  });
  const asked = { range, compare, by, ...(compare === 'chosen' ? { with: others } : {}) };
  const { range: days, ...how } = asked;
  const body = { ...days, ...how };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['gmv', body],
    queryFn: async () => api('POST /api/admin/reports/gmv', { body }),
  });
  return (
    <Report
      question={t('gmv_question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={data !== undefined && isNothing(data)}
      emptyHint={t('gmv_empty')}
      file={data ? () => ({ name: `gmv-${range.from}-${range.to}`, tables: [fileTable(data, t, say)] }) : null}
      sentence={
        <>
          {t('gmv_in')}
          <RangeChoice value={range} onChange={(next) => change({ range: next })} />
          {t('gmv_against')}
          <Select<ReportComparison>
            value={compare}
            aria-label={t('gmv_compare')}
            popupMatchSelectWidth={false}
            onChange={(next) => change({ compare: next })}
            options={optionsOf(reportComparison, say)}
          />
          {compare === 'chosen' && (
            <RangeChoice value={others} onChange={(next: DayRange) => change({ with: next })} said />
          )}
          {t('gmv_by')}
          <Select<GmvBranching>
            value={by}
            aria-label={t('gmv_branches')}
            popupMatchSelectWidth={false}
            onChange={(next) => change({ by: next })}
            options={optionsOf(gmvBranching, say)}
          />
        </>
      }
      actions={
        <KeepQuestion
          kept={{
            report: 'analytics.gmv',
            values: { range, compare, with: compare === 'chosen' ? others : null, by, asOf: null },
            name: t('gmv_question'),
          }}
        />
      }
      insight={data && <Insight tree={data} />}
    >
      {data && (
        <>
          <GmvBranchPanel branch={data.whole} asked={{ ...asked, asOf: data.asOf }} isWhole />
          {data.branches.map((branch) => (
            <GmvBranchPanel key={branch.key} branch={branch} asked={{ ...asked, asOf: data.asOf }} />
          ))}
          <p className="hs-soft hs-small">{t('gmv_how')}</p>
        </>
      )}
    </Report>
  );
}

type GmvBranching = keyof typeof gmvBranching;

function isNothing({ whole }: GmvTree): boolean {
  return whole.nodes.every(({ current, previous }) => !current && !previous);
}

/** The whole change, and what each factor made of it, the biggest first. */
function Insight({ tree }: { readonly tree: GmvTree }) {
  const t = useMoneyText();
  const say = useWords();
  const { whole, previousUntil } = tree;
  const change = whole.current - whole.previous;
  const said = t(change === 0 ? 'gmv_same' : change > 0 ? 'gmv_up' : 'gmv_down', {
    change: formatYuan(Math.abs(change)),
  });
  const parts = whole.nodes
    .filter(({ contribution }) => contribution !== 0)
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map(({ factor, contribution }) =>
      t('gmv_part', { factor: say(gmvFactor[factor]), amount: signedYuan(contribution) }),
    );
  return (
    <>
      {said}
      {parts.length > 0 && t('gmv_of', { parts: parts.join(t('gmv_between')) })}{' '}
      {previousUntil !== null && t('gmv_until', { time: formatTime(previousUntil) })}
    </>
  );
}

function fileTable(
  { whole, branches }: GmvTree,
  t: ReturnType<typeof useMoneyText>,
  say: ReturnType<typeof useWords>,
): FileTable {
  return {
    header: [t('gmv_branch'), t('gmv_factor'), t('gmv_now'), t('gmv_before'), t('gmv_made')],
    rows: [whole, ...branches].flatMap((branch) => [
      [
        say(branch.label),
        t('gmv_net'),
        branch.current / 100,
        branch.previous / 100,
        (branch.current - branch.previous) / 100,
      ],
      ...branch.nodes
        .filter(({ current, previous }) => current || previous)
        .map(({ factor, current, previous, contribution }) => {
          const isMoney = factor === 'orderValue' || factor === 'unseenOrderValue' || factor === 'kept';
          const shown = (value: number | null) => (value === null ? null : isMoney ? Math.round(value) / 100 : value);
          return [say(branch.label), say(gmvFactor[factor]), shown(current), shown(previous), contribution / 100];
        }),
    ]),
  };
}
