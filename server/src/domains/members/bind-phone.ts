import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { type Wechat, WechatError } from '../../wechat/index.ts';
import type { Account } from './account.ts';
import { memberErrors } from './errors.ts';
import { storePhone } from './member.ts';
import { mergeMembers } from './merge.ts';
import { findByPhone, findLiving, type MemberRecord, setPhone } from './queries.ts';

type Shopper = { readonly id: string; readonly account: Pick<Account, 'app'> };

/**
 * Bind the phone behind a getPhoneNumber code. Whoever already has the phone (imported, or on another WeChat account) is
 * the same person: the present record is merged into that one, which answers from then on.
 */
export async function bindPhone(ctx: Ctx, wechat: Wechat, shopper: Shopper, code: string): Promise<MemberRecord> {
  const app = wechat.app(shopper.account.app);
  if (!app) throw memberErrors.error('app_unknown');
  const number = await app.phoneNumber(code).catch((error: unknown) => {
    if (error instanceof WechatError && error.errcode === 40029) throw memberErrors.error('phone_code_invalid');
    throw error;
  });
  return bindKnownPhone(ctx, shopper.id, number.phoneNumber);
}

/** The same with a number that is already certain. */
export async function bindKnownPhone(ctx: Ctx, memberId: string, number: string): Promise<MemberRecord> {
  const phone = storePhone(ctx.crypto, number);
  return inTransaction(ctx, async (ctx) => {
    const holder = await findByPhone(ctx, phone.index);
    if (holder && holder.id !== memberId) await mergeMembers(ctx, { winnerId: holder.id, loserId: memberId });
    else await setPhone(ctx, memberId, phone);
    const member = await findLiving(ctx, memberId);
    if (!member) throw memberErrors.error('not_found');
    return member;
  });
}
