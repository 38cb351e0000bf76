import { useQuery } from '@tanstack/react-query';
import { Button, Grid } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { ScheduleButton } from '../briefings/index.ts';
import { NamedDialog } from './named-dialog.tsx';
import { useDashboardText } from './texts.ts';
import { QuestionTile, ROW, type Tile } from './tile.tsx';
import './dashboards.css';

type Dashboard = Answer<'GET /api/admin/dashboards/:id'>;

// Who only looks loads nothing of what drags.
const Arrange = lazy(async () => ({ default: (await import('./arrange.tsx')).Arrange }));

/** Reports of every day side by side; each is asked by itself. */
export function DashboardPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['dashboard', id],
    queryFn: async () => api('GET /api/admin/dashboards/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(dashboard) => <Board dashboard={dashboard} />}</Loaded>;
}

function Board({ dashboard }: { readonly dashboard: Dashboard }) {
  const t = useDashboardText();
  const shared = useSharedText();
  const may = useMay();
  const [arranging, arrange] = useState<readonly Tile[] | null>(null);
  const [naming, name] = useState(false);
  const { busy, act } = useAct(['dashboard', 'dashboards']);
  const put = async (tiles: readonly Tile[], named = { name: dashboard.name, shared: dashboard.shared }) =>
    api('PUT /api/admin/dashboards/:id', {
      params: { id: dashboard.id },
      body: { ...named, tiles: tiles.map(({ question, x, y, w, h }) => ({ questionId: question.id, x, y, w, h })) },
      revision: dashboard.revision,
    });
  const save = async () => {
    if (arranging && (await act(async () => put(arranging), t('changed')))) arrange(null);
  };
  const mine = dashboard.mine && may('PUT /api/admin/dashboards/:id');
  const wide = Grid.useBreakpoint().md === true;
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/dashboards', label: t('dashboards') }}
        title={dashboard.name}
        purpose={arranging ? t('arrange_hint') : dashboard.mine ? null : t('board_whose', { owner: dashboard.owner })}
        actions={
          mine &&
          (arranging ? (
            <>
              <Button onClick={() => arrange(null)}>{shared('cancel')}</Button>
              <Button type="primary" loading={busy} onClick={() => void save()}>
                {t('save_layout')}
              </Button>
            </>
          ) : (
            <>
              <Button onClick={() => name(true)}>{t('rename')}</Button>
              {dashboard.tiles.length > 0 && (
                <ScheduleButton of={{ kind: 'dashboard', id: dashboard.id, name: dashboard.name }} />
              )}
              {wide && dashboard.tiles.length > 0 && (
                <Button onClick={() => arrange(dashboard.tiles)}>{t('arrange')}</Button>
              )}
            </>
          ))
        }
      />
      {arranging ? (
        <Suspense fallback={<Standing tiles={arranging} />}>
          <Arrange tiles={arranging} onChange={arrange} />
        </Suspense>
      ) : dashboard.tiles.length === 0 ? (
        <div className="hs-card">
          <Empty title={t('board_empty')} hint={t('board_empty_hint')} />
        </div>
      ) : (
        <Standing tiles={dashboard.tiles} />
      )}
      {naming && (
        <NamedDialog
          title={t('rename')}
          start={dashboard}
          done={t('changed')}
          onSave={async (named) => put(dashboard.tiles, named)}
          onClose={() => name(false)}
        />
      )}
    </div>
  );
}

/** In their places on a wide window, one below the other on a narrow one. */
function Standing({ tiles }: { readonly tiles: readonly Tile[] }) {
  return (
    <div className="hs-board">
      {tiles.map((tile) => (
        <div
          key={tile.question.id}
          style={{
            gridColumn: `${tile.x + 1} / span ${tile.w}`,
            gridRow: `${tile.y + 1} / span ${tile.h}`,
            minHeight: tile.h * ROW - 16,
          }}
        >
          <QuestionTile tile={tile} />
        </div>
      ))}
    </div>
  );
}
