import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { List } from '../../ui/list/list.tsx';
import type { Stage } from '../members/index.ts';
import { type MemberRow, useMemberColumns } from '../members/index.ts';
import { useAudienceText } from './texts.ts';

export function StageMembers({ stage }: { readonly stage: Stage }) {
  const t = useAudienceText();
  const navigate = useNavigate();
  const load = useCallback(
    async ({ q, cursor, limit }: ListRequest) =>
      api('GET /api/admin/lifecycle/members', { query: { q, cursor, limit, stage } }),
    [stage],
  );
  return (
    <List<MemberRow>
      embedded
      name={`stage-${stage}`}
      title={stage}
      load={load}
      rowKey={(row) => row.id}
      columns={useMemberColumns().filter((column) => column.key !== 'stage')}
      onOpen={(row) => void navigate(`/members/${row.id}`)}
      empty={{ title: t('members_empty'), hint: t('members_empty_hint') }}
    />
  );
}
