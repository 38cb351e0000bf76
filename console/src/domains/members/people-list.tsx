import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { api, fileAddress } from '../../ground/api.ts';
import type { Column, ListRequest } from '../../ui/list/column.ts';
import { List } from '../../ui/list/list.tsx';
import { type MemberRow, useMemberColumns } from './member-columns.tsx';
import { useMemberText } from './texts.ts';

type PeopleListProps = {
  readonly name: string;
  readonly values: string;
  /** What whoever shows them has to say of each. */
  readonly more?: Column<MemberRow>;
};

/** The members among whom a number counts, page by page, with their file. */
export function PeopleList({ name, values, more }: PeopleListProps) {
  const t = useMemberText();
  const navigate = useNavigate();
  const columns = useMemberColumns();
  const load = useCallback(
    async ({ q, cursor, limit }: ListRequest) =>
      api('GET /api/admin/people/:name', { params: { name }, query: { values, q, cursor, limit } }),
    [name, values],
  );
  return (
    <List<MemberRow>
      embedded
      name="people"
      about={`${name} ${values}`}
      title={t('people_title')}
      searchHint={t('search')}
      load={load}
      file={({ q }) => fileAddress('GET /api/admin/people/:name/export.csv', { name }, { values, q })}
      rowKey={(row) => row.id}
      columns={more ? [...columns, more] : columns}
      onOpen={(row) => void navigate(`/members/${row.id}`)}
      empty={{ title: t('people_empty'), hint: t('people_empty_hint') }}
    />
  );
}
