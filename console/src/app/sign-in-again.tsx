import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useSession } from '../ground/session.tsx';
import { useAppText } from './app-texts.ts';
import { SignInForm } from './sign-in-form.tsx';
import { settleSignIn } from './signed-out.ts';

/** Over the page, which keeps what was typed: what could not be done for want of a session then goes on by itself. */
export function SignInAgain() {
  const t = useAppText();
  const queries = useQueryClient();
  const session = useSession();
  return (
    <Modal
      open
      centered
      width={400}
      footer={null}
      mask={{ closable: false }}
      title={t('signed_out')}
      onCancel={() => settleSignIn(false)}
    >
      <p className="hs-soft">{t('signed_out_hint')}</p>
      <SignInForm
        login={session?.operator.login ?? ''}
        onSignedIn={() => {
          settleSignIn(true);
          // It may be someone else now: what she may not see must not stay on the page.
          void queries.invalidateQueries();
        }}
      />
    </Modal>
  );
}
