import { valuesOf } from '@huoshui/contracts/words';
import {
  noIncrement,
  type OutcomeKind,
  type OutcomeOrder,
  outcomeKind,
  outcomeOrder,
} from '@huoshui/contracts/words/outcomes';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { asOneOf, asRange, type Shape } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatCount, formatYuan } from '../../ui/format.ts';
import { lastDays } from '../../ui/report/day-range.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { Report } from '../../ui/report/report.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { KeepQuestion } from '../dashboards/index.ts';
import { useOutcomeText } from './texts.ts';

type Outcome = Answer<'GET /api/admin/reports/outcomes'>['items'][number];

const kinds = valuesOf(outcomeKind);
const asKinds: Shape<readonly OutcomeKind[]> = {
  read: (text) => {
    const names = text.split(',').filter((name) => name !== '');
    const known = kinds.filter((kind) => names.includes(kind));
    return known.length === names.length ? known : undefined;
  },
  write: (chosen) => chosen.join(','),
};
const shapes = { range: asRange, kinds: asKinds, order: asOneOf(valuesOf(outcomeOrder)) } as const;

/** Everything that was done to sell more: what it cost, whom it reached, and what it brought where that can be said. */
export function Outcomes() {
  const t = useOutcomeText();
  const say = useWords();
  const [{ range, kinds: chosen, order }, change] = useAddress<{
    range: { readonly from: string; readonly to: string };
    kinds: readonly OutcomeKind[];
    order: OutcomeOrder;
  }>(shapes, { range: lastDays(30), kinds: [], order: 'cost' });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['outcomes', range],
    queryFn: async () => api('GET /api/admin/reports/outcomes', { query: range }),
  });
  const items = (data?.items ?? [])
    .filter(({ kind }) => chosen.length === 0 || chosen.includes(kind))
    .toSorted((a, b) => (figureOf(b, order) ?? -Infinity) - (figureOf(a, order) ?? -Infinity));
  const columns = useColumns();
  return (
    <Report
      question={t('question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={data !== undefined && items.length === 0}
      emptyHint={t('empty')}
      file={() => ({ name: `outcomes-${range.from}-${range.to}`, tables: [gridTable(columns, items)] })}
      sentence={
        <>
          {t('in')}
          <RangeChoice value={range} onChange={(next) => change({ range: next })} />
          {t('which')}
          <Select<OutcomeKind[]>
            mode="multiple"
            value={[...chosen]}
            aria-label={t('kind')}
            placeholder={t('all')}
            maxTagCount={2}
            style={{ minWidth: 200 }}
            onChange={(next) => change({ kinds: next })}
            options={optionsOf(outcomeKind, say)}
          />
          {t('sorted')}
          <Select<OutcomeOrder>
            value={order}
            aria-label={t('sorted')}
            popupMatchSelectWidth={false}
            onChange={(next) => change({ order: next })}
            options={optionsOf(outcomeOrder, say)}
          />
          {t('sorted_end')}
        </>
      }
      actions={
        <KeepQuestion
          kept={{
            report: 'analytics.outcomes',
            values: { range, kinds: chosen.length === 0 ? null : chosen, order },
            name: t('question'),
          }}
        />
      }
      insight={<Insight items={items} />}
    >
      <Panel title={t('lines')} flush>
        <Grid rows={items} rowKey={({ kind, id }) => `${kind} ${id}`} columns={columns} />
      </Panel>
      <p className="hs-soft hs-small">{t('how')}</p>
    </Report>
  );
}

function figureOf(item: Outcome, order: OutcomeOrder): number | null {
  const told = item[order];
  return typeof told === 'object' ? (told?.value ?? null) : told;
}

function Insight({ items }: { readonly items: readonly Outcome[] }) {
  const t = useOutcomeText();
  const measured = items.filter(({ noIncrement: why }) => why !== 'no_holdout');
  return t('insight', {
    count: formatCount(items.length),
    cost: formatYuan(items.reduce((sum, { cost }) => sum + (cost ?? 0), 0)),
    measured: formatCount(measured.length),
    sure: formatCount(measured.filter(({ extra }) => (extra?.low ?? 0) > 0).length),
  });
}

const nothing = <span className="hs-faint">–</span>;

function useColumns(): readonly GridColumn<Outcome>[] {
  const t = useOutcomeText();
  const say = useWords();
  const money = (title: string, read: (item: Outcome) => number | null): GridColumn<Outcome> => ({
    title,
    number: true,
    render: (item) => {
      const fen = read(item);
      return fen === null ? nothing : <Money fen={fen} />;
    },
    csv: (item) => {
      const fen = read(item);
      return fen === null ? null : fen / 100;
    },
  });
  return [
    {
      title: t('name'),
      render: ({ name, to, kind }) => (
        <span className="hs-two-lines">
          <Link to={to}>{say(name)}</Link>
          <span className="hs-faint hs-small">{say(outcomeKind[kind])}</span>
        </span>
      ),
      csv: ({ name }) => say(name),
    },
    {
      title: say(outcomeOrder.people),
      number: true,
      render: ({ people }) => formatCount(people),
      csv: ({ people }) => people,
    },
    money(say(outcomeOrder.cost), ({ cost }) => cost),
    money(say(outcomeOrder.sales), ({ sales }) => sales),
    {
      title: t('new_members'),
      number: true,
      render: ({ newMembers }) => (newMembers === null ? nothing : formatCount(newMembers)),
      csv: ({ newMembers }) => newMembers,
    },
    money(say(outcomeOrder.cac), ({ cac }) => cac),
    {
      title: say(outcomeOrder.extra),
      number: true,
      render: ({ extra, noIncrement: why }) =>
        extra === null ? (
          <span className="hs-faint">{why === null ? '–' : say(noIncrement[why])}</span>
        ) : (
          <span className="hs-two-lines">
            <Money fen={extra.value} />
            <span className="hs-faint hs-small">
              {t('extra_range', { low: formatYuan(extra.low), high: formatYuan(extra.high) })}
            </span>
          </span>
        ),
      csv: ({ extra, noIncrement: why }) =>
        extra === null ? (why === null ? null : say(noIncrement[why])) : extra.value / 100,
    },
    {
      title: say(outcomeOrder.returnOnCost),
      number: true,
      render: ({ returnOnCost }) =>
        returnOnCost === null ? nothing : formatYuan(Math.round(returnOnCost.value * 100)),
      csv: ({ returnOnCost }) => returnOnCost?.value ?? null,
    },
  ];
}
