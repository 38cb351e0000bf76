import { accountCapability, accountState, accountType, menuState } from '@huoshui/contracts/words/accounts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { asRange } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { QuotedCode } from '../../ui/quoted-code.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { lastDays } from '../../ui/report/day-range.ts';
import { RangeChoice } from '../../ui/report/range-choice.tsx';
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

const shapes = { range: asRange };

function Results({ account }: { readonly account: Account }) {
  const t = useAccountsText();
  const [{ range }, change] = useAddress(shapes, { range: lastDays(30) });
  const query = useQuery({
    queryKey: ['official-accounts', 'figures', account.id, range],
    queryFn: async () =>
      api('GET /api/admin/official-accounts/:id/figures', { params: { id: account.id }, query: range }),
    placeholderData: keepPreviousData,
  });
  const days = query.data?.days;
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'lines',
      labels: (days ?? []).map(({ day }) => day.slice(5)),
      series: [
        { name: t('followed'), values: (days ?? []).map(({ figures }) => figures.followed) },
        { name: t('unfollowed'), values: (days ?? []).map(({ figures }) => figures.unfollowed) },
        { name: t('heard'), values: (days ?? []).map(({ figures }) => figures.heard) },
      ],
      format: formatCount,
    }),
    [days, t],
  );
  return (
    <div>
      <div className="hs-inline" style={{ marginBottom: 12 }}>
        <RangeChoice value={range} onChange={(next) => change({ range: next })} />
      </div>
      <Loaded query={query}>
        {({ whole }) => (
          <>
            <KeyFigures
              figures={[
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
                {
                  label: t('handed'),
                  value: formatCount(whole.handed),
                  note: t('arrived_of', { count: whole.arrived }),
                },
              ]}
            />
            <Panel title={t('by_day')} extra={<Link to="/account-flows">{t('flows')}</Link>}>
              <Chart spec={spec} label={t('by_day')} height={240} />
            </Panel>
          </>
        )}
      </Loaded>
    </div>
  );
}
