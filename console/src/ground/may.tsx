import { type ReactNode, useCallback } from 'react';
import { useSharedText } from '../ui/shared-texts.ts';
import type { RouteKey } from './api.ts';
import { useSession } from './session.tsx';

/** A route by which something changes. */
export type Act = Exclude<RouteKey, `GET ${string}`>;

/**
 * `may('POST /api/admin/coupons')`: whether the server takes it from whoever is signed in. The session says so itself, from
 * the routes as they are mounted, so a button cannot ask for another permission than the route behind it.
 */
export function useMay(): (call: Act) => boolean {
  const session = useSession();
  return useCallback((call) => session?.acts.includes(call) ?? false, [session]);
}

/** Around what starts a change: it is there for those who may make it. */
export function May({ call, children }: { readonly call: Act; readonly children: ReactNode }) {
  return useMay()(call) ? children : null;
}

/** Why a form cannot be saved by her; null where it can. */
export function useLocked(call: Act): string | null {
  const t = useSharedText();
  return useMay()(call) ? null : t('read_only');
}
