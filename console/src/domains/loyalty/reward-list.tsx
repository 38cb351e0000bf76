import { PlusOutlined } from '@ant-design/icons';
import { rewardState } from '@huoshui/contracts/words/loyalty';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
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
  const may = useMay();
  const [editing, setEditing] = useState<Reward | 'new' | null>(null);
  const create = (
    <May call="POST /api/admin/rewards">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('new_reward')}
      </Button>
    </May>
  );
  return (
    <>
      <List<Reward>
        name="rewards"
        title={t('rewards_title')}
        purpose={t('rewards_purpose')}
        searchHint={t('rewards_search')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          stateColumn(
            'state',
            t('state'),
            (row) => <StateTag tone={tones[row.state]}>{say(rewardState[row.state])}</StateTag>,
            (row) => say(rewardState[row.state]),
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
          { key: 'acts', title: '', width: 90, render: (row) => <RewardActions reward={row} /> },
        ]}
        onOpen={may('PUT /api/admin/rewards/:id') ? setEditing : undefined}
        empty={{ title: t('rewards_empty'), hint: t('rewards_empty_hint'), action: create }}
      />
      {editing !== null && (
        <RewardDialog reward={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function RewardActions({ reward }: { readonly reward: Reward }) {
  const t = useLoyaltyText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['rewards']);
  const ended = reward.state === 'ended';
  const change = async () => {
    const sure =
      ended ||
      (await confirm({
        title: t('end_title', { name: reward.name }),
        body: t('end_body'),
        ok: t('end'),
        danger: true,
      }));
    if (sure)
      await act(
        async () =>
          api('PUT /api/admin/rewards/:id/state', {
            params: { id: reward.id },
            body: { ended: !ended },
            revision: reward.revision,
          }),
        t('saved'),
      );
  };
  return (
    <May call="PUT /api/admin/rewards/:id/state">
      <Button size="small" type="link" danger={!ended} loading={busy} onClick={() => void change()}>
        {t(ended ? 'offer' : 'end')}
      </Button>
    </May>
  );
}
