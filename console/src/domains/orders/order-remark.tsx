import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { Order } from './order-drawer.tsx';
import { useOrderText } from './texts.ts';

type Remark = { readonly remark: string };

/** What the buyer wrote, and what the house notes for itself: she never reads the second. */
export function OrderRemarks({ order }: { readonly order: Order }) {
  const t = useOrderText();
  const [writing, setWriting] = useState(false);
  return (
    <Panel title={t('remarks')}>
      <div className="hs-stack" style={{ gap: 8 }}>
        <div>
          <span className="hs-soft">{t('note')}</span>{' '}
          {order.note === '' ? <span className="hs-faint">–</span> : <b>{order.note}</b>}
        </div>
        <div className="hs-inline">
          <span className="hs-soft">{t('remark')}</span>
          {order.remark === '' ? <span className="hs-faint">–</span> : <span>{order.remark}</span>}
          <May call="PUT /api/admin/orders/:id/remark">
            <Button size="small" onClick={() => setWriting(true)}>
              {t('remark_write')}
            </Button>
          </May>
        </div>
      </div>
      {writing && (
        <FormDialog<Remark>
          title={t('remark_title', { number: order.number })}
          okText={t('remark_save')}
          initial={{ remark: order.remark }}
          onSave={async (body) => api('PUT /api/admin/orders/:id/remark', { params: { id: order.id }, body })}
          changed={['orders']}
          done={t('remark_saved')}
          onClose={() => setWriting(false)}
        >
          <Form.Item name="remark" label={t('remark')} extra={t('remark_hint')} rules={[{ max: 200 }]}>
            <Input.TextArea autoFocus rows={3} />
          </Form.Item>
        </FormDialog>
      )}
    </Panel>
  );
}
