import { DatePicker, Form } from 'antd';
import dayjs from 'dayjs';
import { api } from '../../ground/api.ts';
import { formatTime } from '../../ui/calendar.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { now } from '../../ui/now.ts';
import type { Order } from './order-drawer.tsx';
import { useOrderText } from './texts.ts';

/** As the shop's clock shows it, in its own zone: `2026-11-28 14:05`. */
type Reminder = { readonly handedOverAt: string };
const format = 'YYYY-MM-DD HH:mm';

/** The carrier handed it over and she has not confirmed: WeChat asks her, once an order. */
export function RemindDialog({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const t = useOrderText();
  return (
    <FormDialog<Reminder>
      title={t('remind_title', { number: order.number })}
      okText={t('remind')}
      initial={{ handedOverAt: formatTime(now().toISOString()) }}
      onSave={async ({ handedOverAt }) =>
        api('POST /api/admin/orders/:id/receipt-reminder', {
          params: { id: order.id },
          body: { handedOverAt: new Date(`${handedOverAt.replace(' ', 'T')}:00+08:00`).toISOString() },
        })
      }
      changed={['orders']}
      done={t('reminded')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('remind_note')}</p>
      <Form.Item
        name="handedOverAt"
        label={t('handed_over')}
        rules={[{ required: true }]}
        getValueProps={(text: string) => ({ value: dayjs(text) })}
        getValueFromEvent={(_value: unknown, text: string) => text}
      >
        <DatePicker showTime={{ format: 'HH:mm' }} format={format} allowClear={false} />
      </Form.Item>
    </FormDialog>
  );
}
