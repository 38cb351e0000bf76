import { valuesOf } from '@huoshui/contracts/words';
import { waveState } from '@huoshui/contracts/words/leaders';
import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useLeaderText } from './texts.ts';
import { type Wave, waveTones } from './wave.ts';

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(waveState), filters.state);
  return api('GET /api/admin/waves', { query: { q, cursor, limit, state } });
}

/** Waves of community group buying, with what each sold. */
export function WaveList() {
  const t = useLeaderText();
  const say = useWords();
  const navigate = useNavigate();
  return (
    <List<Wave>
      name="waves"
      title={t('waves')}
      purpose={t('waves_purpose')}
      searchHint={t('wave_name')}
      actions={
        <May call="POST /api/admin/waves">
          <Button type="primary" onClick={() => void navigate('/waves/new')}>
            {t('new_wave')}
          </Button>
        </May>
      }
      load={load}
      rowKey={(row) => row.id}
      onOpen={(row) => void navigate(`/waves/${row.id}`)}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(waveState, say) }]}
      columns={[
        textColumn('name', t('wave'), (row) => row.name),
        stateColumn(
          'state',
          t('state'),
          (row) => say(waveState[row.state]),
          (row) => waveTones[row.state],
        ),
        timeColumn('opens', t('opens'), (row) => row.opensAt, { hidden: true }),
        timeColumn('cuts', t('cuts'), (row) => row.cutsAt),
        timeColumn('pickup', t('pickup'), (row) => row.pickupFrom),
        countColumn('orders', t('wave_orders'), (row) => row.orders),
        countColumn('people', t('people'), (row) => row.people),
        countColumn('points', t('points'), (row) => row.points),
        countColumn('collected', t('collected'), (row) => row.collected),
        moneyColumn('paid', t('paid'), (row) => row.paid),
        moneyColumn('back', t('back'), (row) => row.back),
        moneyColumn('commission', t('commission'), (row) => row.commission),
      ]}
      empty={{
        title: t('waves_empty'),
        hint: t('waves_hint'),
        action: <Link to="/waves/new">{t('new_wave')}</Link>,
      }}
    />
  );
}
