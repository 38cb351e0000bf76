import { valuesOf } from '@huoshui/contracts/words';
import { distributorState } from '@huoshui/contracts/words/distribution';
import { Link, useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, countColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { ScorecardButton } from '../outcomes/index.ts';
import { type Distributor, nameOf, tones } from './distributor.ts';
import { Review } from './review.tsx';
import { useDistributionText } from './texts.ts';

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(distributorState), filters.state);
  return api('GET /api/admin/distributors', { query: { q, cursor, limit, state } });
}

export function DistributorList() {
  const t = useDistributionText();
  const say = useWords();
  const navigate = useNavigate();
  return (
    <List<Distributor>
      name="distributors"
      title={t('distributors')}
      purpose={t('distributors_purpose')}
      searchHint={t('search_distributor')}
      actions={<ScorecardButton kind="distribution" id="all" />}
      load={load}
      rowKey={(row) => row.id}
      onOpen={(row) => void navigate(`/distributors/${row.id}`)}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(distributorState, say) }]}
      columns={[
        textColumn('name', t('person'), nameOf),
        stateColumn(
          'state',
          t('state'),
          (row) => say(distributorState[row.state]),
          (row) => tones[row.state],
        ),
        moneyColumn('frozen', t('frozen'), (row) => row.frozen),
        moneyColumn('balance', t('balance'), (row) => row.balance),
        moneyColumn('paid', t('paid'), (row) => row.paid),
        countColumn('customers', t('customers'), (row) => row.customers),
        countColumn('team', t('team'), (row) => row.team),
        textColumn('parent', t('parent'), (row) => row.parent?.nickname ?? null, { hidden: true }),
        textColumn('code', t('code'), (row) => row.code, { hidden: true }),
        timeColumn('applied', t('applied'), (row) => row.appliedAt),
        actsColumn((row) => row.state === 'applied' && <Review distributor={row} />, 90),
      ]}
      empty={{
        title: t('distributors_empty'),
        hint: t('distributors_hint'),
        action: <Link to="/distribution-rules">{t('to_rules')}</Link>,
      }}
    />
  );
}
