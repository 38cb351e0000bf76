import { batchOutcome, batchState } from '@huoshui/contracts/words/members';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { PeopleLink } from '../../ground/people-link.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Grid } from '../../ui/report/grid.tsx';
import { useWords } from '../../ui/words.ts';
import { BatchIncrement } from './batch-increment.tsx';
import { type Batch, BatchStateTag, givenOf, heldOutOf } from './batch-list.tsx';
import { useMemberText } from './texts.ts';

/** A deed for many members: how far it is, and who got none and why. */
export function BatchPage() {
  const t = useMemberText();
  const say = useWords();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['member-batches', 'one', id],
    queryFn: async () => api('GET /api/admin/member-batches/:id', { params: { id } }),
    refetchInterval: (state) => (state.state.data?.state === 'running' ? 1_000 : false),
  });
  return (
    <Loaded query={query}>
      {(batch) => (
        <div className="hs-page">
          <PageHead
            back={{ to: '/member-batches', label: t('batches') }}
            title={say(batch.title)}
            state={<BatchStateTag state={batch.state} />}
            actions={<Acts batch={batch} />}
          />
          {batch.state === 'running' && <Running batch={batch} />}
          {batch.state === 'failed' && (
            <Alert type="error" showIcon title={t('batch_failed')} style={{ marginBottom: 16 }} />
          )}
          <KeyFigures
            figures={[
              { label: t('batch_for'), value: formatCount(batch.total) },
              { label: t('batch_got'), value: formatCount(givenOf(batch)) },
              { label: t('batch_not'), value: formatCount(batch.done - givenOf(batch) - heldOutOf(batch)) },
              ...(batch.holdout > 0
                ? [{ label: t('batch_held'), value: formatCount(heldOutOf(batch)), note: `${batch.holdout}%` }]
                : []),
              ...(batch.done < batch.total
                ? [{ label: t('batch_waiting'), value: formatCount(batch.total - batch.done) }]
                : []),
            ]}
          />
          {batch.holdout > 0 && batch.done > 0 && <BatchIncrement id={batch.id} />}
          {batch.outcomes.length > 0 && <Outcomes batch={batch} />}
          <Panel>
            <Facts
              facts={[
                { label: t('batch_reason'), value: batch.reason },
                { label: t('batch_by'), value: batch.by },
                { label: t('created_at'), value: <Time at={batch.createdAt} /> },
                ...(batch.finishedAt === null
                  ? []
                  : [{ label: t('finished_at'), value: <Time at={batch.finishedAt} /> }]),
              ]}
            />
          </Panel>
        </div>
      )}
    </Loaded>
  );
}

function Running({ batch: { done, total } }: { readonly batch: Batch }) {
  const t = useMemberText();
  const say = useWords();
  return (
    <Panel>
      <Progress
        aria-label={say(batchState.running)}
        percent={Math.floor((done / Math.max(total, 1)) * 100)}
        status="active"
      />
      <span className="hs-soft">{t('batch_progress', { done: formatCount(done), total: formatCount(total) })}</span>
    </Panel>
  );
}

/** Each way it ended opens the members behind it. */
function Outcomes({ batch: { id, outcomes } }: { readonly batch: Batch }) {
  const t = useMemberText();
  const say = useWords();
  return (
    <Panel title={t('batch_result')} flush>
      <Grid
        rows={outcomes}
        rowKey={(row) => row.outcome}
        columns={[
          { title: t('batch_outcome'), render: (row) => say(batchOutcome[row.outcome]) },
          {
            title: t('batch_for'),
            number: true,
            render: (row) => (
              <PeopleLink of="members.batch" values={{ id, outcome: row.outcome }} count={row.members} />
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Acts({ batch: { id, state, done, total } }: { readonly batch: Batch }) {
  const t = useMemberText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['member-batches', 'tasks', 'members']);
  if (state === 'done') return null;
  const move = async (to: 'running' | 'stopped') => {
    const sure =
      to === 'running' ||
      (await confirm({
        title: t('batch_stop_title'),
        body: t('batch_stop_body', { done: formatCount(done), left: formatCount(total - done) }),
        ok: t('batch_stop'),
        danger: true,
      }));
    if (sure)
      await act(
        async () => api('PUT /api/admin/member-batches/:id/state', { params: { id }, body: { state: to } }),
        t('batch_moved'),
      );
  };
  return (
    <May call="PUT /api/admin/member-batches/:id/state">
      {state === 'running' ? (
        <Button danger loading={busy} onClick={() => void move('stopped')}>
          {t('batch_stop')}
        </Button>
      ) : (
        <Button type="primary" loading={busy} onClick={() => void move('running')}>
          {t('batch_go')}
        </Button>
      )}
    </May>
  );
}
