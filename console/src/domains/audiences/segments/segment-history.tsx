import { segmentReason } from '@huoshui/contracts/words/audiences';
import { useQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../../ground/api.ts';
import { PeopleLink } from '../../../ground/people-link.tsx';
import { formatTime } from '../../../ui/calendar.ts';
import { Panel } from '../../../ui/detail/key-figures.tsx';
import { Time } from '../../../ui/figures.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { Chart } from '../../../ui/report/chart.tsx';
import { Grid, type GridColumn, gridTable } from '../../../ui/report/grid.tsx';
import { SaveTable } from '../../../ui/save-table.tsx';
import { useWords } from '../../../ui/words.ts';
import type { Segment } from './segment-page.tsx';
import { useSegmentText } from './texts.ts';

type Step = Answer<'GET /api/admin/segments/:id/history'>['items'][number];

/** So many lines stand there; the file has all. */
const SHOWN = 30;

/** The size after each change, and who came and went by it. */
export function SegmentHistory({ segment }: { readonly segment: Segment }) {
  const t = useSegmentText();
  const columns = useStepColumns(segment.id);
  const query = useQuery({
    // The page itself looks whether it was looked at meanwhile.
    queryKey: ['segments', 'history', segment.id, segment.refreshedAt],
    queryFn: async () => api('GET /api/admin/segments/:id/history', { params: { id: segment.id } }),
    placeholderData: (before) => before,
  });
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="hs-soft">{t('not_looked')}</p>
        ) : (
          <Panel
            title={t('tab_size')}
            extra={
              <SaveTable
                size="small"
                file={() => ({ name: `segment-${segment.id}`, tables: [gridTable(columns, items)] })}
              />
            }
          >
            <Chart label={t('tab_size')} spec={specOf(items, t('members'))} height={220} />
            <p className="hs-soft hs-small">
              {t('last_changes', { count: formatCount(Math.min(SHOWN, items.length)) })}
            </p>
            <Grid columns={columns} rows={items.slice(0, SHOWN)} rowKey={(row) => String(row.version)} />
          </Panel>
        )
      }
    </Loaded>
  );
}

function specOf(items: readonly Step[], name: string) {
  const inTurn = items.toReversed();
  return {
    kind: 'lines' as const,
    labels: inTurn.map(({ at }) => formatTime(at)),
    series: [{ name, values: inTurn.map(({ members }) => members) }],
    format: formatCount,
  };
}

function useStepColumns(segment: string): readonly GridColumn<Step>[] {
  const t = useSegmentText();
  const say = useWords();
  const moved = (row: Step, side: 'entered' | 'left') => (
    <PeopleLink
      of="audiences.segment_moved"
      values={{ segment, version: row.version, side }}
      count={side === 'entered' ? row.entered : row.left}
    />
  );
  return [
    { title: t('at'), render: (row) => <Time at={row.at} absolute />, csv: (row) => row.at },
    {
      title: t('reason'),
      render: (row) => say(segmentReason[row.reason]),
      csv: (row) => say(segmentReason[row.reason]),
    },
    { title: t('entered'), number: true, render: (row) => moved(row, 'entered'), csv: (row) => row.entered },
    { title: t('left'), number: true, render: (row) => moved(row, 'left'), csv: (row) => row.left },
    { title: t('members'), number: true, render: (row) => formatCount(row.members), csv: (row) => row.members },
  ];
}
