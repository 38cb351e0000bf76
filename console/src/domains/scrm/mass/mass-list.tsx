import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { massState } from '@huoshui/contracts/words/mass';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import type { Tone } from '../../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { RuleDialog } from './rule-dialog.tsx';
import { useMassText } from './texts.ts';

export type MassSend = Answer<'GET /api/admin/mass-sends'>['items'][number];

export const massTones: Readonly<Record<MassSend['state'], Tone>> = {
  draft: 'neutral',
  planning: 'neutral',
  planned: 'warn',
  running: 'good',
  ended: 'neutral',
  stopped: 'neutral',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(massState), filters.state);
  return api('GET /api/admin/mass-sends', { query: { q, cursor, limit, state } });
}

export function MassList() {
  const t = useMassText();
  const say = useWords();
  const navigate = useNavigate();
  const [ruling, rule] = useState(false);
  const create = (
    <May call="POST /api/admin/mass-sends">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/mass-sends/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <>
      <List<MassSend>
        name="mass-sends"
        title={t('title')}
        purpose={t('purpose')}
        searchHint={t('search')}
        load={load}
        rowKey={(row) => row.id}
        actions={
          <>
            <Button onClick={() => rule(true)}>{t('rule')}</Button>
            {create}
          </>
        }
        onOpen={(row) => void navigate(`/mass-sends/${row.id}`)}
        filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(massState, say) }]}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          textColumn('does', t('does'), (row) => say(row.sentence)),
          stateColumn(
            'state',
            t('state'),
            (row) => say(massState[row.state]),
            (row) => massTones[row.state],
          ),
          countColumn('targets', t('targets'), (row) => row.counts.targets),
          countColumn('sent', t('sent'), (row) => row.counts.sent),
          textColumn('confirmed', t('confirmed'), (row) => `${row.confirmed} / ${row.staff}`),
          timeColumn('created', t('created'), (row) => row.createdAt),
        ]}
        empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
      />
      {ruling && <RuleDialog onClose={() => rule(false)} />}
    </>
  );
}
