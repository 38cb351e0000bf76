import { PlusOutlined } from '@ant-design/icons';
import { packageState } from '@huoshui/contracts/words/benefits';
import { Button } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Money } from '../../ui/figures.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
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
  const may = useMay();
  const [editing, setEditing] = useState<Package | 'new' | null>(null);
  const create = (
    <May call="POST /api/admin/packages">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('new_package')}
      </Button>
    </May>
  );
  return (
    <>
      <List<Package>
        name="packages"
        title={t('packages_title')}
        purpose={t('packages_purpose')}
        searchHint={t('packages_search')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
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
            (row) => <StateTag tone={tones[row.state]}>{say(packageState[row.state])}</StateTag>,
            (row) => say(packageState[row.state]),
          ),
          moneyColumn('expected', t('expected_each'), (row) => row.expectedEach),
          countColumn('persons', t('persons'), (row) => row.persons),
          moneyColumn('spent', t('spent'), (row) => row.spent),
          countColumn('ordered', t('ordered'), (row) => row.ordered),
          {
            key: 'each',
            title: t('cost_each'),
            number: true,
            render: (row) =>
              row.costEach === null ? <span className="hs-faint">–</span> : <Money fen={row.costEach} />,
            csv: (row) => (row.costEach === null ? null : row.costEach / 100),
          },
          textColumn('budget', t('budget'), (row) => row.budgetName ?? '–'),
          timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
          { key: 'acts', title: '', width: 90, render: (row) => <Acts pack={row} /> },
        ]}
        onOpen={may('PUT /api/admin/packages/:id') ? setEditing : undefined}
        empty={{ title: t('packages_empty'), hint: t('packages_empty_hint'), action: create }}
      />
      {editing !== null && <PackageDialog pack={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function Acts({ pack }: { readonly pack: Package }) {
  const t = useBenefitText();
  const { busy, act } = useAct(['packages']);
  const ended = pack.state === 'ended';
  const turn = async () =>
    act(
      async () =>
        api('PUT /api/admin/packages/:id/state', {
          params: { id: pack.id },
          body: { ended: !ended },
          revision: pack.revision,
        }),
      t('saved'),
    );
  return (
    <May call="PUT /api/admin/packages/:id/state">
      <Button size="small" type="link" danger={!ended} loading={busy} onClick={() => void turn()}>
        {t(ended ? 'turn_on' : 'turn_off')}
      </Button>
    </May>
  );
}
