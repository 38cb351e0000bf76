import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { List } from '../../ui/list/list.tsx';
import type { Stage } from '../members/index.ts';
import { type MemberRow, useMemberColumns } from '../members/index.ts';
import { useAudienceText } from './texts.ts';

/** Who stands behind a bar of the report, as of the report's own day. */
export function StageMembers({ stage, asOf }: { readonly stage: Stage; readonly asOf: string }) {
  const t = useAudienceText();
  const navigate = useNavigate();
  const load = useCallback(
    async ({ q, cursor, limit }: ListRequest) =>
      api('GET /api/admin/lifecycle/members', { query: { q, cursor, limit, stage, asOf } }),
    [stage, asOf],
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
