import { friendEndedBy, welcomeState } from '@huoshui/contracts/words/scrm';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useScrmText } from './texts.ts';

/** Whose friend a member is in WeCom, and was; nothing where nobody ever added her. */
export function FriendsOfMember({ memberId }: { readonly memberId: string }) {
  const t = useScrmText();
  const say = useWords();
  const can = useCan();
  const { data } = useQuery({
    queryKey: ['contact-ways', 'of-member', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/friends', { params: { id: memberId } }),
    enabled: can('scrm.read'),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title={t('member_friends')}>
      <Facts
        facts={data.items.map(({ id, staff, contactWayId, way, addedAt, endedAt, endedBy, welcome }) => ({
          label: staff,
          value: (
            <span key={id}>
              {endedAt === null && <StateTag tone="good">{t('friend_now')}</StateTag>}{' '}
              {contactWayId === null ? t('no_way') : <Link to={`/contact-ways/${contactWayId}`}>{way}</Link>}{' '}
              <span className="hs-faint">
                <Time at={addedAt} absolute />
                {welcome !== null && ` · ${t('welcomes')} ${say(welcomeState[welcome])}`}
                {endedBy !== null && ` · ${say(friendEndedBy[endedBy])}`}
              </span>
            </span>
          ),
        }))}
      />
    </Panel>
  );
}
