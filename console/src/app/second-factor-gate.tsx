import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';
import type { SignedIn } from '../ground/session.tsx';
import { formatTime } from '../ui/calendar.ts';
import { useAppText } from './app-texts.ts';

const account = '/settings/account';

/** Says until when her role needs a second step; from then on leads to where it is turned on, and nowhere else. */
export function SecondFactorGate({ session, children }: { readonly session: SignedIn; readonly children: ReactNode }) {
  const t = useAppText();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const { dueAt, due } = session.secondFactor;
  if (dueAt === null) return children;
  if (due && pathname !== account) return <Navigate to={account} replace />;
  const open = (
    <Button size="small" type="primary" onClick={() => void navigate(account)}>
      {t('second_factor_open')}
    </Button>
  );
  return (
    <>
      <Alert
        banner
        type={due ? 'error' : 'warning'}
        title={due ? t('second_factor_due') : t('second_factor_soon', { at: formatTime(dueAt) })}
        action={pathname === account ? null : open}
      />
      {children}
    </>
  );
}
