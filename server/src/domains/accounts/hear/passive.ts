import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { AccountPart } from '../../../wechat/index.ts';

/**
 * The message that goes with the answer to a push. A push that comes again was not answered as far as WeChat knows: it gets the same once
 * more, unless a kf message is under way by now. Null: nothing to say.
 */
export async function passivePart(ctx: Ctx, callbackId: string): Promise<AccountPart | null> {
  const { rows } = await sql<{ part: AccountPart }>`
    update accounts.reply set state = 'passive', due_at = null, sent_at = coalesce(sent_at, ${ctx.now()})
    where callback_id = ${callbackId} and no = 0 and state in ('waiting', 'passive') returning part
  `.execute(ctx.db);
  return rows[0]?.part ?? null;
}

export const nonce = (): string => randomBytes(6).toString('hex');
