import { leaderMove, leaderState, leaderWay, neighbourDeed, neighbourState } from '@huoshui/contracts/words/leaders';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Money, Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { memberColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { isWaiting, type Leader, nameOf, tones } from './leader.ts';
import { Review, StoreField } from './review.tsx';
import { useLeaderText } from './texts.ts';

type Neighbour = Answer<'GET /api/admin/leaders/:id/neighbours'>['items'][number];
type To = keyof typeof leaderMove;

export function LeaderPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['leaders', 'one', id],
    queryFn: async () => api('GET /api/admin/leaders/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(leader) => <Shown leader={leader} />}</Loaded>;
}

function Shown({ leader }: { readonly leader: Leader }) {
  const t = useLeaderText();
  const say = useWords();
  const { state, orders, neighbours, newcomers, counted, earned, frozen } = leader;
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/leaders', label: t('leaders') }}
        title={nameOf(leader)}
        state={<StateTag tone={tones[state]}>{say(leaderState[state])}</StateTag>}
        actions={<Actions leader={leader} />}
      />
      <KeyFigures
        figures={[
          { label: t('orders'), value: formatCount(orders), note: t('orders_note') },
          { label: t('neighbours'), value: formatCount(neighbours) },
          { label: t('newcomers'), value: formatCount(newcomers), note: t('newcomers_note') },
          { label: t('counted'), value: formatCount(counted) },
          { label: t('earned'), value: <Money fen={earned} />, note: t('earned_note') },
          { label: t('frozen'), value: <Money fen={frozen} />, note: t('frozen_note') },
        ]}
      />
      <div className="hs-split">
        <Neighbours leader={leader} />
        <About leader={leader} />
      </div>
    </div>
  );
}

function About({ leader }: { readonly leader: Leader }) {
  const t = useLeaderText();
  const say = useWords();
  const { person, code, community, point, way, reason, because, decidedBy, since, decidedAt, distributorId } = leader;
  const place = point === null ? t('no_point') : point.closed ? t('point_closed', { name: point.name }) : point.name;
  return (
    <Panel title={t('about')}>
      <Facts
        facts={[
          { label: t('member'), value: <Link to={`/members/${person.memberId}`}>{nameOf(leader)}</Link> },
          { label: t('code'), value: code || '–' },
          { label: t('community'), value: community || '–' },
          { label: t('point'), value: point === null ? place : <Link to={`/stores/${point.id}`}>{place}</Link> },
          { label: t('way'), value: say(leaderWay[way]) },
          { label: t('since'), value: <Time at={since} absolute /> },
          ...(reason === '' ? [] : [{ label: t('reason'), value: reason }]),
          ...(decidedAt === null
            ? []
            : [
                {
                  label: t('decided'),
                  value: (
                    <>
                      <Time at={decidedAt} absolute /> {decidedBy}
                    </>
                  ),
                },
              ]),
          ...(because === '' ? [] : [{ label: t('said'), value: because }]),
        ]}
      />
      {distributorId !== null && (
        <p>
          <Link to={`/distributors/${distributorId}`}>{t('her_account')}</Link>
        </p>
      )}
    </Panel>
  );
}

function Neighbours({ leader: { id } }: { readonly leader: Leader }) {
  const t = useLeaderText();
  const say = useWords();
  return (
    <Panel title={t('neighbours')} flush>
      <List<Neighbour>
        embedded
        name="leader-neighbours"
        about={id}
        title={t('neighbours')}
        load={async ({ cursor, limit }) =>
          api('GET /api/admin/leaders/:id/neighbours', { params: { id }, query: { cursor, limit } })
        }
        rowKey={(row) => row.person.memberId}
        columns={[
          memberColumn('person', t('member'), ({ person: { memberId, nickname } }) => ({
            id: memberId,
            name: nickname || memberId,
          })),
          stateColumn(
            'state',
            t('state'),
            (row) => say(neighbourState[row.state]),
            (row) => (row.state === 'counted' ? 'good' : row.state === 'came' ? 'info' : 'neutral'),
          ),
          textColumn('by', t('by'), ({ by }) => (by === null ? null : say(neighbourDeed[by]))),
          moneyColumn('reward', t('reward'), (row) => row.reward),
          timeColumn('came', t('came'), (row) => row.cameAt),
          timeColumn('counted', t('counted_at'), (row) => row.countedAt),
        ]}
        empty={{ title: t('neighbours_empty'), hint: t('neighbours_hint') }}
      />
    </Panel>
  );
}

const ways: Readonly<Record<Leader['state'], readonly To[]>> = {
  proposed: [],
  applied: [],
  active: ['suspended', 'ended'],
  suspended: ['active', 'ended'],
  ended: ['active'],
  refused: [],
};

function Actions({ leader }: { readonly leader: Leader }) {
  return (
    <>
      {isWaiting(leader) && <Review leader={leader} atHead />}
      {(leader.state === 'active' || leader.state === 'suspended') && <PointDialog leader={leader} />}
      {ways[leader.state].map((to) => (
        <Move key={to} leader={leader} to={to} />
      ))}
    </>
  );
}

const POINT = 'POST /api/admin/leaders/:id/point';

function PointDialog({ leader }: { readonly leader: Leader }) {
  const t = useLeaderText();
  const { busy, act } = useAct(['leaders']);
  const [open, setOpen] = useState(false);
  const [storeId, setStore] = useState(leader.point?.id ?? null);
  const save = async () => {
    if (await act(async () => api(POINT, { params: { id: leader.id }, body: { storeId } }), t('done'))) setOpen(false);
  };
  return (
    <May call={POINT}>
      <Button onClick={() => setOpen(true)}>{t('change_point')}</Button>
      <Modal
        open={open}
        title={t('point_title', { name: nameOf(leader) })}
        onCancel={() => setOpen(false)}
        okButtonProps={{ loading: busy }}
        onOk={() => void save()}
      >
        <p>{t('point_body')}</p>
        <StoreField value={storeId} onChange={setStore} />
      </Modal>
    </May>
  );
}

const MOVE = 'POST /api/admin/leaders/:id/move';

/** What happens to her, with the reason that colleagues read in the log. */
function Move({ leader, to }: { readonly leader: Leader; readonly to: To }) {
  const t = useLeaderText();
  const say = useWords();
  const { busy, act } = useAct(['leaders']);
  const [open, setOpen] = useState(false);
  const [because, setBecause] = useState('');
  const move = async () => {
    const body = { to, because: because.trim() };
    if (await act(async () => api(MOVE, { params: { id: leader.id }, body }), t('done'))) setOpen(false);
  };
  return (
    <May call={MOVE}>
      <Button danger={to === 'ended'} onClick={() => setOpen(true)}>
        {say(leaderMove[to])}
      </Button>
      <Modal
        open={open}
        title={t(`move_title_${to}`, { name: nameOf(leader) })}
        onCancel={() => setOpen(false)}
        okText={say(leaderMove[to])}
        okButtonProps={{ danger: to !== 'active', disabled: because.trim() === '', loading: busy }}
        onOk={() => void move()}
      >
        {to !== 'active' && <p>{t('move_body')}</p>}
        <Input
          aria-label={t('move_because')}
          placeholder={t('move_because')}
          maxLength={100}
          value={because}
          onChange={(event) => setBecause(event.target.value)}
        />
      </Modal>
    </May>
  );
}
