import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useMemberText } from './texts.ts';

type Reason = { readonly reason: string };
const none: Reason = { reason: '' };

/** Takes one coupon of hers back, however she came by it. */
export function VoidIssued({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useMemberText();
  const [open, setOpen] = useState(false);
  return (
    <May call="POST /api/admin/issued-coupons/:id/voiding">
      <Button size="small" type="link" danger onClick={() => setOpen(true)}>
        {t('void_coupon')}
      </Button>
      {open && (
        <FormDialog<Reason>
          danger
          width={420}
          title={t('void_coupon_title', { name })}
          okText={t('void_coupon')}
          initial={none}
          onSave={async ({ reason }) =>
            api('POST /api/admin/issued-coupons/:id/voiding', { params: { id }, body: { reason: reason.trim() } })
          }
          changed={['coupons-of-member', 'coupons', 'members', 'grants']}
          done={t('void_coupon_done')}
          onClose={() => setOpen(false)}
        >
          <Form.Item name="reason" label={t('give_reason')} rules={[{ required: true, whitespace: true, max: 60 }]}>
            <Input placeholder={t('give_reason_hint')} />
          </Form.Item>
        </FormDialog>
      )}
    </May>
  );
}
