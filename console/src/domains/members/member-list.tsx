import { valuesOf } from '@huoshui/contracts/words';
import { stage, valueGrade } from '@huoshui/contracts/words/audiences';
import { memberSort } from '@huoshui/contracts/words/members';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { BatchBar } from './batch-bar.tsx';
import { type MemberRow, useMemberColumns } from './member-columns.tsx';
import { useMemberText } from './texts.ts';

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/members', {
    query: {
      q,
      cursor,
      limit,
      stage: oneOf(valuesOf(stage), filters.stage),
      grade: oneOf(valuesOf(valueGrade), filters.grade),
      tag: filters.tag,
      sort: oneOf(valuesOf(memberSort), filters.sort),
    },
  });
}

export function MemberList() {
  const t = useMemberText();
  const say = useWords();
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
          options: optionsOf(stage, say),
        },
        {
          key: 'grade',
          kind: 'choice',
          label: t('grade'),
          options: optionsOf(valueGrade, say),
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
          options: optionsOf(memberSort, say),
        },
      ]}
      bulkBar={(chosen) => <BatchBar {...chosen} />}
      onOpen={(row) => void navigate(`/members/${row.id}`)}
      empty={{
        title: t('empty'),
        hint: t('empty_hint'),
        action: <Button onClick={() => void navigate('/imports')}>{t('to_import')}</Button>,
      }}
    />
  );
}
