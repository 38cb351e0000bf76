import { PlusOutlined } from '@ant-design/icons';
import { cardKindState } from '@huoshui/contracts/words/loyalty';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { formatCount } from '../../ui/format.ts';
import { moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { CardKindDialog } from './card-kind-dialog.tsx';
import { useCardText } from './card-texts.ts';

export type CardKind = Answer<'GET /api/admin/card-kinds'>['items'][number];

async function load() {
  return { ...(await api('GET /api/admin/card-kinds')), nextCursor: null };
}

/** What cards may be bought, and how many have each. */
export function CardKindList() {
  const t = useCardText();
  const say = useWords();
  const may = useMay();
  const [editing, setEditing] = useState<CardKind | 'new' | null>(null);
  const create = (
    <May call="POST /api/admin/card-kinds">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('new_kind')}
      </Button>
    </May>
  );
  return (
    <>
      <List<CardKind>
        name="card-kinds"
        title={t('kinds_title')}
        purpose={t('kinds_purpose')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        columns={[
          textColumn('name', t('name'), (row) => row.name),
          stateColumn(
            'state',
            t('state'),
            (row) => (
              <StateTag tone={row.state === 'offered' ? 'good' : 'neutral'}>{say(cardKindState[row.state])}</StateTag>
            ),
            (row) => say(cardKindState[row.state]),
          ),
          moneyColumn('price', t('price'), (row) => row.price),
          textColumn('sentence', t('gives'), (row) => say(row.sentence)),
          {
            key: 'holders',
            title: t('holders'),
            number: true,
            render: (row) => <Link to={`/sold-cards?kind=${row.id}`}>{formatCount(row.holders)}</Link>,
            csv: (row) => row.holders,
          },
          timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
          { key: 'acts', title: '', width: 90, render: (row) => <KindActions kind={row} /> },
        ]}
        onOpen={may('PUT /api/admin/card-kinds/:id') ? setEditing : undefined}
        empty={{ title: t('kinds_empty'), hint: t('kinds_empty_hint'), action: create }}
      />
      {editing !== null && (
        <CardKindDialog kind={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function KindActions({ kind: { id, name, state, revision } }: { readonly kind: CardKind }) {
  const t = useCardText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['card-kinds']);
  const ended = state === 'ended';
  const change = async () => {
    const sure =
      ended || (await confirm({ title: t('end_title', { name }), body: t('end_body'), ok: t('end'), danger: true }));
    if (sure)
      await act(
        async () => api('PUT /api/admin/card-kinds/:id/state', { params: { id }, body: { ended: !ended }, revision }),
        t('saved'),
      );
  };
  return (
    <May call="PUT /api/admin/card-kinds/:id/state">
      <Button size="small" type="link" danger={!ended} loading={busy} onClick={() => void change()}>
        {t(ended ? 'offer' : 'end')}
      </Button>
    </May>
  );
}
