import { type Permission, permissionWords } from '@huoshui/contracts/words/permissions';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { type ReactNode, useCallback } from 'react';
import { setServerNow } from '../ui/now.ts';
import { useSharedText } from '../ui/shared-texts.ts';
import { useWords } from '../ui/words.ts';
import { type Answer, api } from './api.ts';

export type SignedIn = Answer<'GET /api/admin/session'>;
export const sessionKey = ['session'] as const;

/** Who is signed in; every page below the shell has one. */
export function useSession(): SignedIn | undefined {
  const { data } = useQuery({ queryKey: sessionKey, queryFn: loadSession, staleTime: Number.POSITIVE_INFINITY });
  return data;
}

export async function loadSession(): Promise<SignedIn> {
  const session = await api('GET /api/admin/session');
  setServerNow(session.now);
  return session;
}

/** `can('orders.write')`: what the server will allow; the server checks again. */
export function useCan(): (permission: Permission) => boolean {
  const session = useSession();
  return useCallback((permission) => session?.permissions.includes(permission) ?? false, [session]);
}

type AllowedProps = {
  readonly permission: Permission;
  /** Gets `disabled`; the reason is told on hover, so that nobody wonders where a button went. */
  readonly children: (disabled: boolean) => ReactNode;
};

export function Allowed({ permission, children }: AllowedProps) {
  const t = useSharedText();
  const say = useWords();
  if (useCan()(permission)) return children(false);
  return (
    <Tooltip title={t('no_permission', { permission: say(permissionWords(permission)) })}>
      <span>{children(true)}</span>
    </Tooltip>
  );
}

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    await api('DELETE /api/admin/session');
    queries.clear();
    location.assign('/console/sign-in');
  }, [queries]);
}
