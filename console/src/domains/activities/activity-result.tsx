import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { PeopleLink } from '../../ground/people-link.tsx';
import { useAct } from '../../ui/act.ts';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Empty } from '../../ui/empty.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { Grid, type GridColumn, gridTable } from '../../ui/report/grid.tsx';
import { counted } from '../../ui/report/grid-columns.tsx';
import { SaveTable } from '../../ui/save-table.tsx';
import { useWords } from '../../ui/words.ts';
import { TwoArms } from '../journeys/index.ts';
import { Scorecard } from '../outcomes/index.ts';
import { FlashResult } from './flash-result.tsx';
import { useActivityText } from './texts.ts';

type Result = Answer<'GET /api/admin/activities/:id/result'>;
type TierRow = Result['tiers'][number];
type PrizeRow = Result['prizes'][number];
type DayRow = Result['byDay'][number];

/** Who takes part, what was given, and what it brought beyond those who were not shown it. */
export function ActivityResult({ id }: { readonly id: string }) {
  const t = useActivityText();
  const query = useQuery({
    queryKey: ['activities', 'result', id],
    queryFn: async () => api('GET /api/admin/activities/:id/result', { params: { id } }),
  });
  return (
    <Loaded query={query}>
      {(result) =>
        result.met + result.heldOut + result.joined === 0 && result.flash === null ? (
          <Panel>
            <Empty small title={t('nothing_yet')} hint={t('nothing_hint')} />
          </Panel>
        ) : (
          <>
            <Scorecard kind="activity" id={id} />
            <Headline id={id} result={result} />
            {result.teams !== null && <Teams teams={result.teams} />}
            {result.bargain !== null && <Bargains bargain={result.bargain} />}
            {result.added !== null && <Added added={result.added} />}
            {result.flash !== null && <FlashResult flash={result.flash} />}
            {result.tiers.length > 0 && <Tiers id={id} result={result} />}
            {result.prizes.length > 0 && <Prizes id={id} result={result} />}
            <TwoArms id={id} result={result} />
            <ByDay result={result} />
          </>
        )
      }
    </Loaded>
  );
}

function Headline({ id, result }: { readonly id: string; readonly result: Result }) {
  const t = useActivityText();
  const { joined, reached, helpers, newHelpers, teams, flash, bargain, added } = result;
  if (flash !== null) return null;
  const link = (who: string, count: number) => (
    <PeopleLink of="activities.people" values={{ activity: id, who }} count={count} />
  );
  return (
    <KeyFigures
      figures={[
        ...(bargain === null
          ? [
              {
                label: t(reachedAs(result)),
                value: link('reached', reached),
                note: joined > 0 ? formatPercent(reached / joined) : undefined,
              },
            ]
          : []),
        ...(teams === null && added === null
          ? [
              {
                label: t('helpers'),
                value: link('helpers', helpers),
                note: t('helpers_note', { count: formatCount(newHelpers) }),
              },
            ]
          : []),
      ]}
    />
  );
}

/** How teams went, and that what came in those that were not completed is what went back. */
/** What it is to get there: a tier, a team that was led to its end, a prize. */
function reachedAs({ teams, prizes }: Result) {
  if (teams !== null) return 'led';
  return prizes.length > 0 ? 'winners' : 'reached';
}

function Teams({ teams: { begun, open, full, failed, paid, back } }: { readonly teams: NonNullable<Result['teams']> }) {
  const t = useActivityText();
  const decided = full + failed;
  return (
    <KeyFigures
      figures={[
        { label: t('teams_begun'), value: formatCount(begun), note: t('teams_open', { count: formatCount(open) }) },
        {
          label: t('teams_full'),
          value: formatCount(full),
          note: decided > 0 ? t('teams_rate', { rate: formatPercent(full / decided) }) : undefined,
        },
        { label: t('teams_failed'), value: formatCount(failed), note: t('teams_failed_note') },
        { label: t('teams_paid'), value: formatYuan(paid), note: t('teams_back', { amount: formatYuan(back) }) },
      ]}
    />
  );
}

/** How many friends added staff, and how many of them stand. */
function Added({ added: { all, counted, open, left, known, same } }: { readonly added: NonNullable<Result['added']> }) {
  const t = useActivityText();
  return (
    <KeyFigures
      figures={[
        { label: t('added_all'), value: formatCount(all) },
        { label: t('added_counted'), value: formatCount(counted), note: t('added_open', { count: formatCount(open) }) },
        {
          label: t('added_left'),
          value: formatCount(left),
          note: all > 0 ? t('added_left_rate', { rate: formatPercent(left / all) }) : undefined,
        },
        { label: t('added_known'), value: formatCount(known), note: t('added_same', { count: formatCount(same) }) },
      ]}
    />
  );
}

/** How far bargains came, and what friends took off what was bought. */
function Bargains({ bargain }: { readonly bargain: NonNullable<Result['bargain']> }) {
  const t = useActivityText();
  const { begun, floored, bought, newBuyers, sales, refunded, saved } = bargain;
  return (
    <KeyFigures
      figures={[
        {
          label: t('bargains_begun'),
          value: formatCount(begun),
          note: t('bargains_floored', { count: formatCount(floored) }),
        },
        {
          label: t('bargains_bought'),
          value: formatCount(bought),
          note: begun > 0 ? t('bargains_rate', { rate: formatPercent(bought / begun) }) : undefined,
        },
        { label: t('flash_sales'), value: formatYuan(sales), note: t('teams_back', { amount: formatYuan(refunded) }) },
        { label: t('flash_saved'), value: formatYuan(saved), note: t('flash_new', { count: formatCount(newBuyers) }) },
      ]}
    />
  );
}

function Tiers({ id, result: { tiers } }: { readonly id: string; readonly result: Result }) {
  const t = useActivityText();
  const say = useWords();
  const chosenOf = ({ choices }: TierRow) =>
    choices.map(({ label, people }) => `${say(label)} ${formatCount(people)}`).join(' · ');
  const columns: readonly GridColumn<TierRow>[] = [
    { title: t('tier'), render: (row) => say(row.label), csv: (row) => say(row.label) },
    ...(tiers.some(({ choices }) => choices.length > 0)
      ? [{ title: t('tier_choices'), render: chosenOf, csv: chosenOf }]
      : []),
    counted(t('tier_reached'), (row) => row.reached),
    counted(t('tier_given'), (row) => row.given),
    counted(t('tier_due'), (row) => row.due),
    counted(t('tier_held'), (row) => row.held),
    counted(t('tier_refused'), (row) => row.refused),
    counted(t('tier_denied'), (row) => row.denied),
    counted(t('tier_back'), (row) => row.takenBack),
  ];
  const file = () => ({ name: t('tiers'), tables: [gridTable(columns, tiers)] });
  return (
    <Panel
      title={t('tiers')}
      flush
      extra={
        <span className="hs-inline">
          {tiers.some(({ refused }) => refused > 0) && <GiveAgain id={id} />}
          <SaveTable size="small" file={file} />
        </span>
      }
    >
      <Grid rows={tiers} rowKey={(row) => String(row.at)} columns={columns} />
    </Panel>
  );
}

/** What fell, held against the odds that were published. */
function Prizes({ id, result: { draws, prizes } }: { readonly id: string; readonly result: Result }) {
  const t = useActivityText();
  const say = useWords();
  const expected = ({ odds }: PrizeRow) => (draws * odds) / 10_000;
  const columns: readonly GridColumn<PrizeRow>[] = [
    { title: t('prize'), render: (row) => say(row.label), csv: (row) => say(row.label) },
    {
      title: t('odds'),
      render: ({ odds }) => formatPercent(odds / 10_000),
      csv: ({ odds }) => odds / 10_000,
      number: true,
    },
    {
      title: t('expected'),
      render: (row) => formatCount(Math.round(expected(row))),
      csv: expected,
      number: true,
    },
    counted(t('rolled'), (row) => row.rolled),
    counted(t('won'), (row) => row.won),
    {
      title: t('stock'),
      render: ({ stock, won }) => (stock === null ? t('endless') : formatCount(stock - won)),
      csv: ({ stock, won }) => (stock === null ? '' : stock - won),
      number: true,
    },
    counted(t('tier_given'), (row) => row.given),
    counted(t('tier_due'), (row) => row.due),
    counted(t('tier_refused'), (row) => row.refused),
    counted(t('tier_back'), (row) => row.takenBack),
  ];
  const file = () => ({ name: t('prizes'), tables: [gridTable(columns, prizes)] });
  return (
    <Panel
      title={t('prizes_of', { draws: formatCount(draws) })}
      flush
      extra={
        <span className="hs-inline">
          {prizes.some(({ refused }) => refused > 0) && <GiveAgain id={id} />}
          <SaveTable size="small" file={file} />
        </span>
      }
    >
      <Grid rows={prizes} rowKey={(row) => `${say(row.label)} ${row.odds}`} columns={columns} />
    </Panel>
  );
}

const GIVE = 'POST /api/admin/activities/:id/giving';

/** What could not be given, once its budget or gift is there again. */
function GiveAgain({ id }: { readonly id: string }) {
  const t = useActivityText();
  const { busy, act } = useAct(['activities']);
  return (
    <May call={GIVE}>
      <Button
        size="small"
        loading={busy}
        onClick={() => void act(async () => api(GIVE, { params: { id } }), t('given_again'))}
      >
        {t('give_again')}
      </Button>
    </May>
  );
}

function ByDay({ result: { byDay } }: { readonly result: Result }) {
  const t = useActivityText();
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      labels: byDay.map(({ day }) => day.slice(5)),
      series: [
        { name: t('day_joined'), values: byDay.map(({ joined }) => joined) },
        { name: t('day_reached'), values: byDay.map(({ reached }) => reached) },
      ],
      format: formatCount,
    }),
    [byDay, t],
  );
  if (byDay.length === 0) return null;
  const columns: readonly GridColumn<DayRow>[] = [
    { title: t('day'), render: (row) => row.day, csv: (row) => row.day },
    counted(t('day_joined'), (row) => row.joined),
    counted(t('day_helps'), (row) => row.helps),
    counted(t('day_reached'), (row) => row.reached),
  ];
  const rows = byDay.toReversed();
  const file = () => ({ name: t('by_day'), tables: [gridTable(columns, rows)] });
  return (
    <Panel title={t('by_day')} flush extra={<SaveTable size="small" file={file} />}>
      <Chart spec={spec} label={t('by_day')} height={220} />
      <Grid rows={rows} rowKey={(row) => row.day} columns={columns} />
    </Panel>
  );
}
