import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import type { CouponTemplate } from './coupon-state.tsx';
import { useCouponText } from './texts.ts';

type Reason = { readonly reason: string };
const none: Reason = { reason: '' };

/** Takes back all of it that nobody has used yet. */
export function VoidCoupon({ coupon }: { readonly coupon: CouponTemplate }) {
  const t = useCouponText();
  const [open, setOpen] = useState(false);
  if (coupon.voidReason !== null || coupon.issued === coupon.used) return null;
  return (
    <May call="POST /api/admin/coupons/:id/voiding">
      <Button danger onClick={() => setOpen(true)}>
        {t('void')}
      </Button>
      {open && (
        <FormDialog<Reason>
          danger
          width={460}
          title={t('void_title', { name: coupon.name })}
          okText={t('void')}
          initial={none}
          onSave={async ({ reason }) =>
            api('POST /api/admin/coupons/:id/voiding', { params: { id: coupon.id }, body: { reason: reason.trim() } })
          }
          changed={['coupons', 'grants', 'budgets']}
          done={t('voided')}
          onClose={() => setOpen(false)}
        >
          <p className="hs-soft">{t('void_body', { count: formatCount(coupon.issued - coupon.used) })}</p>
          <Form.Item name="reason" label={t('void_reason')} rules={[{ required: true, whitespace: true, max: 60 }]}>
            <Input placeholder={t('void_reason_hint')} />
          </Form.Item>
        </FormDialog>
      )}
    </May>
  );
}
