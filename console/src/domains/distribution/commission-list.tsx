import { valuesOf } from '@huoshui/contracts/words';
import { commissionLevel, commissionSource, commissionState } from '@huoshui/contracts/words/distribution';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api, fileAddress } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, memberColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useDistributionText } from './texts.ts';

type Commission = Answer<'GET /api/admin/commissions'>['items'][number];
const DECIDE = 'POST /api/admin/commissions/:id/decision';

const tones: Readonly<Record<Commission['state'], Tone>> = {
  frozen: 'info',
  maturing: 'info',
  held: 'warn',
  released: 'good',
  reversed: 'neutral',
};

function asked({ q, filters }: Pick<ListRequest, 'q' | 'filters'>) {
  return { q, state: oneOf(valuesOf(commissionState), filters.state), distributor: filters.distributor };
}

export function CommissionList() {
  const t = useDistributionText();
  const say = useWords();
  const said = ({ units, backUnits }: Commission) =>
    backUnits === 0 ? formatCount(units) : t('units_back', { units, back: backUnits });
  return (
    <List<Commission>
      name="commissions"
      title={t('commissions')}
      purpose={t('commissions_purpose')}
      searchHint={t('search_commission')}
      load={async ({ cursor, limit, ...rest }) =>
        api('GET /api/admin/commissions', { query: { ...asked(rest), cursor, limit } })
      }
      file={(rest) => fileAddress('GET /api/admin/commissions.csv', {}, asked(rest))}
      rowKey={(row) => row.id}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(commissionState, say) },
        { key: 'distributor', kind: 'pick', of: 'distributor', label: t('person') },
      ]}
      columns={[
        {
          key: 'product',
          title: t('product'),
          render: ({ product, order, earnedFor }) => (
            <span className="hs-two-lines">
              <span>{product || say(commissionSource[earnedFor])}</span>
              {order.id !== '' && (
                <Link to={`/orders/${order.id}`} className="hs-small">
                  {order.number}
                </Link>
              )}
            </span>
          ),
          csv: ({ product, order, earnedFor }) => `${product || say(commissionSource[earnedFor])} ${order.number}`,
        },
        stateColumn(
          'state',
          t('state'),
          (row) => say(commissionState[row.state]),
          (row) => tones[row.state],
        ),
        {
          key: 'distributor',
          title: t('person'),
          render: ({ distributor: { id, nickname, memberId }, level, earnedFor }) => (
            <span className="hs-two-lines">
              <Link to={`/distributors/${id}`}>{nickname || memberId}</Link>
              <span className="hs-faint hs-small">
                {say(earnedFor === 'plan' ? commissionLevel[level] : commissionSource[earnedFor])}
              </span>
            </span>
          ),
          csv: ({ distributor }) => distributor.nickname,
        },
        memberColumn('buyer', t('buyer'), ({ buyer: { memberId, nickname } }) => ({
          id: memberId,
          name: nickname || memberId,
        })),
        textColumn('units', t('units'), said),
        moneyColumn('base', t('base'), (row) => row.base),
        textColumn('rate', t('rate'), (row) => formatPercent(row.rate / 10_000)),
        moneyColumn('amount', t('amount'), (row) => row.amount, { hidden: true }),
        moneyColumn('left', t('amount'), (row) => row.left),
        timeColumn('paid_at', t('paid_at'), (row) => row.paidAt),
        timeColumn('release_at', t('release_at'), (row) => row.releasedAt ?? row.releaseAt),
        textColumn('held', t('held'), ({ held }) => (held === null ? null : say(held)), { hidden: true }),
        actsColumn((row) => row.state === 'held' && <Decide one={row} />, 80),
      ]}
      empty={{ title: t('commissions_empty'), hint: t('commissions_hint') }}
    />
  );
}

/** What the guard found, and the decision with its reason. */
function Decide({ one }: { readonly one: Commission }) {
  const t = useDistributionText();
  const say = useWords();
  const { busy, act } = useAct(['commissions', 'distributors']);
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
        {t('decide')}
      </Button>
      <Modal
        open={open}
        title={t('decide_title')}
        onCancel={() => setOpen(false)}
        footer={
          <>
            <Button danger disabled={unready} loading={busy} onClick={() => void decide('refused')}>
              {t('take_back')}
            </Button>
            <Button type="primary" disabled={unready} loading={busy} onClick={() => void decide('approved')}>
              {t('let_go')}
            </Button>
          </>
        }
      >
        {one.held !== null && <p>{say(one.held)}</p>}
        <Input
          aria-label={t('because')}
          placeholder={t('decide_because')}
          maxLength={100}
          value={because}
          onChange={(event) => setBecause(event.target.value)}
        />
      </Modal>
    </May>
  );
}
