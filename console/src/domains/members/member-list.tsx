import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { List } from '../../ui/list/list.tsx';
import { type MemberRow, useMemberColumns } from './member-columns.tsx';
import { stages } from './stage.tsx';
import { useMemberText } from './texts.ts';

const sorts = ['recent', 'spent', 'orders', 'last_paid'] as const;

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/members', {
    query: {
      q,
      cursor,
      limit,
      stage: oneOf(stages, filters.stage),
      tag: filters.tag,
      sort: oneOf(sorts, filters.sort),
    },
  });
}

export function MemberList() {
  const t = useMemberText();
  const navigate = useNavigate();
  const tags = useQuery({ queryKey: ['tags'], queryFn: async () => api('GET /api/admin/tags') });
  return (
    <List<MemberRow>
      name="members"
      title={t('title')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      columns={useMemberColumns()}
      filters={[
        {
          key: 'stage',
          kind: 'choice',
          label: t('stage'),
          options: stages.map((value) => ({ value, label: t(value) })),
        },
        {
          key: 'tag',
          kind: 'choice',
          label: t('tags'),
          options: (tags.data?.items ?? []).map(({ name }) => ({ value: name, label: name })),
        },
        {
          key: 'sort',
          kind: 'choice',
          label: t('sort'),
          options: sorts.map((value) => ({ value, label: t(`sort_${value}`) })),
        },
      ]}
      onOpen={(row) => void navigate(`/members/${row.id}`)}
      empty={{
        title: t('empty'),
        hint: t('empty_hint'),
        action: <Button onClick={() => void navigate('/imports')}>{t('to_import')}</Button>,
      }}
    />
  );
}
