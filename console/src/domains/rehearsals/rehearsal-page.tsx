import { rehearsalStep } from '@huoshui/contracts/words/rehearsals';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import { RehearsalResult } from './rehearsal-result.tsx';
import { isOn, type Rehearsal, RehearsalStateTag } from './rehearsal-state.tsx';
import { useRehearsalText } from './texts.ts';

/** One rehearsal: how far it is, or what came of it and by which assumptions. */
export function RehearsalPage() {
  const t = useRehearsalText();
  const say = useWords();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['rehearsals', 'one', id],
    queryFn: async () => api('GET /api/admin/rehearsals/:id', { params: { id } }),
    refetchInterval: (state) => (state.state.data && isOn(state.state.data) ? 1_000 : false),
  });
  return (
    <Loaded query={query}>
      {(rehearsal) => (
        <div className="hs-page">
          <PageHead
            back={{ to: '/rehearsals', label: t('title') }}
            title={say(rehearsal.name)}
            state={
              <>
                <RehearsalStateTag state={rehearsal.state} /> <Stood rehearsal={rehearsal} />
              </>
            }
            actions={<Acts rehearsal={rehearsal} />}
          />
          {rehearsal.changed && <Alert type="warning" showIcon title={t('changed')} style={{ marginBottom: 16 }} />}
          {rehearsal.notPlayed.length > 0 && (
            <Alert
              type="info"
              showIcon
              title={t('not_played')}
              description={
                <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                  {rehearsal.notPlayed.map((one) => (
                    <li key={one.en}>{say(one)}</li>
                  ))}
                </ul>
              }
              style={{ marginBottom: 16 }}
            />
          )}
          {rehearsal.failure && (
            <Alert
              type="error"
              showIcon
              title={say(rehearsal.failure.text)}
              description={<code>{rehearsal.failure.code}</code>}
            />
          )}
          {rehearsal.state === 'cancelled' && <Alert type="info" showIcon title={t('cancelled_hint')} />}
          {isOn(rehearsal) && <Running rehearsal={rehearsal} />}
          <RehearsalResult rehearsal={rehearsal} />
        </div>
      )}
    </Loaded>
  );
}

/** What it was rehearsed on. */
function Stood({ rehearsal: { version, saves } }: { readonly rehearsal: Rehearsal }) {
  const t = useRehearsalText();
  const said = [
    version === null ? null : t('of_version', { version: String(version) }),
    saves === null ? null : t('of_drawing', { saves: String(saves) }),
  ].filter((one) => one !== null);
  return <span className="hs-faint hs-small">{said.join(' · ')}</span>;
}

function Running({ rehearsal: { step, done, total } }: { readonly rehearsal: Rehearsal }) {
  const t = useRehearsalText();
  const say = useWords();
  return (
    <Panel>
      <Progress
        aria-label={say(rehearsalStep[step])}
        percent={Math.floor((100 * done) / Math.max(1, total))}
        status="active"
      />
      <p className="hs-soft">{say(rehearsalStep[step])}</p>
      <p className="hs-faint hs-small">{t('dialog_hint')}</p>
    </Panel>
  );
}

function Acts({ rehearsal }: { readonly rehearsal: Rehearsal }) {
  const t = useRehearsalText();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const { busy, act } = useAct(['rehearsals', 'tasks']);
  const { id, journeyId, playbook } = rehearsal;
  const params = { id };
  const cancel = async () => {
    const sure = await confirm({ title: t('cancel_title'), body: t('cancel_body'), ok: t('cancel'), danger: true });
    if (sure) await act(async () => api('POST /api/admin/rehearsals/:id/cancellation', { params }), t('cancelled'));
  };
  const retry = async () => {
    await act(async () => {
      const again = await api('POST /api/admin/rehearsals/:id/retries', { params });
      await navigate(`/rehearsals/${again.id}`);
    }, t('started'));
  };
  return (
    <span className="hs-inline">
      {journeyId !== null && <Link to={`/journeys/${journeyId}`}>{t('to_journey')}</Link>}
      {playbook !== null && <Link to={`/playbooks/${playbook}`}>{t('to_playbook')}</Link>}
      {isOn(rehearsal) ? (
        <May call="POST /api/admin/rehearsals/:id/cancellation">
          <Button danger loading={busy} onClick={() => void cancel()}>
            {t('cancel')}
          </Button>
        </May>
      ) : (
        <May call="POST /api/admin/rehearsals/:id/retries">
          <Button loading={busy} onClick={() => void retry()}>
            {t('retry')}
          </Button>
        </May>
      )}
    </span>
  );
}
