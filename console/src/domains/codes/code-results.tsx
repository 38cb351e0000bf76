import { codePlace } from '@huoshui/contracts/words/codes';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { useCan } from '../../ground/session.tsx';
import { asOneOf, asRange, type Shape } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Money } from '../../ui/figures.tsx';
import { formatCount, formatPercent, formatYuan } from '../../ui/format.ts';
import { lastDays } from '../../ui/report/day-range.ts';
import { Grid, type GridColumn } from '../../ui/report/grid.tsx';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
import { Report } from '../../ui/report/report.tsx';
import { fileTables } from '../../ui/report/tables.tsx';
import { useWords } from '../../ui/words.ts';
import { ChannelPicker } from './code-picker.tsx';
import { rowsOf, type Told } from './figures.ts';
import { ByDay, Headline, useParcelRate, useTouchOptions } from './results-view.tsx';
import { useCodeText } from './texts.ts';

const breakdowns = ['code', 'place', 'channel', 'store'] as const;
type Breakdown = (typeof breakdowns)[number];
const anyText: Shape<string> = { read: (text) => text.slice(0, 60), write: (text) => text };
const shapes = {
  range: asRange,
  touch: asOneOf(['last', 'first']),
  by: asOneOf(breakdowns),
  place: anyText,
  channel: anyText,
};
/** More rows are in the file. */
const SHOWN = 200;

/** What codes brought, apart by code, place, channel or store; every number of people opens them. */
export function CodeResults() {
  const t = useCodeText();
  const say = useWords();
  const can = useCan();
  const touches = useTouchOptions();
  const [{ range, touch, by, place, channel }, change] = useAddress(shapes, {
    range: lastDays(30),
    touch: 'last',
    by: 'code',
    place: '',
    channel: '',
  });
  const asked = { range, touch, code: null, place: place || null, channel: channel || null, store: null };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['report', 'codes.codes', range, touch, by, place, channel],
    queryFn: async () =>
      api('POST /api/admin/reports/:name', {
        params: { name: 'codes.codes' },
        body: { values: { ...asked, by, compare: true } },
      }),
    placeholderData: keepPreviousData,
  });
  const groups = rowsOf(data, 'groups');
  const parcelRate = useParcelRate();
  const values = (row: Told) => ({ ...asked, [by]: row.text('id') });
  return (
    <Report
      question={t('results_question')}
      pending={isPending}
      error={error}
      onRetry={() => void refetch()}
      isEmpty={groups.length === 0}
      emptyHint={t('results_empty')}
      file={() => ({ name: `codes-${range.from}-${range.to}`, tables: fileTables(data?.tables ?? [], say) })}
      insight={data && insightOf(rowsOf(data, 'whole')[0], t)}
      sentence={
        <>
          <RangeChoice value={range} onChange={(next) => change({ range: next })} />
          <span>{t('s_orders_of')}</span>
          <Select
            aria-label={t('touch')}
            value={touch}
            options={touches}
            onChange={(next) => change({ touch: next })}
            style={{ width: 120 }}
          />
          <span>{t('s_scan')}</span>
          <span>{t('s_by')}</span>
          <Select
            aria-label={t('by')}
            value={by}
            options={breakdowns.map((value) => ({ value, label: t(`by_${value}`) }))}
            onChange={(next: Breakdown) => change({ by: next })}
            style={{ width: 120 }}
          />
          <Select
            allowClear
            aria-label={t('place')}
            placeholder={t('all_places')}
            value={place || null}
            options={Object.entries(codePlace).map(([value, label]) => ({ value, label: say(label) }))}
            onChange={(next) => change({ place: next ?? '' })}
            style={{ width: 130 }}
          />
          {can('analytics.read') && (
            <ChannelPicker
              slim
              label={t('channel')}
              value={channel === '' ? [] : [channel]}
              many={false}
              onChange={([next = '']) => change({ channel: next })}
            />
          )}
        </>
      }
    >
      {data && (
        <>
          <Headline report={data} asked={asked} />
          <ByDay report={data} />
          <Panel title={t(`by_${by}`)} flush>
            <Grid
              rows={groups.slice(0, SHOWN)}
              rowKey={(row) => String(row.text('id'))}
              columns={[
                ...columnsOf(by, t, say, values),
                ...(groups.some((row) => (row.number('parcels') ?? 0) > 0) ? parcelColumns(t, parcelRate) : []),
              ]}
            />
          </Panel>
        </>
      )}
    </Report>
  );
}

/** From the scan to the money in a sentence. */
function insightOf(whole: Told | undefined, t: ReturnType<typeof useCodeText>): string | undefined {
  if (whole === undefined) return undefined;
  const count = (key: string) => formatCount(whole.number(key) ?? 0);
  const money = (key: string) => formatYuan(whole.number(key) ?? 0);
  const [orders, first] = [count('orders'), count('firstOrders')];
  const told = { scanners: count('scanners'), joined: count('joined'), orders, first };
  const cac = whole.number('cac') === null ? '' : t('insight_cac', { cac: money('cac') });
  const [scans, adds] = [formatPercent(whole.number('scanRate')), formatPercent(whole.number('addRate'))];
  const cards =
    (whole.number('parcels') ?? 0) === 0 ? '' : t('insight_cards', { parcels: count('parcels'), scans, adds });
  return `${t('insight', { ...told, gmv: money('gmv'), spent: money('spent') })}${cac}${cards}`;
}

function columnsOf(
  by: Breakdown,
  t: ReturnType<typeof useCodeText>,
  say: ReturnType<typeof useWords>,
  values: (row: Told) => Parameters<typeof PeopleLink>[0]['values'],
): readonly GridColumn<Told>[] {
  const words = (row: Told, key: string): string => {
    const text = row.text(key);
    return text === null ? '–' : typeof text === 'string' ? text || '–' : say(text);
  };
  /** Above what it was in the days before, where the report says. */
  const beside = (row: Told, key: string, now: ReactNode, format: (value: number) => string): ReactNode => {
    const before = row.number(`${key}_before`);
    if (before === null) return now;
    return (
      <span className="hs-two-lines">
        <span>{now}</span>
        <span className="hs-faint hs-small">{t('was', { before: format(before) })}</span>
      </span>
    );
  };
  const count = (key: string, title: string): GridColumn<Told> => ({
    title,
    number: true,
    render: (row) => beside(row, key, formatCount(row.number(key) ?? 0), formatCount),
  });
  const people = (key: string, title: string, who: string): GridColumn<Told> => ({
    title,
    number: true,
    // Codes without a channel, or of no store, are no question that can be asked.
    render: (row): ReactNode =>
      beside(
        row,
        key,
        row.text('id') === '' ? (
          formatCount(row.number(key) ?? 0)
        ) : (
          <PeopleLink of="codes.codes" values={{ ...values(row), who }} count={row.number(key) ?? 0} />
        ),
        formatCount,
      ),
  });
  const money = (key: string, title: string): GridColumn<Told> => ({
    title,
    number: true,
    render: (row) => {
      const fen = row.number(key);
      return beside(row, key, fen === null ? '–' : <Money fen={fen} />, formatYuan);
    },
  });
  return [
    {
      title: t(`by_${by}`),
      render: (row) =>
        by === 'code' ? <Link to={`/codes/${String(row.text('id'))}`}>{words(row, 'name')}</Link> : words(row, 'name'),
    },
    ...(by === 'code'
      ? [
          { title: t('place'), render: (row: Told) => words(row, 'place') },
          { title: t('channel'), render: (row: Told) => words(row, 'channel') },
          { title: t('store'), render: (row: Told) => words(row, 'store') },
        ]
      : []),
    count('scans', t('scans')),
    people('scanners', t('scanners'), 'scanners'),
    people('added', t('added'), 'added'),
    people('joined', t('joined'), 'joined'),
    count('orders', t('orders')),
    people('payers', t('payers'), 'payers'),
    people('firstOrders', t('first_orders'), 'first'),
    money('gmv', t('gmv')),
    money('spent', t('spent')),
    money('cost', t('cost')),
    money('cac', t('cac')),
    people('repeat', t('repeat'), 'repeat'),
    {
      title: t('repeat_share'),
      number: true,
      render: (row) => {
        const rate = row.number('repeatRate');
        return rate === null ? '–' : formatPercent(rate);
      },
    },
  ];
}

/** What stands only where cards went out in parcels. */
function parcelColumns(
  t: ReturnType<typeof useCodeText>,
  rateOf: ReturnType<typeof useParcelRate>,
): readonly GridColumn<Told>[] {
  const rate = (of: 'scan' | 'add'): GridColumn<Told> => ({
    title: t(`${of}_rate`),
    number: true,
    render: (row) => {
      const { value, note } = rateOf(row, of);
      return <span title={note}>{value}</span>;
    },
  });
  return [
    { title: t('parcels'), number: true, render: (row) => formatCount(row.number('parcels') ?? 0) },
    rate('scan'),
    rate('add'),
  ];
}
