import { Alert, Button, Form, Input, Modal, QRCode, Typography } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useAct } from '../../ui/act.ts';
import { useErrorSentence } from '../../ui/failure.tsx';
import { useAccountText } from './account-texts.ts';
import { RecoveryCodes } from './recovery-codes.tsx';

type Begun = Answer<'POST /api/admin/session/second-factor'>;
type Step =
  | { readonly kind: 'proof' }
  | { readonly kind: 'scan'; readonly begun: Begun }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };
type Proof = { readonly password: string; readonly code?: string };

/** Password, then the picture and its first code, then the recovery codes. */
export function SetUpDialog({ on, onClose }: { readonly on: boolean; readonly onClose: () => void }) {
  const t = useAccountText();
  const [step, setStep] = useState<Step>({ kind: 'proof' });
  if (step.kind === 'codes') return <RecoveryCodes codes={step.codes} onClose={onClose} />;
  return (
    <Modal open width={480} title={t(on ? 'second_move' : 'second_turn_on')} footer={null} onCancel={onClose}>
      {step.kind === 'proof' ? (
        <ProofStep on={on} onBegun={(begun) => setStep({ kind: 'scan', begun })} />
      ) : (
        <ScanStep begun={step.begun} onCodes={(codes) => setStep({ kind: 'codes', codes })} />
      )}
    </Modal>
  );
}

function ProofStep({ on, onBegun }: { readonly on: boolean; readonly onBegun: (begun: Begun) => void }) {
  const t = useAccountText();
  const { busy, error, attempt } = useAttempt();
  const next = async ({ password, code }: Proof) =>
    attempt(async () =>
      onBegun(
        await api('POST /api/admin/session/second-factor', {
          body: { password, ...(code === undefined ? {} : { code }) },
        }),
      ),
    );
  return (
    <Form layout="vertical" requiredMark={false} onFinish={(values: Proof) => void next(values)}>
      {error}
      <Form.Item name="password" label={t('own_password')} rules={[{ required: true }]}>
        <Input.Password autoFocus autoComplete="current-password" maxLength={200} />
      </Form.Item>
      {on && (
        <Form.Item name="code" label={t('own_code')} rules={[{ required: true }]}>
          <Input autoComplete="one-time-code" maxLength={40} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('next')}
      </Button>
    </Form>
  );
}

type ScanProps = { readonly begun: Begun; readonly onCodes: (codes: readonly string[]) => void };

function ScanStep({ begun: { secret, address }, onCodes }: ScanProps) {
  const t = useAccountText();
  const { busy, error, attempt } = useAttempt(t('second_turned_on'));
  const confirm = async (code: string) =>
    attempt(async () => {
      const { recoveryCodes } = await api('POST /api/admin/session/second-factor/confirmation', { body: { code } });
      onCodes(recoveryCodes);
    });
  return (
    <Form layout="vertical" requiredMark={false} onFinish={({ code }: { readonly code: string }) => void confirm(code)}>
      {error}
      <p>{t('scan')}</p>
      <div style={{ display: 'flex', justifyContent: 'center' }}>
        <QRCode value={address} size={208} color="#000" bgColor="#fff" errorLevel="M" type="svg" />
      </div>
      <p className="hs-soft hs-small">{t('scan_hint')}</p>
      <p>
        <Typography.Text code copyable>
          {secret}
        </Typography.Text>
      </p>
      <Form.Item name="code" label={t('new_code')} rules={[{ required: true }]}>
        <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={10} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('scan_confirm')}
      </Button>
    </Form>
  );
}

/** A step that may be refused: why stands in the dialog. */
export function useAttempt(done?: string) {
  const sentence = useErrorSentence();
  const { busy, act } = useAct(['second-factor', 'session', 'own-sessions']);
  const [refusal, setRefusal] = useState<unknown>(null);
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setRefusal(null);
    return act(work, {
      ...(done === undefined ? {} : { done }),
      refused: (error) => {
        setRefusal(error);
        return true;
      },
    });
  };
  const error =
    refusal === null ? null : <Alert type="error" showIcon title={sentence(refusal)} style={{ marginBottom: 16 }} />;
  return { busy, error, attempt };
}
