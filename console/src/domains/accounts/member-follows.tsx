import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useAccountsText } from './texts.ts';

/** Which official accounts a member follows, and did; nothing where she never followed any. */
export function FollowsOfMember({ memberId }: { readonly memberId: string }) {
  const t = useAccountsText();
  const can = useCan();
  const { data } = useQuery({
    queryKey: ['official-accounts', 'of-member', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/follows', { params: { id: memberId } }),
    enabled: can('accounts.read'),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title={t('accounts_title')}>
      <Facts
        facts={data.items.map(({ id, accountId, account, followedAt, endedAt, mayWriteUntil }) => ({
          label: account,
          value: (
            <span key={id}>
              <StateTag tone={endedAt === null ? 'good' : 'neutral'}>
                {t(endedAt === null ? 'follows_now' : 'followed_before')}
              </StateTag>{' '}
              <Link to={`/official-accounts/${accountId}`}>{t('open_account')}</Link>{' '}
              <span className="hs-faint">
                <Time at={followedAt} absolute />
                {mayWriteUntil !== null && (
                  <>
                    {' · '}
                    {t('may_write_until')} <Time at={mayWriteUntil} absolute />
                  </>
                )}
              </span>
            </span>
          ),
        }))}
      />
    </Panel>
  );
}
