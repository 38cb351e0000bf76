import { appKind } from '@huoshui/contracts/words/members';
import { useSession } from '../../ground/session.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Member } from './member-page.tsx';
import { useMemberText } from './texts.ts';

export type Account = Member['accounts'][number];

/** Who she is in each app: payments and messages go by these. */
export function MemberAccounts({ member }: { readonly member: Member }) {
  const t = useMemberText();
  return (
    <Panel title={t('accounts')}>
      {member.accounts.length === 0 ? (
        <span className="hs-faint">{t('no_accounts')}</span>
      ) : (
        <div className="hs-stack" style={{ gap: 10 }}>
          {member.accounts.map((account) => (
            <AccountLine key={account.no} account={account} />
          ))}
        </div>
      )}
      <span className="hs-faint hs-small">{t(member.hasUnionid ? 'unionid' : 'no_unionid')}</span>
    </Panel>
  );
}

export function AccountLine({ account }: { readonly account: Account }) {
  const t = useMemberText();
  const say = useWords();
  const sandbox = useSession()?.shop.sandbox === true;
  const phone = new URLSearchParams({ shopper: account.openid, appid: account.app });
  return (
    <div className="hs-two-lines">
      <span className="hs-inline">
        {account.name}
        <StateTag tone="neutral">{say(appKind[account.kind])}</StateTag>
        {sandbox && account.kind === 'mini_program' && (
          <a href={`/sandbox/phone?${phone.toString()}`} target="_blank" rel="noreferrer">
            {t('open_phone')}
          </a>
        )}
      </span>
      <span className="hs-faint hs-small">
        {account.openid} · {t('first_seen')} <Time at={account.firstSeenAt} /> · {t('last_seen')}{' '}
        <Time at={account.seenAt} />
      </span>
    </div>
  );
}
