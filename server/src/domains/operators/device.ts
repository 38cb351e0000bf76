import type { Ctx } from '../../platform/ctx.ts';
import { newId } from '../../platform/ids.ts';

/** Says that somebody has signed in from this browser before, and as whom; it opens nothing by itself. */
export const deviceCookie = 'hs_device';
export const deviceMs = 365 * 86_400_000;
const CONTEXT = 'operators.device';
/** A till is shared by a few. */
const MOST = 5;

type Device = { readonly id: string; readonly logins: readonly string[] };

/** The device's id where this account has signed in from it before; null for a stranger to the account. */
export function deviceOf(ctx: Ctx, cookie: string | undefined, login: string): string | null {
  const known = read(ctx, cookie);
  return known?.logins.includes(login.toLowerCase()) ? known.id : null;
}

/** The cookie of a browser from which this account has just signed in. */
export function rememberDevice(ctx: Ctx, cookie: string | undefined, login: string): string {
  const known = read(ctx, cookie);
  const logins = [login.toLowerCase(), ...(known?.logins ?? []).filter((one) => one !== login.toLowerCase())];
  return ctx.crypto.sign(
    Buffer.from(JSON.stringify([known?.id ?? newId('dev'), ...logins.slice(0, MOST)])).toString('base64url'),
    CONTEXT,
  );
}

function read(ctx: Ctx, cookie: string | undefined): Device | null {
  const body = cookie === undefined ? null : ctx.crypto.verify(cookie, CONTEXT);
  if (body === null) return null;
  const [id, ...logins]: string[] = JSON.parse(Buffer.from(body, 'base64url').toString());
  return id === undefined ? null : { id, logins };
}
