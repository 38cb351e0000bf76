import { valuesOf } from '@huoshui/contracts/words';
import { withdrawalState } from '@huoshui/contracts/words/distribution';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useDistributionText } from './texts.ts';

type Withdrawal = Answer<'GET /api/admin/withdrawals'>['items'][number];
const DECIDE = 'POST /api/admin/withdrawals/:id/decision';

const tones: Readonly<Record<Withdrawal['state'], Tone>> = {
  review: 'warn',
  due: 'info',
  confirm: 'info',
  paying: 'info',
  paid: 'good',
  failed: 'bad',
  cancelling: 'info',
  cancelled: 'neutral',
  refused: 'neutral',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(withdrawalState), filters.state);
  return api('GET /api/admin/withdrawals', { query: { q, cursor, limit, state, distributor: filters.distributor } });
}

/** What distributors take out, and what WeChat said of it. */
export function WithdrawalList() {
  const t = useDistributionText();
  const say = useWords();
  return (
    <List<Withdrawal>
      name="withdrawals"
      title={t('withdrawals')}
      purpose={t('withdrawals_purpose')}
      searchHint={t('search_withdrawal')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(withdrawalState, say) },
        { key: 'distributor', kind: 'pick', of: 'distributor', label: t('person') },
      ]}
      columns={[
        {
          key: 'distributor',
          title: t('person'),
          render: ({ distributor: { id, nickname, memberId } }) => (
            <Link to={`/distributors/${id}`}>{nickname || memberId}</Link>
          ),
          csv: ({ distributor }) => distributor.nickname,
        },
        moneyColumn('amount', t('sum'), (row) => row.amount),
        stateColumn(
          'state',
          t('state'),
          (row) => say(withdrawalState[row.state]),
          (row) => tones[row.state],
        ),
        textColumn('trouble', t('why'), ({ trouble, held }) => {
          const why = trouble ?? held;
          return why === null ? null : say(why);
        }),
        timeColumn('asked', t('asked'), (row) => row.askedAt),
        timeColumn('ended', t('ended'), (row) => row.endedAt),
        textColumn('decided', t('decided'), ({ decidedBy, because }) => [decidedBy, because].filter(Boolean).join(' ')),
        textColumn('number', t('bill_number'), (row) => row.transferBillNo, { hidden: true }),
        actsColumn((row) => row.state === 'review' && <Decide one={row} />, 80),
      ]}
      empty={{ title: t('withdrawals_empty'), hint: t('withdrawals_hint') }}
    />
  );
}

function Decide({ one }: { readonly one: Withdrawal }) {
  const t = useDistributionText();
  const say = useWords();
  const { busy, act } = useAct(['withdrawals', 'distributors']);
  const [open, setOpen] = useState(false);
  const [because, setBecause] = useState('');
  const decide = async (outcome: 'approved' | 'refused') => {
    const body = { outcome, because: because.trim() };
    if (await act(async () => api(DECIDE, { params: { id: one.id }, body }), t('done'))) setOpen(false);
  };
  const unready = because.trim() === '';
  return (
    <May call={DECIDE}>
      <Button size="small" type="link" onClick={() => setOpen(true)}>
        {t('review')}
      </Button>
      <Modal
        open={open}
        title={t('withdrawal_title')}
        onCancel={() => setOpen(false)}
        footer={
          <>
            <Button danger disabled={unready} loading={busy} onClick={() => void decide('refused')}>
              {t('refuse')}
            </Button>
            <Button type="primary" disabled={unready} loading={busy} onClick={() => void decide('approved')}>
              {t('approve')}
            </Button>
          </>
        }
      >
        {one.held !== null && <p>{say(one.held)}</p>}
        <Input
          aria-label={t('because')}
          placeholder={t('because_hint')}
          maxLength={100}
          value={because}
          onChange={(event) => setBecause(event.target.value)}
        />
      </Modal>
    </May>
  );
}
