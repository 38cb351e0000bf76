import { valuesOf } from '@huoshui/contracts/words';
import { friendEndedBy } from '@huoshui/contracts/words/scrm';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { KeyFigures } from '../../../ui/detail/key-figures.tsx';
import { formatCount } from '../../../ui/format.ts';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { memberColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { lastDays } from '../../../ui/report/day-range.ts';
import type { Tone } from '../../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { useLossText } from './texts.ts';

type Lost = Answer<'GET /api/admin/lost-friends'>['items'][number];
const tones: Readonly<Record<Lost['by'], Tone>> = {
  customer: 'bad',
  staff: 'warn',
  transfer: 'info',
  unknown: 'neutral',
};
const DAY_MS = 86_400_000;

async function load({ q, cursor, limit, filters }: ListRequest) {
  const [from, to] = (filters.days ?? '').split('..');
  return api('GET /api/admin/lost-friends', {
    query: {
      ...{ q, cursor, limit, by: oneOf(valuesOf(friendEndedBy), filters.by), userid: filters.staff },
      from: from || undefined,
      to: to || undefined,
    },
  });
}

/** Friendships that are over, and how many were won and lost of late. */
export function LossList() {
  const t = useLossText();
  const say = useWords();
  const now = ({ back, others }: Lost) => {
    if (back) return t('back');
    return others.length === 0 ? t('nobody') : t('others', { names: others.join(t('and')) });
  };
  return (
    <List<Lost>
      name="lost-friends"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      above={<LastDays />}
      filters={[
        { key: 'by', kind: 'choice', label: t('by'), options: optionsOf(friendEndedBy, say), width: 220 },
        { key: 'staff', kind: 'pick', of: 'wecom_member', label: t('staff') },
        { key: 'days', kind: 'days', label: t('days') },
      ]}
      columns={[
        textColumn('customer', t('customer'), (row) => row.customer),
        memberColumn('member', t('member'), (row) =>
          row.memberId === null ? null : { id: row.memberId, name: t('open_member') },
        ),
        textColumn('staff', t('staff'), (row) => row.staff),
        stateColumn(
          'by',
          t('by'),
          (row) => say(friendEndedBy[row.by]),
          (row) => tones[row.by],
        ),
        timeColumn('ended', t('ended'), (row) => row.endedAt),
        textColumn('lasted', t('lasted'), ({ addedAt, endedAt }) =>
          t('lasted_days', { n: Math.max(0, Math.floor((Date.parse(endedAt) - Date.parse(addedAt)) / DAY_MS)) }),
        ),
        textColumn('after_mass', t('after_mass'), (row) => (row.afterMass ? t('yes') : null)),
        textColumn('since', t('since'), now),
        textColumn('way', t('way'), (row) => row.way, { hidden: true }),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

function LastDays() {
  const t = useLossText();
  const range = lastDays(30);
  const query = useQuery({
    queryKey: ['report', 'scrm.losses', range],
    queryFn: async () =>
      api('POST /api/admin/reports/:name', { params: { name: 'scrm.losses' }, body: { values: { range } } }),
  });
  return (
    <Loaded query={query}>
      {({ tables }) => {
        const whole = tables.find(({ key }) => key === 'whole');
        const of = (key: string) => {
          const cell = whole?.rows[0]?.[whole.columns.findIndex((column) => column.key === key)];
          return typeof cell === 'number' ? cell : 0;
        };
        const [added, lost] = [of('added'), of('lost')];
        return (
          <>
            <KeyFigures
              figures={[
                { label: t('added'), value: formatCount(added), note: t('again_note', { n: of('again') }) },
                {
                  label: t('lost'),
                  value: formatCount(lost),
                  note: added === 0 ? undefined : t('lost_share', { n: ((lost / added) * 100).toFixed(1) }),
                },
                { label: t('net'), value: formatCount(of('net')), note: t('last_days') },
                { label: t('after_mass_figure'), value: formatCount(of('afterMass')) },
                { label: t('gone'), value: formatCount(of('gone')) },
              ]}
            />
            <p>
              <Link to="/reports/scrm.losses">{t('all_figures')}</Link>
            </p>
          </>
        );
      }}
    </Loaded>
  );
}
