import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { transferState } from '@huoshui/contracts/words/scrm-transfer';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import type { Tone } from '../../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { useTransferText } from './texts.ts';

export type Transfer = Answer<'GET /api/admin/transfers'>['items'][number];
export const transferTones: Readonly<Record<Transfer['state'], Tone>> = {
  running: 'info',
  done: 'good',
  stopped: 'neutral',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(transferState), filters.state);
  return api('GET /api/admin/transfers', { query: { q, cursor, limit, state } });
}

const countOf = ({ counts }: Transfer, state: string) => counts.find((one) => one.state === state)?.count ?? 0;

export function TransferList() {
  const t = useTransferText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/transfers">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/transfers/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Transfer>
      name="transfers"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/transfers/${row.id}`)}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(transferState, say) }]}
      columns={[
        textColumn('from', t('from'), (row) => row.from),
        textColumn('does', t('does'), (row) => say(row.sentence)),
        stateColumn(
          'state',
          t('state'),
          (row) => say(transferState[row.state]),
          (row) => transferTones[row.state],
        ),
        countColumn('total', t('total'), (row) => row.total),
        countColumn('done', t('done'), (row) => countOf(row, 'done')),
        countColumn('refused', t('refused'), (row) => countOf(row, 'refused')),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
