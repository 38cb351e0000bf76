import { PlusOutlined } from '@ant-design/icons';
import { budgetState } from '@huoshui/contracts/words/benefits';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { BudgetDialog } from './budget-dialog.tsx';
import { useBenefitText } from './texts.ts';

type Budget = Answer<'GET /api/admin/budgets'>['items'][number];
const tones: Readonly<Record<Budget['state'], Tone>> = { active: 'good', spent: 'warn', closed: 'neutral' };

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/budgets', { query: { q, cursor, limit } });
}

export function BudgetList() {
  const t = useBenefitText();
  const say = useWords();
  const may = useMay();
  const [editing, setEditing] = useState<Budget | 'new' | null>(null);
  const create = (
    <May call="POST /api/admin/budgets">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('new_budget')}
      </Button>
    </May>
  );
  return (
    <>
      <List<Budget>
        name="budgets"
        title={t('budgets_title')}
        purpose={t('budgets_purpose')}
        searchHint={t('budgets_search')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          stateColumn(
            'state',
            t('state'),
            (row) => <StateTag tone={tones[row.state]}>{say(budgetState[row.state])}</StateTag>,
            (row) => say(budgetState[row.state]),
          ),
          {
            key: 'share',
            title: t('used_share'),
            width: 220,
            render: (row) => (
              <Progress
                aria-label={t('used_share')}
                size="small"
                percent={Math.min(100, Math.round((row.committed / row.limit) * 100))}
                status={row.committed >= row.limit ? 'exception' : 'normal'}
              />
            ),
          },
          moneyColumn('limit', t('limit'), (row) => row.limit),
          moneyColumn('committed', t('committed'), (row) => row.committed),
          moneyColumn('spent', t('spent'), (row) => row.spent),
          {
            ...countColumn<Budget>('grants', t('grants'), (row) => row.grants),
            render: (row) =>
              row.grants === 0 ? (
                formatCount(row.grants)
              ) : (
                <Link className="hs-people" to={`/grants?budget=${row.id}`}>
                  {formatCount(row.grants)}
                </Link>
              ),
          },
          timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
          { key: 'acts', title: '', width: 150, render: (row) => <BudgetActions budget={row} /> },
        ]}
        onOpen={may('PATCH /api/admin/budgets/:id') ? setEditing : undefined}
        empty={{ title: t('budgets_empty'), hint: t('budgets_empty_hint'), action: create }}
      />
      {editing !== null && (
        <BudgetDialog budget={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function BudgetActions({ budget }: { readonly budget: Budget }) {
  const t = useBenefitText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['budgets']);
  const closed = budget.state === 'closed';
  const change = async () => {
    const sure =
      closed ||
      (await confirm({
        title: t('close_title', { name: budget.name }),
        body: t('close_body', { count: formatCount(budget.grants) }),
        ok: t('close'),
        danger: true,
      }));
    if (sure)
      await act(
        async () =>
          api('PATCH /api/admin/budgets/:id', {
            params: { id: budget.id },
            body: { closed: !closed },
            revision: budget.revision,
          }),
        t('saved'),
      );
  };
  return (
    <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end', gap: 0 }}>
      <Button size="small" type="link" onClick={() => void navigate(`/grants?budget=${budget.id}`)}>
        {t('show_grants')}
      </Button>
      <May call="PATCH /api/admin/budgets/:id">
        <Button size="small" type="link" danger={!closed} loading={busy} onClick={() => void change()}>
          {t(closed ? 'reopen' : 'close')}
        </Button>
      </May>
    </span>
  );
}
