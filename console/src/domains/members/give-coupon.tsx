import { GiftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useWords } from '../../ui/words.ts';
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
const nothing: Gift = { templateId: null, reason: '', said: '' };

function GiveCouponDialog({ memberId, onClose }: { readonly memberId: string; readonly onClose: () => void }) {
  const t = useMemberText();
  const say = useWords();
  const templates = useQuery({
    queryKey: ['coupons', 'active'],
    queryFn: async () => api('GET /api/admin/coupons', { query: { state: 'active', limit: 200 } }),
  });
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
      <Form.Item name="templateId" label={t('coupon')} rules={[{ required: true }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={templates.isPending}
          placeholder={t('coupon_hint')}
          options={(templates.data?.items ?? []).map((row) => ({
            value: row.id,
            label: `${row.name} · ${say(row.sentence)}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('give_reason')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input placeholder={t('give_reason_hint')} />
      </Form.Item>
      <Form.Item name="said" label={t('give_said')} extra={t('give_said_hint')} rules={[{ max: 30 }]}>
        <Input placeholder={t('give_said_example')} />
      </Form.Item>
    </FormDialog>
  );
}
