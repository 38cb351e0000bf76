import { valuesOf } from '@huoshui/contracts/words';
import { comparisonReason, foundKind } from '@huoshui/contracts/words/scrm-reconcile';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { useAct } from '../../../ui/act.ts';
import { formatTime } from '../../../ui/calendar.ts';
import { Facts, KeyFigures, Panel } from '../../../ui/detail/key-figures.tsx';
import { Time } from '../../../ui/figures.tsx';
import { formatCount } from '../../../ui/format.ts';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { memberColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import type { Tone } from '../../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { useReconcileText } from './texts.ts';

type Found = Answer<'GET /api/admin/wecom/found'>['items'][number];
type Comparison = Answer<'GET /api/admin/wecom/comparisons'>['items'][number];
const tones: Readonly<Record<Found['kind'], Tone>> = { added: 'good', ended: 'warn', changed: 'info' };
const SHOWN_RUNS = 6;
/** While one goes on there is something to wait for. */
const POLL_MS = 15_000;

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/wecom/found', {
    query: { q, cursor, limit, kind: oneOf(valuesOf(foundKind), filters.kind) },
  });
}

/** What callbacks had missed, and when that was found. */
export function FoundList() {
  const t = useReconcileText();
  const say = useWords();
  const late = useLateness();
  return (
    <List<Found>
      name="wecom-found"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={<CompareNow />}
      above={<Standing />}
      filters={[{ key: 'kind', kind: 'choice', label: t('kind'), options: optionsOf(foundKind, say) }]}
      columns={[
        stateColumn(
          'kind',
          t('kind'),
          (row) => say(foundKind[row.kind]),
          (row) => tones[row.kind],
        ),
        textColumn('staff', t('staff'), (row) => row.staff),
        textColumn('customer', t('customer'), (row) => row.customer),
        memberColumn('member', t('member'), (row) =>
          row.memberId === null ? null : { id: row.memberId, name: t('open_member') },
        ),
        timeColumn('happened', t('happened'), (row) => row.happenedAt),
        textColumn('late', t('late'), late),
        timeColumn('found', t('found_at'), (row) => row.foundAt),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

function useLateness(): (row: Found) => string {
  const t = useReconcileText();
  return ({ happenedAt, foundAt }) => {
    if (happenedAt === null) return t('unknown_when');
    const minutes = Math.max(0, Math.round((Date.parse(foundAt) - Date.parse(happenedAt)) / 60_000));
    if (minutes < 100) return t('minutes', { n: minutes });
    return minutes < 48 * 60
      ? t('hours', { n: Math.round(minutes / 60) })
      : t('days', { n: Math.round(minutes / 1440) });
  };
}

function CompareNow() {
  const t = useReconcileText();
  const { busy, act } = useAct(['wecom-found', 'wecom-comparisons']);
  return (
    <May call="POST /api/admin/wecom/comparisons">
      <Button loading={busy} onClick={() => void act(async () => api('POST /api/admin/wecom/comparisons'), t('begun'))}>
        {t('now')}
      </Button>
    </May>
  );
}

function Standing() {
  const query = useQuery({
    queryKey: ['wecom-comparisons'],
    queryFn: async () => {
      const [comparing, { items }] = await Promise.all([
        api('GET /api/admin/wecom/comparing'),
        api('GET /api/admin/wecom/comparisons', { query: { limit: SHOWN_RUNS } }),
      ]);
      return { comparing, items };
    },
    refetchInterval: ({ state: { data } }) => (data?.items.some((one) => one.finishedAt === null) ? POLL_MS : false),
  });
  return <Loaded query={query}>{({ comparing, items }) => <Stands comparing={comparing} runs={items} />}</Loaded>;
}

type StandsProps = {
  readonly comparing: Answer<'GET /api/admin/wecom/comparing'>;
  readonly runs: readonly Comparison[];
};

function Stands({ comparing: { nextAt, quota }, runs }: StandsProps) {
  const t = useReconcileText();
  const say = useWords();
  const [last] = runs;
  const most = formatCount(quota.perHour);
  return (
    <>
      <KeyFigures
        figures={[
          {
            label: t('last'),
            value: last === undefined ? t('never') : <Time at={last.finishedAt ?? last.beganAt} />,
            note:
              last?.finishedAt === null ? (
                t('under_way', { through: last.through, staff: last.staff })
              ) : (
                <>
                  {t('next')} {nextAt === null ? t('never') : <Time at={nextAt} />}
                </>
              ),
          },
          { label: t('looked_at'), value: formatCount(last?.customers ?? 0), note: last && <Took run={last} /> },
          {
            label: t('last_found'),
            value: formatCount(last === undefined ? 0 : foundIn(last)),
            note: last && t('found_note', { added: last.added, ended: last.ended, changed: last.changed }),
          },
          {
            label: t('quota'),
            value: formatCount(quota.usedOfHour),
            note: t('quota_of', { most }),
          },
        ]}
      />
      <p className="hs-soft hs-source">
        {say(quota.words)}{' '}
        <span className="hs-faint">{t('quota_source', { source: quota.source, asOf: quota.asOf })}</span>
      </p>
      {last?.trouble != null && <Alert type="warning" showIcon title={say(last.trouble)} />}
      {runs.length > 1 && (
        <Panel title={t('runs')}>
          <Facts
            facts={runs.map((run) => ({
              label: formatTime(run.beganAt),
              value: t('run', {
                reason: say(comparisonReason[run.reason]),
                customers: formatCount(run.customers),
                found: formatCount(foundIn(run)),
              }),
            }))}
          />
        </Panel>
      )}
    </>
  );
}

const foundIn = ({ added, ended, changed }: Comparison) => added + ended + changed;

function Took({ run: { calls, beganAt, finishedAt } }: { readonly run: Comparison }) {
  const t = useReconcileText();
  if (finishedAt === null) return null;
  const seconds = ((Date.parse(finishedAt) - Date.parse(beganAt)) / 1000).toFixed(1);
  return <>{t('calls', { calls: formatCount(calls), seconds })}</>;
}
