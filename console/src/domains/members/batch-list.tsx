import { batchState } from '@huoshui/contracts/words/members';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { countColumn, tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useMemberText } from './texts.ts';

export type Batch = Answer<'GET /api/admin/member-batches/:id'>;

const tones: Readonly<Record<Batch['state'], Tone>> = {
  running: 'info',
  done: 'good',
  stopped: 'warn',
  failed: 'bad',
};

export function BatchStateTag({ state }: { readonly state: Batch['state'] }) {
  const say = useWords();
  return <StateTag tone={tones[state]}>{say(batchState[state])}</StateTag>;
}

const endedSo =
  (wanted: Batch['outcomes'][number]['outcome']) =>
  ({ outcomes }: Batch): number =>
    outcomes.find(({ outcome }) => outcome === wanted)?.members ?? 0;
export const givenOf = endedSo('given');
export const heldOutOf = endedSo('held_out');

async function load({ cursor, limit }: ListRequest) {
  return api('GET /api/admin/member-batches', { query: { cursor, limit } });
}

export function BatchList() {
  const t = useMemberText();
  const say = useWords();
  const navigate = useNavigate();
  return (
    <List<Batch>
      name="member-batches"
      title={t('batches')}
      purpose={t('batches_purpose')}
      load={load}
      rowKey={(row) => row.id}
      columns={[
        textColumn('what', t('batch_what'), (row) => say(row.title)),
        tagColumn(
          'state',
          t('state'),
          (row) => <BatchStateTag state={row.state} />,
          (row) => say(batchState[row.state]),
        ),
        countColumn('total', t('batch_for'), (row) => row.total),
        countColumn('given', t('batch_got'), givenOf),
        countColumn('unchanged', t('batch_not'), (row) => row.done - givenOf(row) - heldOutOf(row)),
        textColumn('reason', t('batch_reason'), (row) => row.reason),
        textColumn('by', t('batch_by'), (row) => row.by),
        timeColumn('created', t('created_at'), (row) => row.createdAt),
      ]}
      onOpen={(row) => void navigate(`/member-batches/${row.id}`)}
      empty={{
        title: t('batches_empty'),
        hint: t('batches_empty_hint'),
        action: <Button onClick={() => void navigate('/members')}>{t('to_members')}</Button>,
      }}
    />
  );
}
