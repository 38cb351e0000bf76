import { activityPlay } from '@huoshui/contracts/words/activities';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import { ActivityEntries } from './activity-entries.tsx';
import { type Activity, daysOf } from './activity-list.tsx';
import { ActivityPhone } from './activity-phone.tsx';
import { ActivityResult } from './activity-result.tsx';
import { ActivitySpread } from './activity-spread.tsx';
import { ActivityStateTag } from './activity-state.tsx';
import { ActivityTeams } from './activity-teams.tsx';
import { useActivityText } from './texts.ts';

export function ActivityPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['activities', 'one', id],
    queryFn: async () => api('GET /api/admin/activities/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(activity) => <Shown activity={activity} />}</Loaded>;
}

function Shown({ activity }: { readonly activity: Activity }) {
  const t = useActivityText();
  const say = useWords();
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/activities', label: t('title') }}
        title={activity.name}
        state={<ActivityStateTag state={activity.state} />}
        actions={<Actions activity={activity} />}
      />
      {activity.stoppedBecause !== null && (
        <Alert
          type="info"
          showIcon
          title={t('stopped_because', { why: activity.stoppedBecause })}
          style={{ marginBottom: 16 }}
        />
      )}
      {activity.trouble !== null && activity.state !== 'settled' && (
        <Alert type="warning" showIcon title={say(activity.trouble)} style={{ marginBottom: 16 }} />
      )}
      <div className="hs-split">
        <div>
          {activity.play === 'invite' && <ActivitySpread id={activity.id} />}
          <ActivityResult id={activity.id} />
          {activity.play === 'group_buy' && <ActivityTeams id={activity.id} />}
          {activity.entries > 0 && <ActivityEntries activity={activity} />}
        </div>
        <div>
          <Panel title={t('page')}>
            <ActivityPhone play={activity.play} values={activity.values} />
          </Panel>
          <Panel title={t('rules')}>
            <Facts
              facts={[
                { label: t('what'), value: say(activity.sentence) },
                { label: t('play'), value: say(activityPlay[activity.play]) },
                { label: t('days'), value: daysOf(activity) },
                { label: t('created'), value: <Time at={activity.createdAt} absolute /> },
              ]}
            />
          </Panel>
        </div>
      </div>
    </div>
  );
}

const LIVE = 'POST /api/admin/activities/:id/live';
const STOP = 'POST /api/admin/activities/:id/stop';

function Actions({ activity: { id, state, name } }: { readonly activity: Activity }) {
  const t = useActivityText();
  const navigate = useNavigate();
  const { busy, act } = useAct(['activities']);
  const over = state === 'stopped' || state === 'settled';
  return (
    <>
      {!over && state !== 'draft' && state !== 'settling' && <Stop id={id} name={name} />}
      {state === 'draft' && (
        <May call={LIVE}>
          <Button
            type="primary"
            loading={busy}
            onClick={() => void act(async () => api(LIVE, { params: { id } }), t('live_done'))}
          >
            {t('go_live')}
          </Button>
        </May>
      )}
      {!over && (
        <May call="PUT /api/admin/activities/:id">
          <Button onClick={() => void navigate(`/activities/${id}/edit`)}>{t('edit')}</Button>
        </May>
      )}
    </>
  );
}

/** With a reason: shoppers who take part read it. */
function Stop({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useActivityText();
  const { busy, act } = useAct(['activities']);
  const [because, setBecause] = useState<string | null>(null);
  const stop = async () => {
    await act(async () => api(STOP, { params: { id }, body: { because: (because ?? '').trim() } }), t('stopped_done'));
    setBecause(null);
  };
  return (
    <May call={STOP}>
      <Button danger onClick={() => setBecause('')}>
        {t('stop')}
      </Button>
      <Modal
        open={because !== null}
        title={t('stop_ask', { name })}
        okText={t('stop')}
        okButtonProps={{ danger: true, disabled: (because ?? '').trim() === '', loading: busy }}
        onOk={() => void stop()}
        onCancel={() => setBecause(null)}
      >
        <p>{t('stop_body')}</p>
        <Input
          aria-label={t('stop_because')}
          placeholder={t('stop_hint')}
          maxLength={60}
          value={because ?? ''}
          onChange={(event) => setBecause(event.target.value)}
        />
      </Modal>
    </May>
  );
}
