import { waveState } from '@huoshui/contracts/words/leaders';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { type Answer, api, fileAddress } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Money, Time } from '../../ui/figures.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { formatCount, formatYuan } from '../../ui/format.ts';
import { actsColumn, countColumn, moneyColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useLeaderText } from './texts.ts';
import { type Wave, waveTones } from './wave.ts';

type Good = Answer<'GET /api/admin/waves/:id/goods'>['items'][number];
type Point = Answer<'GET /api/admin/waves/:id/points'>['items'][number];

export function WavePage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['waves', 'one', id],
    queryFn: async () => api('GET /api/admin/waves/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(wave) => <Shown wave={wave} />}</Loaded>;
}

function Shown({ wave }: { readonly wave: Wave }) {
  const t = useLeaderText();
  const say = useWords();
  const { state, orders, people, points, collected, paid, back, commission, released } = wave;
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/waves', label: t('waves') }}
        title={wave.name}
        purpose={say(wave.sentence)}
        state={<StateTag tone={waveTones[state]}>{say(waveState[state])}</StateTag>}
        actions={<Actions wave={wave} />}
      />
      <KeyFigures
        figures={[
          { label: t('wave_orders'), value: formatCount(orders), note: t('wave_orders_note') },
          { label: t('people'), value: formatCount(people) },
          { label: t('points'), value: formatCount(points) },
          { label: t('collected'), value: formatCount(collected), note: t('of_orders', { n: orders }) },
          { label: t('paid'), value: <Money fen={paid} />, note: t('paid_note', { back: formatYuan(back) }) },
          { label: t('commission'), value: <Money fen={commission} />, note: t('commission_note') },
          { label: t('settled'), value: <Money fen={released} />, note: t('settled_note') },
        ]}
      />
      <Goods wave={wave} />
      <div className="hs-split">
        <Points wave={wave} />
        <Times wave={wave} />
      </div>
    </div>
  );
}

function Times({ wave }: { readonly wave: Wave }) {
  const t = useLeaderText();
  const { opensAt, cutsAt, pickupFrom, pickupTo, final, because } = wave;
  return (
    <Panel title={t('about')}>
      <Facts
        facts={[
          { label: t('opens'), value: <Time at={opensAt} absolute /> },
          { label: t('cuts'), value: <Time at={cutsAt} absolute /> },
          { label: t('pickup'), value: <Time at={pickupFrom} absolute /> },
          { label: t('pickup_ends'), value: <Time at={pickupTo} absolute /> },
          { label: t('lists'), value: t(final ? 'final' : 'not_final') },
          ...(because === '' ? [] : [{ label: t('cancelled_because'), value: because }]),
        ]}
      />
    </Panel>
  );
}

function Goods({ wave: { id } }: { readonly wave: Wave }) {
  const t = useLeaderText();
  return (
    <Panel title={t('goods')} flush>
      <List<Good>
        embedded
        name="wave-goods"
        about={id}
        title={t('goods')}
        load={async () => {
          const { items } = await api('GET /api/admin/waves/:id/goods', { params: { id }, query: {} });
          return { items, nextCursor: null, total: items.length };
        }}
        rowKey={(row) => row.skuId}
        actions={
          <FileButton address={fileAddress('GET /api/admin/waves/:id/goods.csv', { id }, { as: 'xlsx' })}>
            {t('purchase_file')}
          </FileButton>
        }
        columns={[
          textColumn('name', t('good'), (row) => row.name),
          moneyColumn('price', t('price'), (row) => row.price),
          textColumn('cap', t('cap'), ({ cap }) => (cap === null ? t('no_cap') : formatCount(cap))),
          countColumn('units', t('units'), (row) => row.units),
          countColumn('back', t('back_units'), (row) => row.backUnits),
          countColumn('collected', t('collected_units'), (row) => row.collected),
          moneyColumn('paid', t('kept'), (row) => row.paid),
        ]}
        empty={{ title: t('goods_empty'), hint: t('goods_empty') }}
      />
    </Panel>
  );
}

function Points({ wave }: { readonly wave: Wave }) {
  const t = useLeaderText();
  const { id } = wave;
  return (
    <Panel title={t('by_leader')} flush>
      <List<Point>
        embedded
        name="wave-points"
        about={id}
        title={t('by_leader')}
        load={async () => {
          const { items } = await api('GET /api/admin/waves/:id/points', { params: { id } });
          return { items, nextCursor: null, total: items.length };
        }}
        rowKey={(row) => row.leaderId}
        actions={
          <FileButton address={fileAddress('GET /api/admin/waves/:id/list.csv', { id }, { as: 'xlsx' })}>
            {t('list_file')}
          </FileButton>
        }
        columns={[
          {
            key: 'leader',
            title: t('person'),
            render: ({ leaderId, name, point }) => (
              <span className="hs-two-lines">
                <Link to={`/leaders/${leaderId}`}>{name || leaderId}</Link>
                <span className="hs-faint hs-small">{point}</span>
              </span>
            ),
            csv: ({ name }) => name,
          },
          countColumn('orders', t('wave_orders'), (row) => row.orders),
          countColumn('units', t('units'), (row) => row.units),
          countColumn('waiting', t('waiting'), (row) => row.waiting),
          moneyColumn('paid', t('kept'), (row) => row.paid),
          moneyColumn('commission', t('commission'), (row) => row.commission),
          moneyColumn('released', t('settled'), (row) => row.released),
          moneyColumn('held', t('held'), (row) => row.held, { hidden: true }),
          timeColumn('arrived', t('arrived'), (row) => row.arrivedAt),
          actsColumn((row) => <PointActs wave={wave} point={row} />, 150),
        ]}
        empty={{ title: t('points_empty'), hint: t('points_hint') }}
      />
    </Panel>
  );
}

const ARRIVE = 'POST /api/admin/waves/:id/arrivals';

function PointActs({ wave, point }: { readonly wave: Wave; readonly point: Point }) {
  const t = useLeaderText();
  const { busy, act } = useAct(['waves', 'wave-points']);
  const params = { id: wave.id };
  const body = { leaderIds: [point.leaderId] };
  const canArrive = (wave.state === 'cut' || wave.state === 'handing' || wave.state === 'over') && point.waiting > 0;
  return (
    <>
      <Link to={`/waves/${wave.id}/list?leader=${point.leaderId}`}>{t('list')}</Link>
      {canArrive && (
        <May call={ARRIVE}>
          <Button
            size="small"
            type="link"
            loading={busy}
            onClick={() => void act(async () => api(ARRIVE, { params, body }), t('told'))}
          >
            {t('arrive')}
          </Button>
        </May>
      )}
    </>
  );
}

const PUBLISH = 'POST /api/admin/waves/:id/publication';

function Actions({ wave }: { readonly wave: Wave }) {
  const t = useLeaderText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['waves']);
  const publish = async () => {
    if (await confirm({ title: t('publish_title'), body: t('publish_body'), ok: t('publish') }))
      await act(async () => api(PUBLISH, { params: { id: wave.id } }), t('published'));
  };
  // What somebody has collected is not given back by a wave.
  const live = wave.state !== 'draft' && wave.state !== 'cancelled' && wave.collected === 0;
  return (
    <>
      {wave.state === 'draft' && (
        <>
          <Button onClick={() => void navigate(`/waves/${wave.id}/edit`)}>{t('edit')}</Button>
          <May call={PUBLISH}>
            <Button type="primary" loading={busy} onClick={() => void publish()}>
              {t('publish')}
            </Button>
          </May>
        </>
      )}
      {wave.orders > 0 && <Button onClick={() => void navigate(`/waves/${wave.id}/list`)}>{t('delivery_list')}</Button>}
      {live && <Cancel wave={wave} />}
    </>
  );
}

const CANCEL = 'POST /api/admin/waves/:id/cancellation';

function Cancel({ wave }: { readonly wave: Wave }) {
  const t = useLeaderText();
  const { busy, act } = useAct(['waves']);
  const [open, setOpen] = useState(false);
  const [because, setBecause] = useState('');
  const cancel = async () => {
    const body = { because: because.trim() };
    if (await act(async () => api(CANCEL, { params: { id: wave.id }, body }), t('done'))) setOpen(false);
  };
  return (
    <May call={CANCEL}>
      <Button danger onClick={() => setOpen(true)}>
        {t('cancel_wave')}
      </Button>
      <Modal
        open={open}
        title={t('cancel_title', { name: wave.name })}
        onCancel={() => setOpen(false)}
        okText={t('cancel_wave')}
        okButtonProps={{ danger: true, disabled: because.trim() === '', loading: busy }}
        onOk={() => void cancel()}
      >
        <p>{t('cancel_body', { n: wave.orders })}</p>
        <Input
          aria-label={t('cancel_because')}
          placeholder={t('cancel_because')}
          maxLength={100}
          value={because}
          onChange={(event) => setBecause(event.target.value)}
        />
      </Modal>
    </May>
  );
}
