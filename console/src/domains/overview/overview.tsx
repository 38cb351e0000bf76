import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { lazy, Suspense } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { asRange } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { formatRange, formatTime } from '../../ui/calendar.ts';
import { useLanguage } from '../../ui/figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { now } from '../../ui/now.ts';
import { type DayRange, lastDays } from '../../ui/report/day-range.ts';
import { AnomalyPanel, TargetPanel } from '../targets/index.ts';
import { AtStores } from './at-stores.tsx';
import { DayFigures } from './day-figures.tsx';
import { DemoFilling } from './demo-filling.tsx';
import { Headline } from './headline.tsx';
import { LiveJourneys } from './live-journeys.tsx';
import { StartHere } from './start-here.tsx';
import { useOverviewText } from './texts.ts';
import { ToDo } from './to-do.tsx';
import { Trend } from './trend.tsx';
import './overview.css';

export type OverviewReport = Answer<'GET /api/admin/reports/overview'>;
const presets = [1, 7, 30, 90] as const;
const shapes = { range: asRange };

// The calendar is a third of what the first page would load, and few open it.
const RangeChoice = lazy(async () => ({ default: (await import('../../ui/report/range-choice.tsx')).RangeChoice }));
const KeepQuestion = lazy(async () => ({ default: (await import('../dashboards/index.ts')).KeepQuestion }));

/** The first page of the day. An account of some stores has no figures of the shop: what waits for it, and nothing else. */
export function Overview() {
  return useCan()('analytics.read') ? <Business /> : <AtStores />;
}

/** How business goes, what waits, which journeys run. */
function Business() {
  const t = useOverviewText();
  const language = useLanguage();
  const [{ range }, ask] = useAddress(shapes, { range: lastDays(30) });
  const setRange = (next: DayRange) => ask({ range: next });
  const query = useQuery({
    queryKey: ['overview', 'report', range],
    queryFn: async () => api('GET /api/admin/reports/overview', { query: range }),
    refetchInterval: 60_000,
  });
  const preset = presets.find((days) => lastDays(days).from === range.from && lastDays(days).to === range.to);
  return (
    <div className="hs-page">
      <header className="hs-page-head">
        <div>
          <h1>{t('question')}</h1>
          {query.data && (
            <p>
              {t(query.data.previousUntil === null ? 'compared' : 'compared_until', {
                range: formatRange(query.data.range, now(), language),
                before: formatRange(query.data.previousRange, now(), language),
                until: query.data.previousUntil === null ? '' : formatTime(query.data.previousUntil).slice(5),
              })}
            </p>
          )}
        </div>
        <div className="hs-actions">
          <Segmented
            value={preset ?? 0}
            onChange={(days) => setRange(lastDays(days))}
            options={presets.map((days) => ({ value: days, label: t(days === 1 ? 'range_today' : `range_${days}`) }))}
          />
          <Suspense fallback={<span style={{ width: 248 }} />}>
            <RangeChoice said value={range} onChange={setRange} />
            <KeepQuestion kept={{ report: 'analytics.overview', values: { range, asOf: null }, name: t('question') }} />
          </Suspense>
        </div>
      </header>
      <DemoFilling />
      <div className="hs-overview">
        <div>
          <Loaded query={query}>
            {(report) =>
              isBare(report) ? (
                <StartHere />
              ) : (
                <>
                  <Headline report={report} />
                  <Trend report={report} />
                  <DayFigures report={report} />
                </>
              )
            }
          </Loaded>
        </div>
        <aside>
          <AnomalyPanel />
          <ToDo />
          <TargetPanel />
          <LiveJourneys />
        </aside>
      </div>
    </div>
  );
}

/** Nothing sold now or before: help to begin says more than a row of zeros. */
const isBare = ({ current, previous }: OverviewReport): boolean =>
  current.orders + previous.orders + current.visitors === 0;
