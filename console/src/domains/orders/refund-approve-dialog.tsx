import { Checkbox, Form, Input } from 'antd';
import { api } from '../../ground/api.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { formatYuan } from '../../ui/format.ts';
import type { RefundRow } from './refund-list.tsx';
import { useRefundText } from './refund-texts.ts';
import { useOrderText } from './texts.ts';

type Values = {
  readonly keepsGoods: boolean;
  readonly keepsGifts: boolean;
  readonly shippingFee: boolean;
  readonly reply: string;
};
const initial: Values = { keepsGoods: false, keepsGifts: false, shippingFee: false, reply: '' };

/** A yes, by what she asked for: the money at once, or goods back first. */
export function ApproveDialog({ row, onClose }: { readonly row: RefundRow; readonly onClose: () => void }) {
  const t = useRefundText();
  const said = useOrderText();
  const kind = row.afterSale?.kind ?? 'refund';
  const values = { amount: formatYuan(row.amount), name: row.memberName, number: row.orderNumber };
  const title = { refund: said('approve_title', values), return: t('approve_return'), exchange: t('approve_exchange') };
  const body = {
    refund: said('approve_body', values),
    return: t('approve_return_note'),
    exchange: t('approve_exchange_note'),
  };
  const ok = { refund: said('approve'), return: t('approve_return'), exchange: t('approve_exchange') };
  return (
    <FormDialog<Values>
      title={title[kind]}
      okText={ok[kind]}
      danger={kind === 'refund'}
      initial={initial}
      onSave={async ({ keepsGoods, keepsGifts, shippingFee, reply }) =>
        api('POST /api/admin/refunds/:id/decision', {
          params: { id: row.id },
          body: {
            approve: true,
            keepsGoods,
            keepsGifts,
            shippingFee,
            ...(reply.trim() === '' ? {} : { reply: reply.trim() }),
          },
        })
      }
      changed={['refunds', 'orders', 'overview', 'work']}
      done={said('decided')}
      onClose={onClose}
    >
      <p>{body[kind]}</p>
      {kind !== 'refund' && (
        <Form.Item name="keepsGoods" valuePropName="checked" style={{ marginBottom: 4 }}>
          <Checkbox>{t(kind === 'return' ? 'keeps_return' : 'keeps_exchange')}</Checkbox>
        </Form.Item>
      )}
      {kind !== 'exchange' && row.lines.length > 0 && (
        <Form.Item name="shippingFee" valuePropName="checked" style={{ marginBottom: 4 }}>
          <Checkbox>{t('with_shipping')}</Checkbox>
        </Form.Item>
      )}
      {kind !== 'exchange' && hasGifts(row) && (
        <Form.Item name="keepsGifts" valuePropName="checked" style={{ marginBottom: 4 }}>
          <Checkbox>{said('keeps_gifts')}</Checkbox>
        </Form.Item>
      )}
      <Form.Item name="reply" label={t('reply_optional')} rules={[{ max: 80 }]} style={{ marginTop: 8 }}>
        <Input />
      </Form.Item>
    </FormDialog>
  );
}

/** Gifts are in a refund with nothing to give back: they come along, or are paid for. */
function hasGifts({ lines }: RefundRow): boolean {
  return lines.some(({ charged, quantity, amount }) => charged > 0 || (quantity > 0 && amount === 0));
}
