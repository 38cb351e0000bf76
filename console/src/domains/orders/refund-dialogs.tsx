import { words } from '@huoshui/contracts/words';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import type { Typed } from '../../ui/form/fields/typed-input.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { numberFault } from '../../ui/form/number-fault.ts';
import { NumberInput, type NumberRule } from '../../ui/form/number-input.tsx';
import type { RefundRow } from './refund-list.tsx';
import { useOrderText } from './texts.ts';

type DialogProps = { readonly row: RefundRow; readonly title: string; readonly onClose: () => void };

const changed = ['refunds', 'orders', 'overview', 'work'];
type Reply = { readonly reply: string };
const noReply: Reply = { reply: '' };

/** No money goes back; the shopper reads why, so there must be a reason. */
export function RefuseDialog({ row, title, onClose }: DialogProps) {
  const t = useOrderText();
  return (
    <FormDialog<Reply>
      title={title}
      okText={t('refuse')}
      danger
      initial={noReply}
      onSave={async ({ reply }) =>
        api('POST /api/admin/refunds/:id/decision', {
          params: { id: row.id },
          body: { approve: false, reply: reply.trim() },
        })
      }
      changed={changed}
      done={t('decided')}
      onClose={onClose}
    >
      <p>{t('refuse_body')}</p>
      <Form.Item name="reply" label={t('reply')} rules={[{ required: true, whitespace: true, max: 80 }]}>
        <Input autoFocus />
      </Form.Item>
    </FormDialog>
  );
}

type Note = { readonly note: string };
const noNote: Note = { note: '' };

/** WeChat will not give it back: it was given another way, and this says how. */
export function SettleDialog({ row, title, onClose }: DialogProps) {
  const t = useOrderText();
  return (
    <FormDialog<Note>
      title={title}
      okText={t('settle')}
      danger
      initial={noNote}
      onSave={async ({ note }) =>
        api('POST /api/admin/refunds/:id/settlement', { params: { id: row.id }, body: { note: note.trim() } })
      }
      changed={changed}
      done={t('decided')}
      onClose={onClose}
    >
      <p>{t('settle_body')}</p>
      <Form.Item name="note" label={t('settle_note')} rules={[{ required: true, whitespace: true, min: 2, max: 200 }]}>
        <Input autoFocus placeholder={t('settle_hint')} />
      </Form.Item>
    </FormDialog>
  );
}

/** As many as came back of a line; 0 or nothing leaves it out. */
const unitsRule = (away: number): NumberRule => ({
  kind: 'count',
  label: words('退回件数', 'Units'),
  min: 0,
  max: away,
  optional: true,
});

const nothing = {};

/** Goods that came back and are fit to be sold: how many of each. */
export function RestockDialog({ row, onClose }: Omit<DialogProps, 'title'>) {
  const t = useOrderText();
  const away = row.lines.filter((line) => line.away > 0);
  const [units, setUnits] = useState<Readonly<Record<string, Typed>>>(
    Object.fromEntries(away.map((line) => [line.lineId, line.away])),
  );
  const counts = away.map((line) => {
    const typed = units[line.lineId] ?? null;
    const wrong = numberFault(unitsRule(line.away), typed);
    return { line, typed, wrong, quantity: typeof typed === 'number' && wrong === null ? typed : 0 };
  });
  const chosen = counts.filter(({ quantity }) => quantity > 0);
  return (
    <FormDialog
      title={t('restock_title', { number: row.orderNumber })}
      okText={t('restock')}
      initial={nothing}
      disabled={chosen.length === 0 || counts.some(({ wrong }) => wrong !== null)}
      onSave={async () =>
        api('POST /api/admin/refunds/:id/returned-goods', {
          params: { id: row.id },
          body: { lines: chosen.map(({ line, quantity }) => ({ lineId: line.lineId, quantity })) },
        })
      }
      changed={[...changed, 'stock', 'products']}
      done={t('restocked')}
      onClose={onClose}
    >
      <p>{t('restock_body')}</p>
      {counts.map(({ line, typed, wrong }) => (
        <div key={line.lineId} className="hs-inline" style={{ justifyContent: 'space-between', marginBottom: 8 }}>
          <span className="hs-ellipsis">{line.name}</span>
          <NumberInput
            of={unitsRule(line.away)}
            value={typed}
            label={`${t('restock')} ${line.name}`}
            wrong={wrong !== null}
            onChange={(value) => setUnits({ ...units, [line.lineId]: value })}
          />
        </div>
      ))}
    </FormDialog>
  );
}
