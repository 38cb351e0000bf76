import { App, Button, Modal } from 'antd';
import { useAccountText } from './account-texts.ts';

/** They stand there until somebody says that she has them. */
export function RecoveryCodes({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const t = useAccountText();
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    void message.success(t('codes_copied'));
  };
  return (
    <Modal
      open
      width={480}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      title={t('codes_title')}
      footer={
        <>
          {/* A console on a plain LAN address has no clipboard. */}
          {window.isSecureContext && <Button onClick={() => void copy()}>{t('codes_copy')}</Button>}
          <Button type="primary" onClick={onClose}>
            {t('codes_done')}
          </Button>
        </>
      }
    >
      <p className="hs-soft">{t('codes_hint')}</p>
      <ul className="hs-recovery-codes hs-code">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Modal>
  );
}
