import { arm, upliftVerdict } from '@huoshui/contracts/words/journeys';
import { outboundState, verdict, verdictReason } from '@huoshui/contracts/words/messaging';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { asOneOf } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Money, MoneyCompact, useLanguage } from '../../ui/figures.tsx';
import { formatCompact, formatCount, formatPercent, formatYuan, formatYuanCompact } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { Experiments } from './journey-experiments.tsx';
import { RunsLink, type RunsOf } from './runs-link.tsx';
import { useJourneyText } from './texts.ts';
import { pointsOf, UpliftInterval, verdictTones } from './uplift-interval.tsx';

const shapes = { runs: asOneOf(['complete', 'all']) } as const;

export type Result = Answer<'GET /api/admin/journeys/:id/result'>;

/** What the journey brought beyond what would have happened anyway: always against the holdout, always with its interval. */
export function JourneyResult({ journeyId }: { readonly journeyId: string }) {
  const t = useJourneyText();
  const say = useWords();
  const [{ runs }, change] = useAddress(shapes, { runs: 'complete' });
  const onlyComplete = runs === 'complete';
  const query = useQuery({
    queryKey: ['journeys', 'result', journeyId, onlyComplete],
    queryFn: async () =>
      api('GET /api/admin/journeys/:id/result', { params: { id: journeyId }, query: { onlyComplete } }),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={query}>
      {(result) => (
        <>
          <div className="hs-inline" style={{ marginBottom: 16 }}>
            <h2 style={{ margin: 0, fontSize: 18 }}>{t('result_question')}</h2>
            <span className="hs-soft">{t('goal_is', { goal: say(result.goalText) })}</span>
            <span style={{ marginLeft: 'auto' }}>
              <Checkbox
                checked={onlyComplete}
                onChange={(event) => change({ runs: event.target.checked ? 'complete' : 'all' })}
              >
                {t('only_complete')}
              </Checkbox>
              {result.open > 0 && (
                <span className="hs-faint hs-small">{t('open_count', { count: formatCount(result.open) })}</span>
              )}
            </span>
          </div>
          {result.treated.members + result.holdout.members === 0 ? (
            <div className="hs-card">
              {result.open > 0 ? (
                <Empty
                  title={t('result_open')}
                  hint={t('result_open_hint')}
                  action={<Button onClick={() => change({ runs: 'all' })}>{t('result_show_all')}</Button>}
                />
              ) : (
                <Empty title={t('runs_empty')} hint={t('result_empty_hint')} />
              )}
            </div>
          ) : (
            <Findings result={result} journeyId={journeyId} onlyComplete={onlyComplete} />
          )}
        </>
      )}
    </Loaded>
  );
}

type Ranged = NonNullable<Result['extra']>['revenue'];

function Findings({
  result,
  journeyId,
  onlyComplete,
}: {
  readonly result: Result;
  readonly journeyId: string;
  readonly onlyComplete: boolean;
}) {
  const t = useJourneyText();
  const language = useLanguage();
  const say = useWords();
  const { uplift, extra, treated, holdout, versions } = result;
  const compared = versions.some((version) => version.compared);
  const told = compared && uplift.verdict !== 'too_few';
  const ranged = (of: Ranged | null | undefined, say: (value: number) => string) =>
    of
      ? { value: say(of.value), note: t('interval', { low: say(of.low), high: say(of.high) }) }
      : { value: '–', note: compared && !told ? t('withheld') : undefined };
  return (
    <>
      <Panel
        title={
          <span className="hs-inline">
            <StateTag tone={verdictTones[uplift.verdict]}>{say(upliftVerdict[uplift.verdict])}</StateTag>
            {say(uplift.text)}
          </span>
        }
      >
        {!told && compared && versions.length < 2 ? null : (
          <>
            {told && <UpliftInterval uplift={uplift} />}
            {!compared && <span className="hs-soft">{t('no_holdout_hint')}</span>}
            {told && <p className="hs-faint hs-small">{t('interval_holds')}</p>}
            {versions.length > 1 && <p className="hs-soft hs-small">{t('by_version')}</p>}
          </>
        )}
      </Panel>
      <KeyFigures
        figures={[
          {
            label: t('treated_rate'),
            value: treated.members > 0 ? formatPercent(treated.rate) : '–',
            note: t('of_members', { converted: formatCount(treated.converted), members: formatCount(treated.members) }),
          },
          {
            label: t('holdout_rate'),
            value: holdout.members > 0 ? formatPercent(holdout.rate) : '–',
            note: t('of_members', { converted: formatCount(holdout.converted), members: formatCount(holdout.members) }),
          },
          {
            label: t('uplift'),
            value: told ? pointsOf(uplift.points, language) : '–',
            note: told
              ? t('interval', { low: uplift.low.toFixed(1), high: pointsOf(uplift.high, language) })
              : compared
                ? t('withheld')
                : undefined,
          },
          { label: t('extra_orders'), ...ranged(extra?.orders, (n) => formatCompact(Math.round(n), language)) },
          { label: t('extra_revenue'), ...ranged(extra?.revenue, (fen) => formatYuanCompact(fen, language)) },
          {
            label: t('cost'),
            value: <MoneyCompact fen={result.cost} />,
            note: <Link to={`/grants?cause=${journeyId}`}>{t('see_grants')}</Link>,
          },
          {
            label: t('return_on_cost'),
            ...ranged(extra?.returnOnCost, (yuan) => formatYuan(Math.round(yuan * 100))),
          },
        ]}
      />
      <div className="hs-split-even">
        <Curve result={result} />
        <Messages result={result} journeyId={journeyId} />
      </div>
      <Experiments result={result} />
      <Arms result={result} journeyId={journeyId} time={onlyComplete ? 'over' : undefined} />
    </>
  );
}

function Curve({ result }: { readonly result: Result }) {
  const t = useJourneyText();
  const say = useWords();
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      labels: result.days.map(({ day }) => t('day_n', { day })),
      series: [
        { name: say(arm.treated), values: result.days.map((day) => day.treated) },
        { name: say(arm.holdout), values: result.days.map((day) => day.holdout), before: true },
      ],
      format: (value) => formatPercent(value),
    }),
    [result, t, say],
  );
  return (
    <Panel title={t('curve')}>
      <Chart spec={spec} height={260} label={t('curve')} />
    </Panel>
  );
}

function Messages({ result, journeyId }: { readonly result: Result; readonly journeyId: string }) {
  const t = useJourneyText();
  const say = useWords();
  return (
    <Panel title={t('messages')} flush extra={<Link to={`/outbound?cause=${journeyId}`}>{t('see_messages')}</Link>}>
      {result.messages.length === 0 ? (
        <Empty small title={t('no_messages')} hint="" />
      ) : (
        <Grid
          rows={result.messages}
          rowKey={(row) => `${row.node} ${row.verdict} ${row.reason} ${row.state}`}
          columns={[
            { title: t('message_step'), render: (row) => say(row.sentence) },
            {
              title: t('verdict'),
              render: (row) => (
                <StateTag tone={row.verdict === 'send' ? 'good' : row.verdict === 'defer' ? 'warn' : 'neutral'}>
                  {row.verdict === null ? t('v_pending') : say(verdict[row.verdict])}
                </StateTag>
              ),
            },
            {
              title: t('reason'),
              render: (row) => (
                <span className="hs-soft">
                  {say(
                    row.reason === null || row.reason === 'ok' ? outboundState[row.state] : verdictReason[row.reason],
                  )}
                </span>
              ),
            },
            {
              title: t('count'),
              number: true,
              render: (row) => <SentLink journeyId={journeyId} row={row} all={result.messages} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

type MessageRow = Result['messages'][number];
type SentLinkProps = {
  readonly journeyId: string;
  readonly row: MessageRow;
  readonly all: readonly MessageRow[];
};

/** Opens the list of messages where its filters say exactly these; what waits for a verdict has none to ask for. */
function SentLink({ journeyId, row, all }: SentLinkProps) {
  const { node, verdict: said, reason, state, count } = row;
  const alike = all.filter((other) => other.node === node && other.verdict === said && other.state === state);
  const asked = reason === 'ok' ? null : reason;
  if (said === null || count === 0 || (asked === null && alike.length > 1)) return formatCount(count);
  const search = new URLSearchParams({ cause: journeyId, node, verdict: said, state, ...(asked && { reason: asked }) });
  return (
    <Link className="hs-people" to={`/outbound?${search}`}>
      {formatCount(count)}
    </Link>
  );
}

type Arm = Result['treated'] & {
  readonly name: string;
  /** The filters under which the list of people shows this arm. */
  readonly of: RunsOf;
};

/** The two arms; where several versions took people in, each version's own arms too, since only those are compared. */
type ArmsProps = { readonly result: Result; readonly journeyId: string; readonly time: 'over' | undefined };

function Arms({ result, journeyId, time }: ArmsProps) {
  const t = useJourneyText();
  const say = useWords();
  const named = ({ treated, holdout }: Pick<Result, 'treated' | 'holdout'>, version?: number): readonly Arm[] => {
    const [of, more] = [version === undefined ? '' : ` · v${version}`, { time, version: version?.toString() }];
    return [
      { ...treated, name: `${say(arm.treated)}${of}`, of: { arm: 'treated', ...more } },
      { ...holdout, name: `${say(arm.holdout)}${of}`, of: { arm: 'holdout', ...more } },
    ];
  };
  const each = result.versions.length > 1 ? result.versions : [];
  const rows = [...named(result), ...each.flatMap((one) => named(one, one.version))];
  const columns: readonly GridColumn<Arm>[] = [
    { title: t('arm'), render: (row) => row.name, csv: (row) => row.name },
    {
      title: t('members'),
      number: true,
      render: (row) => <RunsLink journeyId={journeyId} of={row.of} count={row.members} />,
      csv: (row) => row.members,
    },
    {
      title: t('converted'),
      number: true,
      render: (row) => <RunsLink journeyId={journeyId} of={{ ...row.of, goal: 'reached' }} count={row.converted} />,
      csv: (row) => row.converted,
    },
    { title: t('rate'), number: true, render: (row) => formatPercent(row.rate), csv: (row) => row.rate },
    {
      title: t('revenue'),
      number: true,
      render: (row) => <Money fen={row.revenue} />,
      csv: (row) => row.revenue / 100,
    },
    {
      title: t('revenue_each'),
      number: true,
      render: (row) => <Money fen={Math.round(row.revenuePerMember)} />,
      csv: (row) => row.revenuePerMember / 100,
    },
  ];
  const button = (
    <SaveTable size="small" file={() => ({ name: t('comparison'), tables: [gridTable(columns, rows)] })} />
  );
  return (
    <Panel title={t('comparison')} flush extra={button}>
      <Grid rows={rows} rowKey={(row) => row.name} columns={columns} />
    </Panel>
  );
}
