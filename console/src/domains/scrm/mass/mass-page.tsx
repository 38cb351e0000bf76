import { massLeftOut, massOutcome, massState } from '@huoshui/contracts/words/mass';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { PeopleLink } from '../../../ground/people-link.tsx';
import { useAct } from '../../../ui/act.ts';
import { useConfirm } from '../../../ui/confirm.tsx';
import { Facts, KeyFigures, Panel } from '../../../ui/detail/key-figures.tsx';
import { MoneyCompact, Time } from '../../../ui/figures.tsx';
import { formatCount, formatPercent, formatYuan } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { StateTag } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { type MassSend, massTones } from './mass-list.tsx';
import { MassTasks } from './mass-tasks.tsx';
import { useMassText } from './texts.ts';
import '../scrm.css';

const LOOK_AGAIN_MS = 15_000;
const GAP = { marginBottom: 16 };

export function MassPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['mass-sends', 'one', id],
    queryFn: async () => api('GET /api/admin/mass-sends/:id', { params: { id } }),
    // There is something to wait for: the plan, or staff.
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'planning' ? 2000 : data?.state === 'running' ? LOOK_AGAIN_MS : false,
  });
  return <Loaded query={query}>{(mass) => <Shown mass={mass} />}</Loaded>;
}

function Shown({ mass }: { readonly mass: MassSend }) {
  const t = useMassText();
  const say = useWords();
  const { state, trouble } = mass;
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/mass-sends', label: t('title') }}
        title={mass.name}
        state={<StateTag tone={massTones[state]}>{say(massState[state])}</StateTag>}
        actions={<Actions mass={mass} />}
      />
      {state === 'planning' && <Alert type="info" title={t('planning')} style={GAP} />}
      {state === 'planned' && trouble === null && <Alert type="info" title={t('planned_hint')} style={GAP} />}
      {trouble !== null && <Alert type="warning" title={say(trouble)} style={GAP} />}
      <div className="hs-split">
        <div>
          <Counts mass={mass} />
          {mass.startedAt !== null && <Result mass={mass} />}
        </div>
        <div>
          <Panel title={t('plan')}>
            <Facts
              facts={[
                { label: t('does'), value: say(mass.sentence) },
                ...(mass.startedAt === null
                  ? []
                  : [{ label: t('started_at'), value: <Time at={mass.startedAt} absolute /> }]),
                ...(mass.stopAt === null || state !== 'running'
                  ? []
                  : [{ label: t('stop_at'), value: <Time at={mass.stopAt} absolute /> }]),
                ...(mass.endedAt === null
                  ? []
                  : [{ label: t('ended_at'), value: <Time at={mass.endedAt} absolute /> }]),
                { label: t('created'), value: <Time at={mass.createdAt} absolute /> },
              ]}
            />
          </Panel>
          <LeftOut mass={mass} />
        </div>
      </div>
      <MassTasks mass={mass} />
    </div>
  );
}

function Counts({ mass }: { readonly mass: MassSend }) {
  const t = useMassText();
  const { counts, audience, staff, confirmed } = mass;
  const { targets, sent, notFriend, limit, unsent, failed } = counts;
  const missed = notFriend + limit + unsent + failed;
  const people = (who: string, count: number) => (
    <PeopleLink of="scrm.mass" values={{ mass: mass.id, who, staff: null }} count={count} />
  );
  return (
    <KeyFigures
      figures={[
        ...(audience === null ? [] : [{ label: t('audience'), value: formatCount(audience) }]),
        { label: t('targets'), value: formatCount(targets), note: t('of_staff', { all: staff, done: confirmed }) },
        {
          label: t('sent'),
          value: people('sent', sent),
          note: targets === 0 ? undefined : t('reached_rate', { rate: formatPercent(sent / targets) }),
        },
        { label: t('offered'), value: people('offered', mass.startedAt === null ? 0 : targets - sent - missed) },
        { label: t('not_sent'), value: formatCount(missed) },
      ]}
    />
  );
}

/** Why some get nothing: before anything was made, and afterwards. */
function LeftOut({ mass: { id, leftOut, counts } }: { readonly mass: MassSend }) {
  const t = useMassText();
  const say = useWords();
  const people = (who: string, count: number) => (
    <PeopleLink of="scrm.mass" values={{ mass: id, who, staff: null }} count={count} />
  );
  const missed = [
    ['not_friend', counts.notFriend],
    ['limit', counts.limit],
    ['unsent', counts.unsent],
    ['failed', counts.failed],
  ] as const;
  const some = missed.filter(([, count]) => count > 0);
  return (
    <>
      <Panel title={t('left_out')}>
        {leftOut.length === 0 ? (
          <p className="hs-soft">{t('left_out_none')}</p>
        ) : (
          <Facts
            facts={leftOut.map(({ reason, count }) => ({
              label: say(massLeftOut[reason]),
              value: reason === 'no_friend' ? formatCount(count) : people(`no_${reason}`, count),
            }))}
          />
        )}
      </Panel>
      {some.length > 0 && (
        <Panel title={t('outcomes')}>
          <Facts
            facts={some.map(([outcome, count]) => ({
              label: say(massOutcome[outcome]),
              value: people(outcome, count),
            }))}
          />
        </Panel>
      )}
    </>
  );
}

function Result({ mass: { id } }: { readonly mass: MassSend }) {
  const t = useMassText();
  const query = useQuery({
    queryKey: ['mass-sends', 'result', id],
    queryFn: async () => api('GET /api/admin/mass-sends/:id/result', { params: { id } }),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const people = (who: string, count: number) => (
    <PeopleLink of="scrm.mass" values={{ mass: id, who, staff: null }} count={count} />
  );
  return (
    <Loaded query={query}>
      {({ reached, opened, buyers, orders, gmv, spent, cost, byOthers, days }) => (
        <Panel title={t('result')} extra={<span className="hs-faint">{t('within', { days })}</span>} flush>
          <KeyFigures
            figures={[
              { label: t('reached'), value: people('reached', reached) },
              { label: t('opened'), value: people('opened', opened) },
              { label: t('buyers'), value: people('buyers', buyers) },
              { label: t('orders'), value: formatCount(orders) },
              { label: t('gmv'), value: <MoneyCompact fen={gmv} />, note: t('spent_is', { sum: formatYuan(spent) }) },
              { label: t('cost'), value: <MoneyCompact fen={cost} /> },
              { label: t('by_others'), value: people('by_others', byOthers), note: t('by_others_hint') },
            ]}
          />
        </Panel>
      )}
    </Loaded>
  );
}

function Actions({ mass }: { readonly mass: MassSend }) {
  const t = useMassText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { message } = App.useApp();
  const { busy, act } = useAct(['mass-sends']);
  const { id, state, counts, staff, values } = mass;
  const params = { id };
  const start = async () => {
    const body = t('start_body', { targets: counts.targets, days: Number(values.waitDays) });
    if (!(await confirm({ title: t('start_ask', { staff }), body, ok: t('start') }))) return;
    await act(
      async () => api('POST /api/admin/mass-sends/:id/start', { params, body: { expected: counts.targets } }),
      t('started'),
    );
  };
  const stop = async () => {
    if (!(await confirm({ title: t('stop_ask'), body: t('stop_body'), ok: t('stop') }))) return;
    await act(async () => api('POST /api/admin/mass-sends/:id/stop', { params }), t('stopped'));
  };
  const remind = async () =>
    act(async () => {
      const { reminded, tooOften } = await api('POST /api/admin/mass-sends/:id/reminder', { params });
      void message.success(
        tooOften > 0 ? t('reminded_some', { count: reminded, more: tooOften }) : t('reminded', { count: reminded }),
      );
    });
  return (
    <>
      {mass.startedAt === null && (
        <May call="PUT /api/admin/mass-sends/:id">
          <Button onClick={() => void navigate(`/mass-sends/${id}/edit`)}>{t('edit')}</Button>
        </May>
      )}
      {state === 'running' && (
        <>
          <May call="POST /api/admin/mass-sends/:id/stop">
            <Button loading={busy} onClick={() => void stop()}>
              {t('stop')}
            </Button>
          </May>
          <May call="POST /api/admin/mass-sends/:id/reminder">
            <Button type="primary" loading={busy} onClick={() => void remind()}>
              {t('remind')}
            </Button>
          </May>
        </>
      )}
      {state === 'planned' && counts.targets > 0 && (
        <May call="POST /api/admin/mass-sends/:id/start">
          <Button type="primary" loading={busy} onClick={() => void start()}>
            {t('start')}
          </Button>
        </May>
      )}
    </>
  );
}
