import { cardState } from '@huoshui/contracts/words/loyalty';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { formatYuan } from '../../ui/format.ts';
import type { Column, ListRequest } from '../../ui/list/column.ts';
import { actsColumn, memberColumn, moneyColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useCardText } from './card-texts.ts';

type Sold = Answer<'GET /api/admin/cards'>['items'][number];
const tones: Readonly<Record<Sold['state'], Tone>> = {
  running: 'good',
  upcoming: 'info',
  over: 'neutral',
  returned: 'warn',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/cards', {
    query: { q, cursor, limit, kindId: filters.kind, memberId: filters.member },
  });
}

/** Who has cards, what they used and saved; a card is given back here. */
export function SoldCardList() {
  const t = useCardText();
  const [returning, setReturning] = useState<Sold | null>(null);
  return (
    <>
      <List<Sold>
        name="sold-cards"
        title={t('sold_title')}
        purpose={t('sold_purpose')}
        searchHint={t('sold_search')}
        load={load}
        rowKey={(row) => row.id}
        filters={[{ key: 'kind', kind: 'pick', of: 'card_kind', label: t('kind') }]}
        columns={useColumns(setReturning)}
        empty={{ title: t('sold_empty'), hint: t('sold_empty_hint') }}
      />
      {returning !== null && <ReturnDialog card={returning} onClose={() => setReturning(null)} />}
    </>
  );
}

function useColumns(onReturn: (card: Sold) => void): Column<Sold>[] {
  const t = useCardText();
  const say = useWords();
  return [
    memberColumn('member', t('member'), (row) => ({ id: row.memberId, name: row.memberName })),
    textColumn('card', t('card'), (row) => row.name),
    stateColumn(
      'state',
      t('state'),
      (row) => say(cardState[row.state]),
      (row) => tones[row.state],
    ),
    moneyColumn('paid', t('paid'), (row) => row.price),
    moneyColumn('saved', t('saved_sum'), (row) => row.saved),
    textColumn('deliveries', t('deliveries'), (row) =>
      row.freeShipping === null ? null : t('deliveries_of', { used: row.freeShipping.used, of: row.freeShipping.of }),
    ),
    timeColumn('from', t('from'), (row) => row.startsAt),
    timeColumn('until', t('until'), (row) => row.endsAt),
    {
      key: 'order',
      title: t('order'),
      render: (row) => <Link to={`/orders/${row.orderId}`}>{t('order')}</Link>,
      csv: (row) => row.orderId,
    },
    actsColumn(
      (row) =>
        row.returnable > 0 && (
          <May call="POST /api/admin/cards/:id/return">
            <Button size="small" type="link" danger onClick={() => onReturn(row)}>
              {t('give_back')}
            </Button>
          </May>
        ),
      90,
    ),
  ];
}

function ReturnDialog({ card, onClose }: { readonly card: Sold; readonly onClose: () => void }) {
  const t = useCardText();
  return (
    <FormDialog<{ readonly reason: string }>
      title={t('return_title', { name: card.name })}
      okText={t('give_back')}
      danger
      width={420}
      initial={{ reason: '' }}
      onSave={async ({ reason }) =>
        api('POST /api/admin/cards/:id/return', {
          params: { id: card.id },
          body: { reason: reason.trim(), expected: card.returnable },
        })
      }
      changed={['sold-cards', 'card-kinds', 'orders']}
      done={t('returned')}
      onClose={onClose}
    >
      <Form.Item label={t('return_amount')} extra={t('return_rule')}>
        <strong>{formatYuan(card.returnable)}</strong>
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input autoFocus />
      </Form.Item>
    </FormDialog>
  );
}
