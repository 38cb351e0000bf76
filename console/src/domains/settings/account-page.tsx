import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { useSession } from '../../ground/session.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useAccountText } from './account-texts.ts';
import { SecondFactorPanel } from './second-factor-panel.tsx';
import { type OpenSession, SessionTable } from './session-table.tsx';
import './settings.css';

/** What is one's own: how one signs in, and where one is signed in. */
export function AccountPage() {
  const t = useAccountText();
  const navigate = useNavigate();
  const session = useSession();
  return (
    <div className="hs-page">
      <PageHead
        title={t('title')}
        count={session?.operator.login}
        purpose={t('purpose')}
        actions={<Button onClick={() => void navigate('/settings/password')}>{t('change_password')}</Button>}
      />
      <SecondFactorPanel />
      <OwnSessions />
    </div>
  );
}

function OwnSessions() {
  const t = useAccountText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['own-sessions']);
  const query = useQuery({
    queryKey: ['own-sessions'],
    queryFn: async () => api('GET /api/admin/session/devices'),
  });
  const others = query.data?.items.filter(({ current }) => !current) ?? [];
  const endOthers = async () => {
    const ok = await confirm({
      title: t('end_others_title', { n: others.length }),
      body: t('end_others_body'),
      ok: t('end_others'),
      danger: true,
    });
    if (ok) await act(async () => api('DELETE /api/admin/session/devices'), t('ended'));
  };
  const end = ({ id, current }: OpenSession) =>
    current ? null : (
      <Button
        size="small"
        type="link"
        loading={busy}
        onClick={() =>
          void act(async () => api('DELETE /api/admin/session/devices/:id', { params: { id } }), t('ended'))
        }
      >
        {t('end')}
      </Button>
    );
  return (
    <Panel
      flush
      title={t('sessions')}
      extra={
        others.length > 0 && (
          <Button size="small" loading={busy} onClick={() => void endOthers()}>
            {t('end_others')}
          </Button>
        )
      }
    >
      <p className="hs-soft hs-account-purpose">{t('sessions_purpose')}</p>
      <Loaded query={query} rows={3}>
        {({ items }) => <SessionTable sessions={items} acts={end} />}
      </Loaded>
    </Panel>
  );
}
