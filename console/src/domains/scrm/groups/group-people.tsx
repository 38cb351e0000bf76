import { groupJoinedBy, groupLeftBy } from '@huoshui/contracts/words/scrm-groups';
import { Link } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { formatTime } from '../../../ui/calendar.ts';
import { Time } from '../../../ui/figures.tsx';
import type { Column, ListRequest } from '../../../ui/list/column.ts';
import { textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import { useWords } from '../../../ui/words.ts';
import { useGroupText } from './texts.ts';

type Person = Answer<'GET /api/admin/customer-groups/:id/members'>['items'][number];

/** Who is in a group and who was, each time of hers a row. */
export function GroupPeople({ id }: { readonly id: string }) {
  const t = useGroupText();
  const load = async ({ cursor, limit, filters }: ListRequest) => {
    const now = filters.now === undefined ? undefined : filters.now === 'in';
    return api('GET /api/admin/customer-groups/:id/members', { params: { id }, query: { cursor, limit, now } });
  };
  return (
    <List<Person>
      embedded
      name="customer-groups-people"
      about={id}
      title={t('people')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        {
          key: 'now',
          kind: 'choice',
          label: t('state'),
          options: [
            { value: 'in', label: t('in_it_now') },
            { value: 'left', label: t('not_any_more') },
          ],
        },
      ]}
      columns={useColumns()}
      empty={{ title: t('people_none'), hint: t('people_none_hint') }}
    />
  );
}

function useColumns(): Column<Person>[] {
  const t = useGroupText();
  const say = useWords();
  const way = ({ code, invitedBy, joinedBy }: Person) =>
    code ?? (invitedBy === null ? say(groupJoinedBy[joinedBy]) : t('invited_by', { name: invitedBy }));
  return [
    {
      key: 'who',
      title: t('member'),
      render: ({ name, memberId, isStaff }) => (
        <>
          {memberId === null ? name : <Link to={`/members/${memberId}`}>{name}</Link>}{' '}
          <span className="hs-faint">{isStaff ? t('staff_member') : memberId === null ? t('not_known') : ''}</span>
        </>
      ),
      csv: ({ name }) => name,
    },
    timeColumn('came', t('came_at'), (row) => row.joinedAt),
    {
      key: 'way',
      title: t('came_by'),
      render: (row) => (row.codeId === null ? way(row) : <Link to={`/group-codes/${row.codeId}`}>{way(row)}</Link>),
      csv: way,
    },
    {
      key: 'went',
      title: t('went_at'),
      render: ({ leftAt }) => (leftAt === null ? <span className="hs-faint">–</span> : <Time at={leftAt} />),
      csv: ({ leftAt }) => (leftAt === null ? null : formatTime(leftAt, true)),
    },
    textColumn('how', t('went_by'), ({ leftBy }) => (leftBy === null ? null : say(groupLeftBy[leftBy]))),
  ];
}
