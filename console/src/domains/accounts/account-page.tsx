import { accountCapability, accountState, accountType, menuState } from '@huoshui/contracts/words/accounts';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { QuotedCode } from '../../ui/quoted-code.tsx';
import { FiguresOverDays } from '../../ui/report/figures-over-days.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Account } from './account-list.tsx';
import { useAccountsText } from './texts.ts';

export function AccountPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['official-accounts', 'one', id],
    queryFn: async () => api('GET /api/admin/official-accounts/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(account) => <Shown account={account} />}</Loaded>;
}

function Shown({ account }: { readonly account: Account }) {
  const t = useAccountsText();
  const say = useWords();
  const live = account.state === 'live';
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/official-accounts', label: t('accounts_title') }}
        title={account.name}
        state={<StateTag tone={live ? 'good' : 'neutral'}>{say(accountState[account.state])}</StateTag>}
        actions={<Actions account={account} />}
      />
      {account.trouble !== null && <Alert type="error" showIcon title={say(account.trouble)} />}
      <div className="hs-split">
        <div>
          <Results account={account} />
          <Capabilities account={account} />
        </div>
        <div>
          <Panel title={t('section_account')}>
            <Facts
              facts={[
                { label: t('type'), value: say(accountType[account.type]) },
                { label: t('certificate'), value: t(account.verified ? 'verified' : 'unverified') },
                { label: t('theme'), value: account.theme || '–' },
                { label: t('callback'), value: <QuotedCode code={account.callbackUrl} /> },
                {
                  label: t('synced'),
                  value: account.syncedAt === null ? t('never') : <Time at={account.syncedAt} absolute />,
                },
              ]}
            />
            <p className="hs-soft">{t('callback_hint')}</p>
          </Panel>
          <Menus account={account} />
          <Messages account={account} />
        </div>
      </div>
    </div>
  );
}

function Actions({ account }: { readonly account: Account }) {
  const t = useAccountsText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['official-accounts']);
  const params = { id: account.id };
  const archived = account.state === 'live';
  const archive = async () => {
    const ask = { title: t('archive_ask', { name: account.name }), body: t('archive_account_body'), ok: t('archive') };
    if (archived && !(await confirm(ask))) return;
    await act(
      async () => api('POST /api/admin/official-accounts/:id/archiving', { params, body: { archived } }),
      t(archived ? 'archived_done' : 'restored_done'),
    );
  };
  return (
    <>
      <May call="POST /api/admin/official-accounts/:id/reading">
        <Button
          loading={busy}
          onClick={() =>
            void act(async () => api('POST /api/admin/official-accounts/:id/reading', { params }), t('reading'))
          }
        >
          {t('read_again')}
        </Button>
      </May>
      <May call="POST /api/admin/official-accounts/:id/archiving">
        <Button loading={busy} onClick={() => void archive()}>
          {t(archived ? 'archive' : 'restore')}
        </Button>
      </May>
      <May call="PUT /api/admin/official-accounts/:id">
        <Button type="primary" onClick={() => void navigate(`/official-accounts/${account.id}/edit`)}>
          {t('edit')}
        </Button>
      </May>
    </>
  );
}

/** What its type and certificate allow, as the platform says: rules with their source and the day on which they were looked up. */
function Capabilities({ account }: { readonly account: Account }) {
  const t = useAccountsText();
  const say = useWords();
  return (
    <Panel title={t('may_title')}>
      <Facts
        facts={account.capabilities.map(({ key, may, limit, source, asOf }) => ({
          label: say(accountCapability[key]),
          value: (
            <div key={key}>
              <StateTag tone={may ? 'good' : 'neutral'}>{t(may ? 'may' : 'may_not')}</StateTag> {may && say(limit)}
              <div className="hs-small">
                <a href={source} target="_blank" rel="noreferrer">
                  {t('rule_of', { day: asOf })}
                </a>
              </div>
            </div>
          ),
        }))}
      />
    </Panel>
  );
}

function Menus({ account }: { readonly account: Account }) {
  const t = useAccountsText();
  const say = useWords();
  const { busy, act } = useAct(['official-accounts']);
  const params = { id: account.id };
  const able = account.capabilities.some(({ key, may }) => key === 'menu' && may);
  const query = useQuery({
    queryKey: ['official-accounts', 'menus', account.id],
    queryFn: async () => api('GET /api/admin/official-accounts/:id/menus', { params }),
    enabled: able,
  });
  if (!able) return null;
  return (
    <Panel
      title={t('menus')}
      extra={
        <May call="POST /api/admin/official-accounts/:id/menus">
          <Link to={`/official-accounts/${account.id}/menus/new`}>{t('new_menu')}</Link>
        </May>
      }
    >
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="hs-soft">{t('menus_none')}</p>
          ) : (
            <>
              <Facts
                facts={items.map(({ id, tag, state, sentence }) => ({
                  label: tag === '' ? t('for_everybody') : tag,
                  value: (
                    <div key={id}>
                      <div>
                        <Link to={`/account-menus/${id}`}>{say(sentence)}</Link>
                      </div>
                      <StateTag tone={state === 'published' ? 'good' : 'warn'}>{say(menuState[state])}</StateTag>
                    </div>
                  ),
                }))}
              />
              <May call="POST /api/admin/official-accounts/:id/menu-publishing">
                <Button
                  style={{ marginTop: 12 }}
                  loading={busy}
                  onClick={() =>
                    void act(
                      async () => api('POST /api/admin/official-accounts/:id/menu-publishing', { params }),
                      t('publishing'),
                    )
                  }
                >
                  {t('publish')}
                </Button>
              </May>
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

type Figures = Answer<'GET /api/admin/official-accounts/:id/figures'>['whole'];

function Results({ account }: { readonly account: Account }) {
  const t = useAccountsText();
  const lines = useMemo(
    () =>
      [
        [t('followed'), (figures: Figures) => figures.followed],
        [t('unfollowed'), (figures: Figures) => figures.unfollowed],
        [t('heard'), (figures: Figures) => figures.heard],
        [t('told'), (figures: Figures) => figures.told],
      ] as const,
    [t],
  );
  return (
    <FiguresOverDays
      of={['official-accounts', 'figures', account.id]}
      load={async (query) => api('GET /api/admin/official-accounts/:id/figures', { params: { id: account.id }, query })}
      lines={lines}
      extra={<Link to="/account-flows">{t('flows')}</Link>}
      figures={({ whole }) => [
        {
          label: t('followers'),
          value: formatCount(account.followers),
          note: t('members_of', { count: account.members }),
        },
        { label: t('followed'), value: formatCount(whole.followed) },
        { label: t('unfollowed'), value: formatCount(whole.unfollowed) },
        { label: t('heard'), value: formatCount(whole.heard) },
        { label: t('passive'), value: formatCount(whole.passive) },
        { label: t('late'), value: formatCount(whole.late) },
        { label: t('unsent'), value: formatCount(whole.unsent) },
        { label: t('told'), value: formatCount(whole.told), note: t('opened_of', { count: whole.opened }) },
        { label: t('diverted'), value: formatCount(whole.diverted), note: t('arrived_of', { count: whole.arrived }) },
      ]}
    />
  );
}

/** Whose templates the shop's messages go by here; an account without the right to any has none. */
function Messages({ account }: { readonly account: Account }) {
  const t = useAccountsText();
  const say = useWords();
  const able = account.capabilities.some(({ key, may }) => (key === 'notice' || key === 'template') && may);
  const query = useQuery({
    queryKey: ['official-accounts', 'templates', account.id],
    queryFn: async () => api('GET /api/admin/official-accounts/:id/templates', { params: { id: account.id } }),
    enabled: able,
  });
  if (!able) return null;
  return (
    <Panel
      title={t('messages')}
      extra={
        <May call="PUT /api/admin/official-accounts/:id/templates">
          <Link to={`/official-accounts/${account.id}/templates`}>{t('messages_change')}</Link>
        </May>
      }
    >
      <Loaded query={query}>{({ sentence }) => <p>{say(sentence)}</p>}</Loaded>
    </Panel>
  );
}
