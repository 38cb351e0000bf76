import { packageState } from '@huoshui/contracts/words/benefits';
import { api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { Money } from '../../ui/figures.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, countColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { type Package, PackageDialog } from './package-dialog.tsx';
import { useBenefitText } from './texts.ts';

const tones: Readonly<Record<Package['state'], Tone>> = { active: 'good', empty: 'warn', ended: 'neutral' };

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/packages', { query: { q, cursor, limit } });
}

/** Several benefits under one name, with what one person costs: as planned, and as it came. */
export function PackageList() {
  const t = useBenefitText();
  const say = useWords();
  return (
    <EditedList<Package>
      name="packages"
      title={t('packages_title')}
      purpose={t('packages_purpose')}
      searchHint={t('packages_search')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/packages', label: t('new_package') }}
      change="PUT /api/admin/packages/:id"
      dialog={(pack, close) => <PackageDialog pack={pack} onClose={close} />}
      columns={[
        {
          key: 'name',
          title: t('name'),
          render: (row) => (
            <span className="hs-two-lines">
              <span>{row.name}</span>
              <span className="hs-faint hs-small">{say(row.sentence)}</span>
            </span>
          ),
          csv: (row) => row.name,
        },
        stateColumn(
          'state',
          t('state'),
          (row) => say(packageState[row.state]),
          (row) => tones[row.state],
        ),
        moneyColumn('expected', t('expected_each'), (row) => row.expectedEach),
        countColumn('persons', t('persons'), (row) => row.persons),
        moneyColumn('spent', t('spent'), (row) => row.spent),
        countColumn('ordered', t('ordered'), (row) => row.ordered),
        {
          key: 'each',
          title: t('cost_each'),
          number: true,
          render: (row) => (row.costEach === null ? <span className="hs-faint">–</span> : <Money fen={row.costEach} />),
          csv: (row) => (row.costEach === null ? null : row.costEach / 100),
        },
        textColumn('budget', t('budget'), (row) => row.budgetName ?? '–'),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
        actsColumn((row) => <TurnPackage pack={row} />, 90),
      ]}
      empty={{ title: t('packages_empty'), hint: t('packages_empty_hint') }}
    />
  );
}

function TurnPackage({ pack: { id, state, revision } }: { readonly pack: Package }) {
  const t = useBenefitText();
  const ended = state === 'ended';
  return (
    <RowAct
      call="PUT /api/admin/packages/:id/state"
      list="packages"
      label={t(ended ? 'turn_on' : 'turn_off')}
      done={t('saved')}
      run={async () => api('PUT /api/admin/packages/:id/state', { params: { id }, body: { ended: !ended }, revision })}
    />
  );
}
