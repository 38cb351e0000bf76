import { momentState } from '@huoshui/contracts/words/moments';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { PeopleLink } from '../../../ground/people-link.tsx';
import { useAct } from '../../../ui/act.ts';
import { useConfirm } from '../../../ui/confirm.tsx';
import { Facts, KeyFigures, Panel } from '../../../ui/detail/key-figures.tsx';
import { MoneyCompact, Time } from '../../../ui/figures.tsx';
import { formatCount, formatYuan } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { type Moment, momentTones } from './moment-list.tsx';
import { MomentSenders } from './moment-senders.tsx';
import { useMomentText } from './texts.ts';
import '../scrm.css';

const LOOK_AGAIN_MS = 15_000;

export function MomentPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['moments', 'one', id],
    queryFn: async () => api('GET /api/admin/moments/:id', { params: { id } }),
    // There is something to wait for: WeCom, or staff.
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'creating' ? 3000 : data?.endedAt === null && data.startedAt !== null ? LOOK_AGAIN_MS : false,
  });
  return <Loaded query={query}>{(moment) => <Shown moment={moment} />}</Loaded>;
}

function Shown({ moment }: { readonly moment: Moment }) {
  const t = useMomentText();
  const say = useWords();
  const { state, trouble } = moment;
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/moments', label: t('title') }}
        title={moment.name}
        state={<StateTag tone={momentTones[state]}>{say(momentState[state])}</StateTag>}
        actions={<Actions moment={moment} />}
      />
      {state === 'planned' && <Alert type="info" title={t('planned_note')} />}
      {state === 'creating' && trouble === null && <Alert type="info" title={t('creating_note')} />}
      {trouble !== null && <Alert type="warning" title={say(trouble)} />}
      <div className="hs-split">
        <div>
          <Counts moment={moment} />
          {moment.startedAt !== null && <Result moment={moment} />}
        </div>
        <div>
          <Plan moment={moment} />
        </div>
      </div>
      <MomentSenders moment={moment} />
    </div>
  );
}

function Plan({ moment }: { readonly moment: Moment }) {
  const t = useMomentText();
  const say = useWords();
  const { values, startedAt, stopAt, followedUntil, endedAt, createdAt } = moment;
  const time = (label: string, at: string | null, shown = true) =>
    at === null || !shown ? [] : [{ label, value: <Time at={at} absolute /> }];
  return (
    <Panel title={t('plan')}>
      <p className="hs-moment-text">{typeof values.text === 'string' ? values.text : ''}</p>
      <Facts
        facts={[
          { label: t('does'), value: say(moment.sentence) },
          ...time(t('started_at'), startedAt),
          ...time(t('stop_at'), stopAt, moment.state === 'running'),
          ...time(t('followed_until'), followedUntil, endedAt === null),
          ...time(t('ended_at'), endedAt),
          ...time(t('created'), createdAt),
        ]}
      />
    </Panel>
  );
}

function usePeople(id: string) {
  return (who: string, count: number) => (
    <PeopleLink of="scrm.moment" values={{ moment: id, who, staff: null }} count={count} />
  );
}

function Counts({ moment }: { readonly moment: Moment }) {
  const t = useMomentText();
  const people = usePeople(moment.id);
  const { planned, shown, published, staff, likes, comments } = moment;
  return (
    <KeyFigures
      figures={[
        { label: t('planned'), value: formatCount(planned), note: t('planned_hint') },
        { label: t('published'), value: formatCount(published), note: t('of_staff', { all: staff, done: published }) },
        { label: t('shown'), value: people('shown', shown), note: t('shown_hint') },
        { label: t('likes'), value: people('like', likes) },
        { label: t('comments'), value: people('comment', comments) },
      ]}
    />
  );
}

function Result({ moment: { id } }: { readonly moment: Moment }) {
  const t = useMomentText();
  const people = usePeople(id);
  const query = useQuery({
    queryKey: ['moments', 'result', id],
    queryFn: async () => api('GET /api/admin/moments/:id/result', { params: { id } }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  return (
    <Loaded query={query}>
      {({ opened, buyers, orders, gmv, spent, days }) => (
        <Panel title={t('result')} extra={<span className="hs-faint">{t('within', { days })}</span>} flush>
          <KeyFigures
            figures={[
              { label: t('opened'), value: people('opened', opened) },
              { label: t('buyers'), value: people('buyers', buyers) },
              { label: t('orders'), value: formatCount(orders) },
              { label: t('gmv'), value: <MoneyCompact fen={gmv} />, note: t('spent_is', { sum: formatYuan(spent) }) },
            ]}
          />
        </Panel>
      )}
    </Loaded>
  );
}

function Actions({ moment }: { readonly moment: Moment }) {
  const t = useMomentText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['moments']);
  const { id, state, staff, planned, values } = moment;
  const params = { id };
  const start = async () => {
    const body = t('start_body', { customers: planned, days: Number(values.waitDays) });
    if (!(await confirm({ title: t('start_ask', { staff }), body, ok: t('start') }))) return;
    await act(async () => api('POST /api/admin/moments/:id/start', { params }), t('started'));
  };
  const stop = async () => {
    if (!(await confirm({ title: t('stop_ask'), body: t('stop_body'), ok: t('stop') }))) return;
    await act(async () => api('POST /api/admin/moments/:id/stop', { params }), t('stopped'));
  };
  return (
    <>
      {state === 'planned' && (
        <May call="PUT /api/admin/moments/:id">
          <Button onClick={() => void navigate(`/moments/${id}/edit`)}>{t('edit')}</Button>
        </May>
      )}
      {(state === 'running' || state === 'creating') && (
        <May call="POST /api/admin/moments/:id/stop">
          <Button loading={busy} onClick={() => void stop()}>
            {t('stop')}
          </Button>
        </May>
      )}
      {state === 'planned' && planned > 0 && (
        <May call="POST /api/admin/moments/:id/start">
          <Button type="primary" loading={busy} onClick={() => void start()}>
            {t('start')}
          </Button>
        </May>
      )}
    </>
  );
}
