import type { Ctx } from '../../../platform/ctx.ts';
import { codes } from '../../codes/index.ts';
import { may } from './capability.ts';
import { findAccounts } from './find.ts';

/** A code of the account of its own for whatever leads there, so that who comes is known to come from it. Null: it may make none. */
export async function codeTo(ctx: Ctx, account: string, from: string): Promise<string | null> {
  const target = (await findAccounts(ctx, [account])).get(account);
  if (target === undefined || !may(target, 'codes')) return null;
  const tail = ` → ${target.name}`;
  return codes.make(ctx, { name: `${from.slice(0, 40 - tail.length)}${tail}`, account });
}

/** What a phone shows of it: the name of the account, and the picture of the code where there is one. */
export async function shownCode(
  ctx: Ctx,
  account: string,
  codeId: string | null,
): Promise<{ readonly account: string | null; readonly picture: string | null }> {
  const known = (await findAccounts(ctx, [account])).get(account);
  const code = codeId === null ? undefined : await codes.picture(ctx, codeId);
  return { account: known?.name ?? null, picture: code?.picture ?? null };
}
