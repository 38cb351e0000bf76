import { GiftOutlined } from '@ant-design/icons';
import { words } from '@huoshui/contracts/words';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useMemberText } from './texts.ts';

export function GiveCoupon({ memberId }: { readonly memberId: string }) {
  const t = useMemberText();
  const [open, setOpen] = useState(false);
  return (
    <May call="POST /api/admin/coupons/:id/grants">
      <Button icon={<GiftOutlined />} onClick={() => setOpen(true)}>
        {t('give_coupon')}
      </Button>
      {open && <GiveCouponDialog memberId={memberId} onClose={() => setOpen(false)} />}
    </May>
  );
}

type Gift = { readonly templateId: string | null; readonly reason: string; readonly said: string };
/** Found by its name among all that run, however many there are. */
export const couponField = {
  key: 'templateId',
  label: words('优惠券', 'Coupon'),
  kind: 'picker',
  of: 'coupon',
} as const;
const nothing: Gift = { templateId: null, reason: '', said: '' };

function GiveCouponDialog({ memberId, onClose }: { readonly memberId: string; readonly onClose: () => void }) {
  const t = useMemberText();
  return (
    <FormDialog<Gift>
      title={t('give_coupon')}
      okText={t('give_coupon')}
      width={460}
      initial={nothing}
      onSave={async ({ templateId, reason, said }) =>
        api('POST /api/admin/coupons/:id/grants', {
          params: { id: templateId ?? '' },
          body: { memberId, reason: reason.trim(), said: said.trim() },
        })
      }
      changed={['members', 'coupons', 'grants']}
      done={t('given')}
      onClose={onClose}
    >
      <FormFields fields={[couponField]} />
      <Form.Item name="reason" label={t('give_reason')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input placeholder={t('give_reason_hint')} />
      </Form.Item>
      <Form.Item name="said" label={t('give_said')} extra={t('give_said_hint')} rules={[{ max: 30 }]}>
        <Input placeholder={t('give_said_example')} />
      </Form.Item>
    </FormDialog>
  );
}
