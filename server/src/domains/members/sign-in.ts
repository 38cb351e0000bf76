import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { type Wechat, WechatError } from '../../wechat/index.ts';
import { memberErrors } from './errors.ts';
import { memberJoined } from './events.ts';
import { initialNickname } from './member.ts';
import { addIdentities, findByIdentities, insertMember, type MemberRecord } from './queries.ts';

/** The code of `wx.login` → the member, made when WeChat tells of somebody we never saw. */
export async function signIn(
  ctx: Ctx,
  wechat: Wechat,
  code: string,
  source: string,
): Promise<{ member: MemberRecord; isNew: boolean }> {
  const session = await wechat.miniProgram.code2session(code).catch((error: unknown) => {
    if (error instanceof WechatError && [40029, 40163].includes(error.errcode))
      throw memberErrors.error('code_invalid');
    throw error;
  });
  const identities = [
    { kind: 'openid', value: session.openid },
    ...(session.unionid ? [{ kind: 'unionid', value: session.unionid }] : []),
  ];
  return inTransaction(ctx, async (ctx) => {
    const known = await findByIdentities(ctx, identities);
    if (known?.blocked) throw memberErrors.error('blocked');
    const member = known ?? (await join(ctx, source));
    const owner = await addIdentities(ctx, member.id, identities);
    // Two first logins at once: the identity's unique key decides, and the loser's empty record is given up.
    if (owner !== member.id) throw memberErrors.error('code_invalid');
    return { member, isNew: !known };
  });
}

async function join(ctx: Ctx, source: string): Promise<MemberRecord> {
  const member = await insertMember(ctx, { id: newId('mem'), nickname: initialNickname, source });
  ctx.emit(memberJoined, { personNo: member.personNo, payload: { memberId: member.id, source } });
  return member;
}
