import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { type ReportOfServer, useReports } from '../../ground/reports.ts';
import { Empty } from '../../ui/empty.tsx';
import { Failure } from '../../ui/failure.tsx';
import { TableChart } from '../../ui/report/table-chart.tsx';
import { ReportTable } from '../../ui/report/tables.tsx';
import { addressNow, askedNow } from './asked-now.ts';
import { useDashboardText } from './texts.ts';

export type Tile = Answer<'GET /api/admin/dashboards/:id'>['tiles'][number];

/** One question of a dashboard: asked by itself, told by itself when it fails or finds nothing. */
export function QuestionTile({ tile, menu }: { readonly tile: Tile; readonly menu?: ReactNode }) {
  const t = useDashboardText();
  const { question } = tile;
  const { data } = useReports();
  const report = data?.items.find(({ name }) => name === question.report);
  return (
    <section className="hs-card hs-tile" aria-label={question.name}>
      <header className="hs-tile-head">
        <h2>
          {report ? <Link to={addressNow(question, report.fields)}>{question.name}</Link> : question.name}
          {question.lastDays !== null && (
            <span className="hs-faint hs-small"> {t('last_days', { days: question.lastDays })}</span>
          )}
        </h2>
        {menu}
      </header>
      <div className="hs-tile-body">
        {report ? (
          <Answered tile={tile} report={report} />
        ) : data ? (
          <Empty small title={t('tile_gone')} hint="" />
        ) : (
          <Skeleton active />
        )}
      </div>
    </section>
  );
}

const FRESH = 5 * 60_000;

function Answered({ tile: { question, h }, report }: { readonly tile: Tile; readonly report: ReportOfServer }) {
  const t = useDashboardText();
  const values = askedNow(question, report.fields);
  const { data, error, refetch } = useQuery({
    queryKey: ['report', report.name, values],
    queryFn: async () =>
      api('POST /api/admin/reports/:name', { params: { name: report.name }, body: { values: { ...values } } }),
    staleTime: FRESH,
    refetchInterval: FRESH,
  });
  if (error && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton active />;
  const tables = data.tables.filter(({ rows }) => rows.length > 0);
  const drawn = tables.find(({ chart }) => chart !== undefined);
  if (drawn) return <TableChart table={drawn} height={h * ROW - 96} />;
  const [first] = tables;
  if (!first) return <Empty small title={t('tile_none')} hint="" />;
  return (
    <ReportTable table={first} people={(of, asked, count) => <PeopleLink of={of} values={asked} count={count} />} />
  );
}

/** A row of the grid and the gap below it, px. */
export const ROW = 64;
