import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { takeTurn } from '../../platform/turn.ts';
import { type Wechat, WechatError } from '../../wechat/index.ts';
import type { Account } from './account.ts';
import { memberErrors } from './errors.ts';
import { memberPhoneMoved } from './events.ts';
import { type StoredPhone, storePhone } from './member.ts';
import { mergeMembers } from './merge.ts';
import { clearPhone, findByPhone, findLiving, type MemberRecord, setPhone } from './queries.ts';

type Shopper = { readonly id: string; readonly account: Pick<Account, 'app'> };

/** Bind the phone behind a getPhoneNumber code of the app she is in. */
export async function bindPhone(ctx: Ctx, wechat: Wechat, shopper: Shopper, code: string): Promise<MemberRecord> {
  const app = wechat.app(shopper.account.app);
  if (!app) throw memberErrors.error('app_unknown');
  const number = await app.phoneNumber(code).catch((error: unknown) => {
    if (error instanceof WechatError && error.errcode === 40029) throw memberErrors.error('phone_code_invalid');
    throw error;
  });
  return bindKnownPhone(ctx, shopper.id, number.phoneNumber);
}

/**
 * The same with a number that is already certain. Whoever already has it and was never seen in an app of hers (imported,
 * or known from another app) is the same person: the present record is merged into that one, which answers from then on.
 * Two accounts of one app are two people until somebody says otherwise, for numbers change hands: the number moves to the
 * one who just verified it, the other keeps everything else, and an operator may merge them.
 */
export async function bindKnownPhone(ctx: Ctx, memberId: string, number: string): Promise<MemberRecord> {
  const phone = storePhone(ctx.crypto, number);
  return inTransaction(ctx, async (ctx) => {
    await takeTurn(ctx, `members.phone ${phone.index}`);
    const me = await findLiving(ctx, memberId);
    if (!me) throw memberErrors.error('not_found');
    const holder = await findByPhone(ctx, phone.index);
    if (!holder || holder.id === me.id) await setPhone(ctx, me.id, phone);
    else if (await shareAnApp(ctx, holder.id, me.id)) await movePhone(ctx, phone, holder, me);
    else await mergeMembers(ctx, { winnerId: holder.id, loserId: me.id, cause: 'phone' });
    const member = await findLiving(ctx, memberId);
    if (!member) throw memberErrors.error('not_found');
    return member;
  });
}

/** Whether both were seen in one and the same app, as two accounts. */
export async function shareAnApp(ctx: Ctx, one: string, other: string): Promise<boolean> {
  const { rows } = await sql<{ share: boolean }>`
    select exists (
      select from members.account a join members.account b using (app) where a.member_id = ${one} and b.member_id = ${other}
    ) as share
  `.execute(ctx.db);
  return rows[0]?.share ?? false;
}

async function movePhone(ctx: Ctx, phone: StoredPhone, from: MemberRecord, to: MemberRecord): Promise<void> {
  await clearPhone(ctx, from.id);
  await setPhone(ctx, to.id, phone);
  await sql`
    insert into members.former_phone (phone_index, member_id, moved_to, at)
    values (${phone.index}, ${from.id}, ${to.id}, ${ctx.now()})
    on conflict (phone_index, member_id, moved_to) do update set at = excluded.at
  `.execute(ctx.db);
  const { masked } = phone;
  ctx.emit(memberPhoneMoved, {
    personNo: from.personNo,
    payload: { memberId: from.id, otherId: to.id, gained: false, masked },
  });
  ctx.emit(memberPhoneMoved, {
    personNo: to.personNo,
    payload: { memberId: to.id, otherId: from.id, gained: true, masked },
  });
}
