import type { Permission } from '@huoshui/contracts/words/permissions';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { setServerNow } from '../ui/now.ts';
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

/** `can('orders.read')`: which pages and finds are hers. What she may change is asked by its route: `useMay`. */
export function useCan(): (permission: Permission) => boolean {
  const session = useSession();
  return useCallback((permission) => session?.permissions.includes(permission) ?? false, [session]);
}

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    await api('DELETE /api/admin/session');
    queries.clear();
    location.assign('/console/sign-in');
  }, [queries]);
}
