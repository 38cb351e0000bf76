import { cardKindState } from '@huoshui/contracts/words/loyalty';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { formatCount } from '../../ui/format.ts';
import { actsColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
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
  return (
    <EditedList<CardKind>
      name="card-kinds"
      title={t('kinds_title')}
      purpose={t('kinds_purpose')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/card-kinds', label: t('new_kind') }}
      change="PUT /api/admin/card-kinds/:id"
      dialog={(kind, close) => <CardKindDialog kind={kind} onClose={close} />}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        stateColumn(
          'state',
          t('state'),
          (row) => say(cardKindState[row.state]),
          (row) => (row.state === 'offered' ? 'good' : 'neutral'),
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
        actsColumn((row) => <KindAct kind={row} />, 90),
      ]}
      empty={{ title: t('kinds_empty'), hint: t('kinds_empty_hint') }}
    />
  );
}

function KindAct({ kind: { id, name, state, revision } }: { readonly kind: CardKind }) {
  const t = useCardText();
  const ended = state === 'ended';
  return (
    <RowAct
      call="PUT /api/admin/card-kinds/:id/state"
      list="card-kinds"
      label={t(ended ? 'offer' : 'end')}
      done={t('saved')}
      ask={ended ? undefined : { title: t('end_title', { name }), body: t('end_body') }}
      run={async () =>
        api('PUT /api/admin/card-kinds/:id/state', { params: { id }, body: { ended: !ended }, revision })
      }
    />
  );
}
