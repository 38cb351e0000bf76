import { collectorNote, collectorRefusal } from '@huoshui/contracts/words/collectors';
import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { RowAct } from '../../ground/row-act.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Chart } from '../../ui/report/chart.tsx';
import type { ChartSpec } from '../../ui/report/chart-spec.ts';
import { Grid } from '../../ui/report/grid.tsx';
import { useWords } from '../../ui/words.ts';
import { type Collector, Snippet } from './collector-dialog.tsx';
import { snippetOf } from './snippet.ts';
import { useCollectorText } from './texts.ts';

type Traffic = Answer<'GET /api/admin/collectors/:id/traffic'>;
type TrafficProps = { readonly collector: Collector; readonly onClose: () => void };

/** How its SDK is pointed here, and what came of it. */
export function CollectorTraffic({ collector, onClose }: TrafficProps) {
  const t = useCollectorText();
  const { id, name, vendor } = collector;
  const query = useQuery({
    queryKey: ['collectors', 'traffic', id],
    queryFn: async () => api('GET /api/admin/collectors/:id/traffic', { params: { id } }),
  });
  return (
    <Drawer open onClose={onClose} size={840} title={name} destroyOnHidden>
      <Panel title={t('how')}>
        <p className="hs-soft">{t('how_body')}</p>
        <Snippet text={snippetOf(vendor, location.origin, 'hsc_…')} />
      </Panel>
      <Loaded query={query}>{(traffic) => <Came collector={collector} traffic={traffic} />}</Loaded>
    </Drawer>
  );
}

function Came({ collector, traffic }: { readonly collector: Collector; readonly traffic: Traffic }) {
  const t = useCollectorText();
  const { days, names, refusals, recent } = traffic;
  const spec = useMemo<ChartSpec>(
    () => ({
      kind: 'bars',
      labels: days.map(({ day }) => day.slice(5)),
      series: [
        { name: t('taken_line'), values: days.map(({ taken }) => taken), stack: 'all' },
        { name: t('duplicate_line'), values: days.map(({ duplicates }) => duplicates), stack: 'all' },
        { name: t('refused_line'), values: days.map(({ refused }) => refused), stack: 'all' },
      ],
      format: formatCount,
    }),
    [days, t],
  );
  if (names.length === 0 && refusals.length === 0)
    return (
      <Panel title={t('days')}>
        <p>{t('nothing')}</p>
        <p className="hs-soft">{t('nothing_hint')}</p>
      </Panel>
    );
  return (
    <>
      <Panel title={t('days')}>
        <Chart spec={spec} label={t('days')} height={200} />
      </Panel>
      <Panel title={t('names')}>
        <Names collector={collector} names={names} />
      </Panel>
      <Panel title={t('refusals')}>
        <Refusals refusals={refusals} />
      </Panel>
      {traffic.notes.length > 0 && (
        <Panel title={t('notes')}>
          <Notes notes={traffic.notes} />
        </Panel>
      )}
      <Panel title={t('recent')}>
        <Recent recent={recent} />
      </Panel>
    </>
  );
}

function Names({ collector, names }: { readonly collector: Collector; readonly names: Traffic['names'] }) {
  const t = useCollectorText();
  const set = async (name: string, isTaken: boolean) =>
    api('POST /api/admin/collectors/:id/names', { params: { id: collector.id }, body: { name, isTaken } });
  return (
    <Grid
      rows={names}
      rowKey={({ name }) => name}
      columns={[
        { title: t('event'), render: ({ name }) => (name === '*' ? t('others') : name) },
        { title: t('taken_30'), number: true, render: ({ taken }) => formatCount(taken) },
        { title: t('refused_30'), number: true, render: ({ refused }) => formatCount(refused) },
        {
          title: '',
          render: ({ name, isTaken }) =>
            name === '*' || collector.revokedAt !== null ? null : (
              <RowAct
                call="POST /api/admin/collectors/:id/names"
                list="collectors"
                label={t(isTaken ? 'block' : 'allow')}
                done={t(isTaken ? 'blocked' : 'allowed')}
                run={async () => set(name, !isTaken)}
              />
            ),
        },
      ]}
    />
  );
}

function Refusals({ refusals }: { readonly refusals: Traffic['refusals'] }) {
  const t = useCollectorText();
  const say = useWords();
  if (refusals.length === 0) return <p className="hs-soft">{t('none_refused')}</p>;
  return (
    <Grid
      rows={refusals}
      rowKey={({ reason, name }) => `${reason} ${name}`}
      columns={[
        { title: t('reason'), render: ({ reason }) => say(collectorRefusal[reason]) },
        { title: t('event'), render: ({ name }) => name || '–' },
        { title: t('times'), number: true, render: ({ times }) => formatCount(times) },
        { title: t('last_day'), render: ({ lastDay }) => lastDay },
      ]}
    />
  );
}

function Notes({ notes }: { readonly notes: Traffic['notes'] }) {
  const t = useCollectorText();
  const say = useWords();
  return (
    <Grid
      rows={notes}
      rowKey={({ note, name }) => `${note} ${name}`}
      columns={[
        { title: t('reason'), render: ({ note }) => say(collectorNote[note]) },
        { title: t('event'), render: ({ name }) => name || '–' },
        { title: t('times'), number: true, render: ({ times }) => formatCount(times) },
        { title: t('last_day'), render: ({ lastDay }) => lastDay },
      ]}
    />
  );
}

function Recent({ recent }: { readonly recent: Traffic['recent'] }) {
  const t = useCollectorText();
  const say = useWords();
  return (
    <Grid
      rows={recent}
      rowKey={({ id }) => id}
      columns={[
        { title: t('received'), render: ({ receivedAt }) => <Time at={receivedAt} /> },
        { title: t('event'), render: ({ name }) => name || '–' },
        { title: t('happened'), render: ({ at }) => (at === null ? '–' : <Time at={at} />) },
        {
          title: t('who'),
          render: ({ member, refusal }) =>
            member ? <Link to={`/members/${member.id}`}>{member.name}</Link> : refusal === null ? t('visitor') : '–',
        },
        { title: t('result'), render: ({ refusal }) => (refusal === null ? t('ok') : say(collectorRefusal[refusal])) },
        { title: t('detail'), render: ({ detail }) => detail || '–' },
      ]}
    />
  );
}
