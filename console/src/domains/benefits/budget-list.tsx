import { budgetState } from '@huoshui/contracts/words/benefits';
import { Button, Progress } from 'antd';
import { Link, useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { formatCount } from '../../ui/format.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, countColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
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
  return (
    <EditedList<Budget>
      name="budgets"
      title={t('budgets_title')}
      purpose={t('budgets_purpose')}
      searchHint={t('budgets_search')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/budgets', label: t('new_budget') }}
      change="PATCH /api/admin/budgets/:id"
      dialog={(budget, close) => <BudgetDialog budget={budget} onClose={close} />}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        stateColumn(
          'state',
          t('state'),
          (row) => say(budgetState[row.state]),
          (row) => tones[row.state],
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
        actsColumn((row) => <BudgetActs budget={row} />, 150),
      ]}
      empty={{ title: t('budgets_empty'), hint: t('budgets_empty_hint') }}
    />
  );
}

function BudgetActs({ budget: { id, name, state, grants, revision } }: { readonly budget: Budget }) {
  const t = useBenefitText();
  const navigate = useNavigate();
  const closed = state === 'closed';
  return (
    <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end', gap: 0 }}>
      <Button size="small" type="link" onClick={() => void navigate(`/grants?budget=${id}`)}>
        {t('show_grants')}
      </Button>
      <RowAct
        call="PATCH /api/admin/budgets/:id"
        list="budgets"
        label={t(closed ? 'reopen' : 'close')}
        done={t('saved')}
        ask={
          closed
            ? undefined
            : { title: t('close_title', { name }), body: t('close_body', { count: formatCount(grants) }) }
        }
        run={async () => api('PATCH /api/admin/budgets/:id', { params: { id }, body: { closed: !closed }, revision })}
      />
    </span>
  );
}
