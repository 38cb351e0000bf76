import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Grid } from '../../ui/report/grid.tsx';
import { Differences } from './differences.tsx';
import { PageStateTag } from './page-state.tsx';
import { usePageText } from './texts.ts';
import type { Composing } from './use-composition.ts';

type Version = Answer<'GET /api/admin/pages/:id/versions'>['items'][number];

/** Who published what when, what is planned, and what one has otherwise than another. */
export function Versions({ composing }: { readonly composing: Composing }) {
  const t = usePageText();
  const { id, saves } = composing.told;
  const query = useQuery({
    queryKey: ['pages', 'versions', id, composing.told.live?.version, composing.told.next?.version],
    queryFn: async () => api('GET /api/admin/pages/:id/versions', { params: { id } }),
  });
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <div className="hs-card">
            <Empty title={t('no_versions')} hint={t('no_versions_hint')} />
          </div>
        ) : (
          <>
            <Panel title={t('versions')} flush>
              <Grid
                rows={items}
                rowKey={(row) => `${row.version}`}
                columns={[
                  { title: t('versions'), render: (row) => t('v', { version: row.version }) },
                  { title: t('state'), render: (row) => <PageStateTag state={row.state} /> },
                  { title: t('starts'), render: (row) => <Time at={row.startsAt} absolute /> },
                  {
                    title: t('ends'),
                    render: (row) => (row.endsAt === null ? '–' : <Time at={row.endsAt} absolute />),
                  },
                  { title: t('published_by'), render: (row) => row.publishedBy || '–' },
                  { title: t('blocks'), number: true, render: (row) => formatCount(row.blocks) },
                  { title: '', render: (row) => <VersionActs composing={composing} row={row} /> },
                ]}
              />
            </Panel>
            <Compared id={id} saves={saves} versions={items} />
          </>
        )
      }
    </Loaded>
  );
}

function VersionActs({ composing, row: { version, state } }: { readonly composing: Composing; readonly row: Version }) {
  const t = usePageText();
  const { busy, act } = useAct(['pages']);
  const { told, edit, tell, writes } = composing;
  const restore = async () => {
    const { blocks } = await api('GET /api/admin/pages/:id/versions/:version', { params: { id: told.id, version } });
    edit(blocks);
  };
  const withdraw = async () =>
    tell(await api('POST /api/admin/pages/:id/withdrawal', { params: { id: told.id }, body: { version } }));
  return (
    <span className="hs-inline">
      {writes && (
        <Button size="small" loading={busy} onClick={() => void act(restore, t('restored'))}>
          {t('restore')}
        </Button>
      )}
      {(state === 'live' || state === 'scheduled') && (
        <May call="POST /api/admin/pages/:id/withdrawal">
          <Button size="small" danger loading={busy} onClick={() => void act(withdraw, t('withdrawn'))}>
            {t('withdraw')}
          </Button>
        </May>
      )}
    </span>
  );
}

type ComparedProps = { readonly id: string; readonly saves: number; readonly versions: readonly Version[] };

function Compared({ id, saves, versions }: ComparedProps) {
  const t = usePageText();
  const [from, setFrom] = useState(versions[0]?.version ?? 1);
  const [to, setTo] = useState(0);
  const query = useQuery({
    queryKey: ['pages', 'differences', id, from, to, saves],
    queryFn: async () => api('GET /api/admin/pages/:id/differences', { params: { id }, query: { from, to } }),
  });
  const options = [
    { value: 0, label: t('edited_now') },
    ...versions.map(({ version }) => ({ value: version, label: t('v', { version }) })),
  ];
  return (
    <Panel
      title={t('compare')}
      extra={
        <span className="hs-inline">
          <Select size="small" aria-label={t('compare_from')} value={from} options={options} onChange={setFrom} />
          {t('compare_to')}
          <Select size="small" aria-label={t('compare_to')} value={to} options={options} onChange={setTo} />
        </span>
      }
    >
      <Loaded query={query}>{({ items }) => <Differences items={items} />}</Loaded>
    </Panel>
  );
}
