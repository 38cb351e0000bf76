import { valuesOf } from '@huoshui/contracts/words';
import { differenceKind, differenceState } from '@huoshui/contracts/words/orders';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { Money } from '../../ui/figures.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { BillDays } from './bill-days.tsx';
import { useOrderText } from './texts.ts';

type Row = Answer<'GET /api/admin/money/differences'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(differenceState), filters.state);
  const kind = oneOf(valuesOf(differenceKind), filters.kind);
  return api('GET /api/admin/money/differences', { query: { q, cursor, limit, state, kind } });
}

/** WeChat's books against ours: how each of the last days came out, and what a person must look into. */
export function Reconciliation() {
  const t = useOrderText();
  const say = useWords();
  return (
    <div className="hs-page">
      <PageHead title={t('bill_days')} purpose={t('bill_days_note')} />
      <BillDays />
      <h2 style={{ fontSize: 15, margin: '0 0 8px' }}>{t('differences')}</h2>
      <List<Row>
        embedded
        name="money-differences"
        title={t('differences')}
        searchHint={t('difference_search')}
        load={load}
        rowKey={(row) => row.id}
        filters={[
          { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(differenceState, say) },
          {
            key: 'kind',
            kind: 'choice',
            label: t('difference_kind'),
            width: 240,
            options: optionsOf(differenceKind, say),
          },
        ]}
        columns={[
          textColumn('day', t('bill_day'), (row) => row.day),
          textColumn('kind', t('difference_kind'), (row) => say(row.what)),
          {
            key: 'number',
            title: t('difference_number'),
            render: (row) => <NumberLink row={row} />,
            csv: (row) => row.number ?? row.transactionId ?? '',
          },
          fenColumn('ours', t('ours'), (row) => row.ours),
          fenColumn('theirs', t('theirs'), (row) => row.theirs),
          stateColumn(
            'state',
            t('state'),
            (row) => say(differenceState[row.settledAt === null ? 'open' : 'settled']),
            (row) => (row.settledAt === null ? 'bad' : 'neutral'),
          ),
          textColumn('note', t('difference_note'), (row) => noteOf(row)),
          timeColumn('found', t('found_at'), (row) => row.foundAt, { hidden: true }),
          actsColumn((row) => row.settledAt === null && <Settle row={row} />),
        ]}
        empty={{ title: t('differences_empty'), hint: t('differences_empty_hint') }}
      />
    </div>
  );
}

function noteOf({ note, settledBy, told }: Row): string {
  if (note !== null) return settledBy === null ? note : `${note} · ${settledBy}`;
  return told ?? '';
}

/** What one side has; nothing where it has nothing. */
function fenColumn(key: string, title: string, of: (row: Row) => number | null) {
  return {
    key,
    title,
    number: true,
    render: (row: Row) => {
      const fen = of(row);
      return fen === null ? <span className="hs-faint">–</span> : <Money fen={fen} />;
    },
    csv: (row: Row) => (of(row) ?? 0) / 100,
  } as const;
}

function NumberLink({ row: { number, transactionId, orderId } }: { readonly row: Row }) {
  const text = number ?? transactionId ?? '';
  return orderId === null ? <span className="hs-nowrap">{text}</span> : <Link to={`/orders/${orderId}`}>{text}</Link>;
}

type Note = { readonly note: string };
const noNote: Note = { note: '' };

function Settle({ row }: { readonly row: Row }) {
  const t = useOrderText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <May call="POST /api/admin/money/differences/:id/settlement">
        <Button size="small" onClick={() => setOpen(true)}>
          {t('difference_settle')}
        </Button>
      </May>
      {open && (
        <FormDialog<Note>
          title={t('difference_settle_title')}
          okText={t('difference_settle')}
          initial={noNote}
          onSave={async ({ note }) =>
            api('POST /api/admin/money/differences/:id/settlement', {
              params: { id: row.id },
              body: { note: note.trim() },
            })
          }
          changed={['money-differences', 'work']}
          done={t('decided')}
          onClose={() => setOpen(false)}
        >
          <Form.Item
            name="note"
            label={t('difference_note')}
            rules={[{ required: true, whitespace: true, min: 2, max: 200 }]}
          >
            <Input autoFocus placeholder={t('difference_note_hint')} />
          </Form.Item>
        </FormDialog>
      )}
    </>
  );
}
