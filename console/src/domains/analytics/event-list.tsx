import { valuesOf } from '@huoshui/contracts/words';
import { eventSource } from '@huoshui/contracts/words/analytics';
import { type Answer, api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { byPlace } from '../../ui/by-place.ts';
import { formatCount } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, stateColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useAnalyticsText } from './texts.ts';
import './analytics.css';

type EventRow = Answer<'GET /api/admin/reports/events'>['items'][number];

/** The catalogue comes at once: filtering it needs no server. */
async function load({ q, filters }: ListRequest) {
  const { items } = await api('GET /api/admin/reports/events');
  const source = oneOf(valuesOf(eventSource), filters.source);
  const found = items.filter(
    (row) =>
      (source === undefined || row.source === source) &&
      (q === undefined ||
        `${row.name} ${row.label?.zh ?? ''} ${row.label?.en ?? ''}`.toLowerCase().includes(q.toLowerCase())),
  );
  return { items: found, nextCursor: null, total: found.length };
}

export function EventList() {
  const t = useAnalyticsText();
  const say = useWords();
  return (
    <List<EventRow>
      name="events"
      title={t('events_title')}
      purpose={t('events_purpose')}
      searchHint={t('events_search')}
      load={load}
      rowKey={(row) => `${row.source} ${row.name}`}
      filters={[
        {
          key: 'source',
          kind: 'choice',
          label: t('source'),
          options: optionsOf(eventSource, say),
        },
      ]}
      columns={[
        {
          key: 'event',
          title: t('event'),
          render: (row) => (
            <span className="hs-two-lines">
              <span>{row.label === null ? row.name : say(row.label)}</span>
              <span className="hs-faint hs-code">{row.name}</span>
            </span>
          ),
          csv: (row) => row.name,
        },
        stateColumn(
          'source',
          t('source'),
          (row) => say(eventSource[row.source]),
          () => 'neutral',
        ),
        countColumn('count', t('count'), (row) => row.events),
        {
          ...countColumn<EventRow>('persons', t('persons'), (row) => row.persons),
          render: (row) => <PeopleLink of="analytics.event" values={{ event: row.name }} count={row.persons} />,
        },
        {
          key: 'days',
          title: t('last_days'),
          render: (row) => <Spark values={row.lastDays} />,
          csv: (row) => row.lastDays.join(' '),
        },
        timeColumn('last', t('last_at'), (row) => row.lastAt),
        timeColumn('first', t('first_at'), (row) => row.firstAt, { hidden: true }),
      ]}
      empty={{ title: t('events_empty'), hint: t('events_empty_hint') }}
    />
  );
}

function Spark({ values }: { readonly values: readonly number[] }) {
  const most = Math.max(1, ...values);
  const words = values.map(formatCount).join(' · ');
  return (
    <span className="hs-spark" role="img" aria-label={words} title={words}>
      {byPlace(values).map(({ place, item: value }) => (
        <i key={place} style={{ height: `${(value / most) * 100}%`, opacity: value === 0 ? 0.25 : 1 }} />
      ))}
    </span>
  );
}
