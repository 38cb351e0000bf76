import { groupLeftBy } from '@huoshui/contracts/words/scrm-groups';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../../ground/api.ts';
import { useCan } from '../../../ground/session.tsx';
import { Facts, Panel } from '../../../ui/detail/key-figures.tsx';
import { Time } from '../../../ui/figures.tsx';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { useGroupText } from './texts.ts';

/** The customer groups that a member is in, and was; nothing where she never was in one. */
export function GroupsOfMember({ memberId }: { readonly memberId: string }) {
  const t = useGroupText();
  const say = useWords();
  const can = useCan();
  const { data } = useQuery({
    queryKey: ['customer-groups', 'of-member', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/groups', { params: { id: memberId } }),
    enabled: can('scrm.read'),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title={t('member_groups')}>
      <Facts
        facts={data.items.map(({ id, groupId, group, codeId, code, joinedAt, leftAt, leftBy }) => ({
          label: group || groupId,
          value: (
            <span key={id}>
              {leftAt === null && <StateTag tone="good">{t('in_group')}</StateTag>}{' '}
              <Link to={`/customer-groups/${groupId}`}>{group || groupId}</Link>{' '}
              {codeId !== null && <Link to={`/group-codes/${codeId}`}>{code}</Link>}{' '}
              <span className="hs-faint">
                <Time at={joinedAt} absolute />
                {leftBy !== null && ` · ${say(groupLeftBy[leftBy])}`}
              </span>
            </span>
          ),
        }))}
      />
    </Panel>
  );
}
