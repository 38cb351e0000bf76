import { sql } from 'kysely';
import { birthdayKey } from '../../platform/birthday.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { KnownAccount } from './account.ts';
import { saveAddress } from './address.ts';
import { memberJoined } from './events.ts';
import { storePhone } from './member.ts';
import { mergeMembers } from './merge.ts';
import { insertWithAccount, setPhone } from './queries.ts';
import { signToken } from './session.ts';

export type TestMember = {
  readonly id: string;
  readonly personNo: number;
  readonly token: string;
  readonly openid: string;
  readonly account: KnownAccount;
};

/** A member as the first login makes one, with a session; in the default app unless another is given. */
export async function createMember(
  ctx: Ctx,
  openid = newId('oTEST'),
  app = ctx.config.wechat.apps[0].appid,
): Promise<TestMember> {
  return inTransaction(ctx, async (ctx) => {
    const made = { id: newId('mem'), source: 'direct' };
    const { member, account } = await insertWithAccount(ctx, made, { app, openid, unionid: null });
    ctx.emit(memberJoined, { personNo: member.personNo, payload: { memberId: member.id, source: 'direct' } });
    return { id: member.id, personNo: member.personNo, token: signToken(ctx, account.no).token, openid, account };
  });
}

/** The same member with a session of now: the clock has gone beyond the one she had. */
export function signedInAgain<M extends Pick<TestMember, 'account'>>(
  ctx: Ctx,
  member: M,
): M & { readonly token: string } {
  return { ...member, token: signToken(ctx, member.account.no).token };
}

/** The member has a phone from now on. */
export async function givePhone(ctx: Ctx, memberId: string, phone: string): Promise<void> {
  await setPhone(ctx, memberId, storePhone(ctx.crypto, phone));
}

/** Her birthday, as if she had said it long ago; null: she never did. */
export async function setBirthday(ctx: Ctx, memberId: string, day: string | null, lunar = false): Promise<void> {
  const key = day === null ? null : birthdayKey({ day, lunar });
  await sql`update members.member set birthday = ${day}::date, birthday_lunar = ${lunar}, birthday_key = ${key} where id = ${memberId}`.execute(
    ctx.db,
  );
}

/** Two records turn out to be one person, who goes on as the first. */
export async function becomeOne(
  ctx: Ctx,
  winner: { readonly id: string },
  loser: { readonly id: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) =>
    mergeMembers(ctx, { winnerId: winner.id, loserId: loser.id, cause: 'operator' }),
  );
}

/** A delivery address of a member, in Shanghai unless told otherwise; answers its id. */
export async function createAddress(
  ctx: Ctx,
  memberId: string,
  place: { readonly province: string; readonly city: string } = { province: '上海市', city: '上海市' },
): Promise<string> {
  const fields = {
    name: '收货人',
    phone: '13800138000',
    ...place,
    district: '徐汇区',
    street: '漕溪北路 1 号',
  };
  return (await saveAddress(ctx, memberId, fields)).id;
}
