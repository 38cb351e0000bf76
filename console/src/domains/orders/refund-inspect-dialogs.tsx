import { words } from '@huoshui/contracts/words';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import type { Typed } from '../../ui/form/fields/typed-input.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { numberFault } from '../../ui/form/number-fault.ts';
import { NumberInput, type NumberRule } from '../../ui/form/number-input.tsx';
import { formatYuan } from '../../ui/format.ts';
import type { RefundRow } from './refund-list.tsx';
import { useRefundText } from './refund-texts.ts';
import { useOrderText } from './texts.ts';

type Shown = { readonly row: RefundRow; readonly onClose: () => void };
const changed = ['refunds', 'orders', 'overview', 'work', 'stock', 'products'];
type Reply = { readonly reply: string };
const noReply: Reply = { reply: '' };

const unitsRule = (most: number): NumberRule => ({
  kind: 'count',
  label: words('件数', 'Units'),
  min: 0,
  max: most,
  optional: true,
});

/** What came back: of each line so many fit to be sold, so many not. All of it fit is what it starts from. */
export function InspectDialog({ row, onClose }: Shown) {
  const t = useRefundText();
  const lines = row.lines.filter((line) => line.quantity > 0);
  const [back, setBack] = useState<Readonly<Record<string, Typed>>>(
    Object.fromEntries(lines.map((line) => [line.lineId, line.quantity])),
  );
  const [lost, setLost] = useState<Readonly<Record<string, Typed>>>({});
  const counts = lines.map((line) => {
    const [fit, unfit] = [countOf(back[line.lineId]), countOf(lost[line.lineId])];
    return { line, fit, unfit, wrong: fit === null || unfit === null || fit + unfit > line.quantity };
  });
  const came = counts.reduce((sum, { fit, unfit }) => sum + (fit ?? 0) + (unfit ?? 0), 0);
  const all = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const less = came < all;
  return (
    <FormDialog<Reply>
      width={560}
      title={t('inspect_title', { number: row.orderNumber })}
      okText={t(row.afterSale?.kind === 'exchange' ? 'inspect_exchange' : 'inspect_refund')}
      disabled={came === 0 || counts.some(({ wrong }) => wrong)}
      initial={noReply}
      onSave={async ({ reply }) =>
        api('POST /api/admin/refunds/:id/inspection', {
          params: { id: row.id },
          body: {
            accept: true,
            lines: counts.map(({ line, fit, unfit }) => ({ lineId: line.lineId, back: fit ?? 0, lost: unfit ?? 0 })),
            ...(reply.trim() === '' ? {} : { reply: reply.trim() }),
          },
        })
      }
      changed={changed}
      done={t('inspected')}
      onClose={onClose}
      beside={JSON.stringify([back, lost])}
    >
      <p className="hs-soft">{t('inspect_note')}</p>
      {counts.map(({ line, wrong }) => (
        <div key={line.lineId} className="hs-inline" style={{ justifyContent: 'space-between', marginBottom: 12 }}>
          <span className="hs-two-lines" style={{ minWidth: 0, flex: 1 }}>
            <span className="hs-ellipsis">{line.name}</span>
            <span className="hs-faint hs-small">× {line.quantity}</span>
          </span>
          {(['fit', 'unfit'] as const).map((of) => (
            <span key={of} className="hs-two-lines">
              <span className="hs-small hs-soft">{t(of)}</span>
              <NumberInput
                of={unitsRule(line.quantity)}
                width={96}
                wrong={wrong}
                label={`${t(of)} ${line.name}`}
                value={(of === 'fit' ? back : lost)[line.lineId] ?? null}
                onChange={(value) =>
                  of === 'fit' ? setBack({ ...back, [line.lineId]: value }) : setLost({ ...lost, [line.lineId]: value })
                }
              />
            </span>
          ))}
        </div>
      ))}
      <Form.Item
        name="reply"
        label={t(less ? 'less_reply' : 'reply_optional')}
        rules={[{ required: less, whitespace: true, max: 80 }]}
      >
        <Input />
      </Form.Item>
    </FormDialog>
  );
}

/** Nothing typed is none; null where it is no count. */
function countOf(typed: Typed | undefined): number | null {
  if (typed === undefined || typed === null) return 0;
  return typeof typed === 'number' && numberFault(unitsRule(999), typed) === null ? typed : null;
}

/** What came is not what was sold, or she used it: nothing goes out. */
export function RefuseReturnDialog({ row, onClose }: Shown) {
  const t = useRefundText();
  const said = useOrderText();
  return (
    <FormDialog<Reply>
      title={t('inspect_refuse_title')}
      okText={t('inspect_refuse')}
      danger
      initial={noReply}
      onSave={async ({ reply }) =>
        api('POST /api/admin/refunds/:id/inspection', {
          params: { id: row.id },
          body: { accept: false, reply: reply.trim() },
        })
      }
      changed={changed}
      done={said('decided')}
      onClose={onClose}
    >
      <p>{t('inspect_refuse_note')}</p>
      <Form.Item name="reply" label={said('reply')} rules={[{ required: true, whitespace: true, max: 80 }]}>
        <Input autoFocus />
      </Form.Item>
    </FormDialog>
  );
}

/** There is no piece to send after all. */
export function InsteadDialog({ row, onClose }: Shown) {
  const t = useRefundText();
  const said = useOrderText();
  return (
    <FormDialog<Reply>
      title={t('instead_title', { amount: formatYuan(row.amount) })}
      okText={t('instead')}
      danger
      initial={noReply}
      onSave={async ({ reply }) =>
        api('POST /api/admin/refunds/:id/money-instead', { params: { id: row.id }, body: { reply: reply.trim() } })
      }
      changed={changed}
      done={said('decided')}
      onClose={onClose}
    >
      <p>{t('instead_note')}</p>
      <Form.Item name="reply" label={said('reply')} rules={[{ required: true, whitespace: true, max: 80 }]}>
        <Input autoFocus />
      </Form.Item>
    </FormDialog>
  );
}
