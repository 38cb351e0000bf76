import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../../ground/api.ts';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Time } from '../../../ui/figures.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { Grid } from '../../../ui/report/grid.tsx';
import { RunsLink } from '../runs-link.tsx';
import '../journeys.css';
import './canvas.css';
import { DifferencesView } from './differences-view.tsx';
import { useCanvasText } from './texts.ts';

type Version = Answer<'GET /api/admin/journeys/:id/versions'>['items'][number];

/** Who published what when, and what changed between any two of them. */
export function Versions({ journeyId }: { readonly journeyId: string }) {
  const t = useCanvasText();
  const query = useQuery({
    queryKey: ['journeys', 'versions', journeyId],
    queryFn: async () => api('GET /api/admin/journeys/:id/versions', { params: { id: journeyId } }),
  });
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <div className="hs-card">
            <Empty title={t('versions_none')} hint={t('versions_none_hint')} />
          </div>
        ) : (
          <>
            <Panel title={t('versions')} flush>
              <Grid
                rows={items}
                rowKey={(row) => `${row.version}`}
                columns={[
                  { title: t('versions'), render: (row) => t('v', { version: row.version }) },
                  { title: t('published_at'), render: (row) => <Time at={row.publishedAt} /> },
                  { title: t('published_by'), render: (row) => row.publishedBy || '–' },
                  { title: t('steps'), number: true, render: (row) => formatCount(row.nodes) },
                  {
                    title: t('entered'),
                    number: true,
                    render: (row) => (
                      <RunsLink journeyId={journeyId} of={{ version: `${row.version}` }} count={row.entered} />
                    ),
                  },
                  { title: t('active'), number: true, render: (row) => formatCount(row.active) },
                ]}
              />
            </Panel>
            {items.length > 1 && <Compared journeyId={journeyId} versions={items} />}
          </>
        )
      }
    </Loaded>
  );
}

function Compared({ journeyId, versions }: { readonly journeyId: string; readonly versions: readonly Version[] }) {
  const t = useCanvasText();
  const [newest, before] = versions;
  const [from, setFrom] = useState(before?.version ?? 1);
  const [to, setTo] = useState(newest?.version ?? 1);
  const query = useQuery({
    queryKey: ['journeys', 'differences', journeyId, from, to],
    queryFn: async () =>
      api('GET /api/admin/journeys/:id/differences', { params: { id: journeyId }, query: { from, to } }),
  });
  const options = versions.map(({ version }) => ({ value: version, label: t('v', { version }) }));
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
      <Loaded query={query}>{({ items }) => <DifferencesView differences={items} empty={t('no_difference')} />}</Loaded>
    </Panel>
  );
}
