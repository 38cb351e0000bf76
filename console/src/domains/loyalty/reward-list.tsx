import { rewardState } from '@huoshui/contracts/words/loyalty';
import { type Answer, api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { RewardDialog } from './reward-dialog.tsx';
import { useLoyaltyText } from './texts.ts';

export type Reward = Answer<'GET /api/admin/rewards'>['items'][number];
const tones: Readonly<Record<Reward['state'], Tone>> = { active: 'good', gone: 'warn', ended: 'neutral' };

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/rewards', { query: { q, cursor, limit } });
}

/** What points are exchanged for. */
export function RewardList() {
  const t = useLoyaltyText();
  const say = useWords();
  return (
    <EditedList<Reward>
      name="rewards"
      title={t('rewards_title')}
      purpose={t('rewards_purpose')}
      searchHint={t('rewards_search')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/rewards', label: t('new_reward') }}
      change="PUT /api/admin/rewards/:id"
      dialog={(reward, close) => <RewardDialog reward={reward} onClose={close} />}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        stateColumn(
          'state',
          t('state'),
          (row) => say(rewardState[row.state]),
          (row) => tones[row.state],
        ),
        textColumn('sentence', t('sentence'), (row) => say(row.sentence)),
        countColumn('points', t('points'), (row) => row.points),
        countColumn('exchanged', t('exchanged'), (row) => row.exchanged),
        {
          key: 'total',
          title: t('total'),
          number: true,
          render: (row) =>
            row.total === null ? <span className="hs-faint">{t('no_limit')}</span> : formatCount(row.total),
          csv: (row) => row.total,
        },
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
        actsColumn((row) => <RewardAct reward={row} />, 90),
      ]}
      empty={{ title: t('rewards_empty'), hint: t('rewards_empty_hint') }}
    />
  );
}

function RewardAct({ reward: { id, name, state, revision } }: { readonly reward: Reward }) {
  const t = useLoyaltyText();
  const ended = state === 'ended';
  return (
    <RowAct
      call="PUT /api/admin/rewards/:id/state"
      list="rewards"
      label={t(ended ? 'offer' : 'end')}
      done={t('saved')}
      ask={ended ? undefined : { title: t('end_title', { name }), body: t('end_body') }}
      run={async () => api('PUT /api/admin/rewards/:id/state', { params: { id }, body: { ended: !ended }, revision })}
    />
  );
}
