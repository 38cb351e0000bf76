import { type Answer, api } from '../../ground/api.ts';
import { PeopleLink } from '../../ground/people-link.tsx';
import { countColumn, textColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useLoyaltyText } from './texts.ts';

type CheckInDay = Answer<'GET /api/admin/check-ins'>['items'][number];

async function load() {
  return { ...(await api('GET /api/admin/check-ins', { query: { days: 60 } })), nextCursor: null };
}

/** The last days: who came by, and what it gave. */
export function CheckInList() {
  const t = useLoyaltyText();
  return (
    <List<CheckInDay>
      name="check-ins"
      title={t('check_ins_title')}
      purpose={t('check_ins_purpose')}
      load={load}
      rowKey={(row) => row.day}
      columns={[
        textColumn('day', t('day'), (row) => row.day),
        {
          key: 'members',
          title: t('checked_in'),
          number: true,
          render: (row) => <PeopleLink of="loyalty.checked_in" values={{ day: row.day }} count={row.members} />,
          csv: (row) => row.members,
        },
        countColumn('madeUp', t('made_up'), (row) => row.madeUp),
        countColumn('longest', t('longest'), (row) => row.longest),
        countColumn('points', t('points_given'), (row) => row.points),
      ]}
      empty={{ title: t('check_ins_empty'), hint: t('check_ins_empty_hint') }}
    />
  );
}
