import Taro from '@tarojs/taro';
import { type Arrival, arrivalOf, wx } from '../wx/index.ts';
import { storage } from '../wx/storage.ts';
import { ApiFailure, failureOf } from './failure.ts';
import { request } from './request.ts';
import { t } from './texts.ts';

let token: string | null = null;
let arrival: Arrival | null = null;
let signingIn: Promise<string> | null = null;

/** What brought her to the front, at the launch and at every show after it. */
export function noteArrival(latest: Arrival): void {
  arrival = latest;
}

function arrived(): Arrival {
  return arrival ?? arrivalOf(Taro.getLaunchOptionsSync());
}

/** What brought her, as the server takes it; null when there is nothing to tell. */
export function arrivalToTell(): { readonly scene: string; readonly source: string } | null {
  const { scene, source } = arrived();
  return scene === '' && source === '' ? null : { scene, source };
}

/** The session token; signs in silently when there is none. Many callers at once sign in once. */
export async function sessionToken(): Promise<string> {
  if (token !== null) return token;
  signingIn ??= restore().finally(() => {
    signingIn = null;
  });
  return signingIn;
}

/** Throws away a token the server no longer takes; a newer one stays. */
export async function dropToken(stale: string): Promise<void> {
  if (token !== stale) return;
  token = null;
  await storage.remove('session');
}

/** Binding a phone may turn two members into one: the server then hands out a new token. */
export async function keepToken(next: string): Promise<void> {
  token = next;
  await storage.write('session', next);
}

async function restore(): Promise<string> {
  const kept = await storage.read('session');
  if (typeof kept === 'string' && kept !== '') {
    token = kept;
    return kept;
  }
  return signIn();
}

async function signIn(): Promise<string> {
  const { app } = await wx.ready();
  const code = await wx.login();
  // What brought her this time: a page that was left open and shown again by another code counts as that code's.
  const { scene, source } = arrived();
  const { status, data } = await request({
    method: 'POST',
    path: '/api/shop/session',
    body: { code, app, ...(scene === '' ? {} : { scene }), ...(source === '' ? {} : { source }) },
    headers: {},
  });
  if (status >= 300) throw failureOf(status, data);
  if (typeof data !== 'object' || data === null || !('token' in data) || typeof data.token !== 'string') {
    throw new ApiFailure('session.no_token', t('noToken'), status);
  }
  await keepToken(data.token);
  return data.token;
}
