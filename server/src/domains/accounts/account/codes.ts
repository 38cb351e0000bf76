import type { Ctx } from '../../../platform/ctx.ts';
import { clientOf, mustFindAccount } from './find.ts';

/** What codes ask for: the picture of a code that leads to an account, and where WeChat shows it. */
export async function drawAccountCode(
  ctx: Ctx,
  { account, scene }: { readonly account: string; readonly scene: string },
) {
  return clientOf(ctx, await mustFindAccount(ctx, account)).code(scene);
}
