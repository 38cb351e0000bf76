import { valuesOf } from '@huoshui/contracts/words';
import { pointsKind } from '@huoshui/contracts/words/loyalty';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { formatCount } from '../../ui/format.ts';
import { type Column, type ListRequest, oneOf } from '../../ui/list/column.ts';
import { memberColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useLoyaltyText } from './texts.ts';

type Entry = Answer<'GET /api/admin/points'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest, memberId?: string) {
  return api('GET /api/admin/points', {
    query: { q, cursor, limit, kind: oneOf(valuesOf(pointsKind), filters.kind), memberId: memberId ?? filters.member },
  });
}

/** The ledger of points. */
export function PointsList() {
  const t = useLoyaltyText();
  const say = useWords();
  return (
    <List<Entry>
      name="points"
      title={t('ledger_title')}
      purpose={t('ledger_purpose')}
      searchHint={t('ledger_search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[{ key: 'kind', kind: 'choice', label: t('kind'), options: optionsOf(pointsKind, say) }]}
      columns={useColumns()}
      empty={{ title: t('ledger_empty'), hint: t('ledger_empty_hint') }}
    />
  );
}

/** The same of one member, beside what else is known of her. */
export function PointsOf({ memberId }: { readonly memberId: string }) {
  const t = useLoyaltyText();
  const loadHers = useCallback(async (request: ListRequest) => load(request, memberId), [memberId]);
  return (
    <List<Entry>
      embedded
      name="points-of-member"
      title={t('ledger_title')}
      load={loadHers}
      rowKey={(row) => row.id}
      columns={useColumns().filter(({ key }) => key !== 'member')}
      empty={{ title: t('ledger_empty'), hint: t('ledger_empty_hint') }}
    />
  );
}

function useColumns(): Column<Entry>[] {
  const t = useLoyaltyText();
  const say = useWords();
  return [
    memberColumn('member', t('member'), (row) => ({ id: row.memberId, name: row.memberName })),
    stateColumn(
      'kind',
      t('kind'),
      (row) => say(pointsKind[row.kind]),
      (row) => (row.points > 0 ? 'good' : 'neutral'),
    ),
    {
      key: 'points',
      title: t('points'),
      number: true,
      render: (row) => signed(row.points),
      csv: (row) => row.points,
    },
    {
      key: 'note',
      title: t('note'),
      render: (row) =>
        row.orderId === null ? say(row.note) : <Link to={`/orders/${row.orderId}`}>{say(row.note)}</Link>,
      csv: (row) => say(row.note),
    },
    textColumn('order', t('order'), (row) => row.orderId, { hidden: true }),
    timeColumn('at', t('at'), (row) => row.at),
  ];
}

const signed = (points: number): string => (points > 0 ? `+${formatCount(points)}` : `−${formatCount(-points)}`);
