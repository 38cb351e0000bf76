import { consentState } from '@huoshui/contracts/words/messaging';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../ground/api.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { FollowsOfMember } from '../accounts/index.ts';
import { AdvocatePanel, HerSegments, InsightPanel, RunOutPanel, ValuePanel } from '../audiences/index.ts';
import { CodesOfMember } from '../codes/index.ts';
import { LevelPanel, PointsPanel } from '../loyalty/index.ts';
import { FriendsOfMember, GroupsOfMember } from '../scrm/index.ts';
import { MemberAccounts } from './member-accounts.tsx';
import { MemberMerges } from './member-merges.tsx';
import type { Member } from './member-page.tsx';
import { MemberTags } from './member-tags.tsx';
import { useMemberText } from './texts.ts';

export function MemberProfile({ member }: { readonly member: Member }) {
  const t = useMemberText();
  const say = useWords();
  return (
    <div>
      <Panel title={t('profile')}>
        <Facts
          facts={[
            { label: t('number'), value: member.personNo },
            { label: t('phone'), value: member.phoneMasked ?? '–' },
            { label: t('birthday'), value: birthdayOf(member, say) },
            { label: t('source'), value: say(member.sourceWords) },
            ...(member.arrivals === null
              ? []
              : [
                  { label: t('first_arrival'), value: <Arrived by={member.arrivals.first} /> },
                  { label: t('last_arrival'), value: <Arrived by={member.arrivals.last} /> },
                ]),
            { label: t('created'), value: <Time at={member.createdAt} absolute /> },
          ]}
        />
      </Panel>
      <CodesOfMember memberId={member.id} />
      <FriendsOfMember memberId={member.id} />
      <FollowsOfMember memberId={member.id} />
      <GroupsOfMember memberId={member.id} />
      <ValuePanel memberId={member.id} />
      <AdvocatePanel memberId={member.id} />
      <InsightPanel memberId={member.id} />
      <HerSegments memberId={member.id} />
      <RunOutPanel memberId={member.id} />
      <LevelPanel memberId={member.id} />
      <PointsPanel memberId={member.id} />
      <MemberAccounts member={member} />
      <MemberMerges member={member} />
      <MemberTags member={member} />
      <Consents memberId={member.id} />
    </div>
  );
}

/** By the lunar calendar it is another day each year: which is said, with the day that she was born on. */
function birthdayOf({ birthday, lunarBirthday }: Member, say: ReturnType<typeof useWords>): string {
  return [...(lunarBirthday === null ? [] : [say(lunarBirthday)]), birthday ?? '–'].join(' · ');
}

/** The way in, the code or the mark that a link carried, and when. */
function Arrived({ by }: { readonly by: NonNullable<Member['arrivals']>['first'] }) {
  const say = useWords();
  return (
    <>
      {by.words.map(say).join(' · ') || '–'}{' '}
      <span className="hs-faint">
        <Time at={by.at} absolute />
      </span>
    </>
  );
}

const tones = { left: 'good', used_up: 'neutral', refused: 'bad', never: 'neutral' } as const;

function Consents({ memberId }: { readonly memberId: string }) {
  const t = useMemberText();
  const say = useWords();
  const query = useQuery({
    queryKey: ['members', 'consents', memberId],
    queryFn: async () => api('GET /api/admin/members/:id/consents', { params: { id: memberId } }),
  });
  return (
    <Panel title={t('consents')}>
      <Loaded query={query} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <span className="hs-faint">{t('no_consents')}</span>
          ) : (
            <div className="hs-stack" style={{ gap: 8 }}>
              {items.map((consent) => (
                <div
                  key={`${consent.channel} ${consent.app} ${consent.templateKey}`}
                  className="hs-inline"
                  style={{ justifyContent: 'space-between' }}
                >
                  <span>
                    {say(consent.title)}
                    {consent.app === null ? null : <span className="hs-faint"> · {consent.app}</span>}
                  </span>
                  <StateTag tone={tones[consent.state]}>
                    {consent.state === 'left'
                      ? t('consent_left', { count: consent.remaining })
                      : say(consentState[consent.state])}
                  </StateTag>
                </div>
              ))}
            </div>
          )
        }
      </Loaded>
    </Panel>
  );
}
