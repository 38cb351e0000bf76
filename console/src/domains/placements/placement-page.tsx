import { placementKind } from '@huoshui/contracts/words/placements';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import { type Placement, pagesWords } from './placement-list.tsx';
import { PlacementPhone } from './placement-preview.tsx';
import { PlacementResult } from './placement-result.tsx';
import { PlacementStateTag } from './placement-state.tsx';
import { usePlacementText } from './texts.ts';

export function PlacementPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['placements', 'one', id],
    queryFn: async () => api('GET /api/admin/placements/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(placement) => <Shown placement={placement} />}</Loaded>;
}

function Shown({ placement }: { readonly placement: Placement }) {
  const t = usePlacementText();
  const say = useWords();
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/placements', label: t('title') }}
        title={placement.name}
        state={<PlacementStateTag state={placement.state} />}
        actions={<Actions placement={placement} />}
      />
      {placement.trouble !== null && placement.state !== 'ended' && (
        <Alert type="warning" showIcon title={say(placement.trouble)} style={{ marginBottom: 16 }} />
      )}
      <div className="hs-split">
        <PlacementResult id={placement.id} />
        <div>
          <Panel title={t('preview')}>
            <PlacementPhone values={placement.values} caption="" />
          </Panel>
          <Panel title={t('rules')}>
            <Facts
              facts={[
                { label: t('what'), value: say(placement.sentence) },
                { label: t('kind'), value: say(placementKind[placement.kind]) },
                { label: t('pages'), value: say(pagesWords(placement)) },
                { label: t('priority'), value: placement.priority },
                { label: t('created'), value: <Time at={placement.createdAt} absolute /> },
              ]}
            />
          </Panel>
        </div>
      </div>
    </div>
  );
}

const MOVE = 'POST /api/admin/placements/:id/state';

function Actions({ placement: { id, name, state } }: { readonly placement: Placement }) {
  const t = usePlacementText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['placements']);
  const move = async (to: 'live' | 'paused' | 'ended', done: string) =>
    act(async () => api(MOVE, { params: { id }, body: { state: to } }), done);
  const end = async () => {
    if (await confirm({ title: t('end_ask', { name }), body: t('end_body'), ok: t('end'), danger: true }))
      await move('ended', t('ended_done'));
  };
  const running = state === 'live' || state === 'scheduled';
  return (
    <>
      {state !== 'ended' && (
        <May call={MOVE}>
          <span className="hs-inline">
            <Button danger loading={busy} onClick={() => void end()}>
              {t('end')}
            </Button>
            {running ? (
              <Button loading={busy} onClick={() => void move('paused', t('paused_done'))}>
                {t('pause')}
              </Button>
            ) : (
              <Button type="primary" loading={busy} onClick={() => void move('live', t('live_done'))}>
                {t('go_live')}
              </Button>
            )}
          </span>
        </May>
      )}
      <May call="PUT /api/admin/placements/:id">
        <Button onClick={() => void navigate(`/placements/${id}/edit`)}>{t('edit')}</Button>
      </May>
    </>
  );
}
