import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Grid } from '../../ui/report/grid.tsx';
import { useWords } from '../../ui/words.ts';
import { usePageText } from './texts.ts';

/** What was seen and tapped of each block. */
export function PageResult({ id }: { readonly id: string }) {
  const t = usePageText();
  const say = useWords();
  const [days, setDays] = useState(7);
  const query = useQuery({
    queryKey: ['pages', 'result', id, days],
    queryFn: async () => api('GET /api/admin/pages/:id/result', { params: { id }, query: { days } }),
  });
  return (
    <Panel
      title={t('result')}
      extra={
        <Segmented
          size="small"
          value={days}
          onChange={setDays}
          options={[1, 7, 30, 90].map((value) => ({ value, label: t('days', { count: value }) }))}
        />
      }
      flush
    >
      <Loaded query={query}>
        {({ views, people, blocks }) => (
          <>
            <p className="hs-insight">{t('opened', { views: formatCount(views), people: formatCount(people) })}</p>
            <Grid
              rows={blocks}
              rowKey={(row) => row.key}
              columns={[
                { title: t('block'), render: (row) => say(row.words) },
                { title: t('shown'), number: true, render: (row) => formatCount(row.shown) },
                { title: t('saw'), number: true, render: (row) => formatCount(row.people) },
                { title: t('tapped'), number: true, render: (row) => formatCount(row.tapped) },
                { title: t('tappers'), number: true, render: (row) => formatCount(row.tappers) },
                {
                  title: t('rate'),
                  number: true,
                  render: (row) => (row.people === 0 ? '–' : formatPercent(row.tappers / row.people)),
                },
              ]}
            />
            <p className="hs-soft hs-small">{t('result_hint')}</p>
          </>
        )}
      </Loaded>
    </Panel>
  );
}
