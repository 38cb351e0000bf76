import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { useAccountText } from './account-texts.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useAttempt } from './second-factor-set-up.tsx';

/** Ten others in the place of those that were. */
export function RenewCodes({ onClose }: { readonly onClose: () => void }) {
  const t = useAccountText();
  const { busy, error, attempt } = useAttempt();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const renew = async (code: string) =>
    attempt(async () => {
      const answer = await api('POST /api/admin/session/second-factor/recovery-codes', { body: { code } });
      setCodes(answer.recoveryCodes);
    });
  if (codes !== null) return <RecoveryCodes codes={codes} onClose={onClose} />;
  return (
    <Modal open width={480} title={t('renew_title')} footer={null} onCancel={onClose}>
      <Form layout="vertical" requiredMark={false} onFinish={({ code }: { readonly code: string }) => void renew(code)}>
        {error}
        <p className="hs-soft">{t('renew_hint')}</p>
        <Form.Item name="code" label={t('own_code')} rules={[{ required: true }]}>
          <Input autoFocus autoComplete="one-time-code" maxLength={40} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('second_renew')}
        </Button>
      </Form>
    </Modal>
  );
}

type Proof = { readonly password: string; readonly code: string };

export function TurnOff({ onClose }: { readonly onClose: () => void }) {
  const t = useAccountText();
  const { busy, error, attempt } = useAttempt(t('second_turned_off'));
  const turnOff = async (body: Proof) => {
    if (await attempt(async () => api('POST /api/admin/session/second-factor/removal', { body }))) onClose();
  };
  return (
    <Modal open width={480} title={t('turn_off_title')} footer={null} onCancel={onClose}>
      <Form layout="vertical" requiredMark={false} onFinish={(values: Proof) => void turnOff(values)}>
        {error}
        <Form.Item name="password" label={t('own_password')} rules={[{ required: true }]}>
          <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
        </Form.Item>
        <Form.Item name="code" label={t('own_code')} rules={[{ required: true }]}>
          <Input autoComplete="one-time-code" maxLength={40} />
        </Form.Item>
        <Button danger htmlType="submit" loading={busy}>
          {t('second_turn_off')}
        </Button>
      </Form>
    </Modal>
  );
}
