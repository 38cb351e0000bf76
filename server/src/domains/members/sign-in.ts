import type { Ctx } from '../../platform/ctx.ts';
import { inTransaction } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { takeTurn } from '../../platform/turn.ts';
import { type Wechat, WechatError } from '../../wechat/index.ts';
import { type KnownAccount, seeAccount } from './account.ts';
import type { Arrival } from './arrival.ts';
import { memberErrors } from './errors.ts';
import { memberJoined } from './events.ts';
import { mergeMembers } from './merge.ts';
import { insertWithAccount, type MemberRecord, recognized } from './queries.ts';

type Asked = {
  readonly code: string;
  /** The app that asks; the default one where a client does not say. */
  readonly app?: string | undefined;
  /** What brought her: written here of an account that is new, and else by whoever asks (`noteArrival`). */
  readonly scene?: string | undefined;
  readonly source?: string | undefined;
};
type SignedIn = { readonly member: MemberRecord; readonly account: KnownAccount; readonly isNew: boolean };

/** The code of an app's login → the account and its member, made when WeChat tells of somebody we never saw. */
export async function signIn(ctx: Ctx, wechat: Wechat, asked: Asked): Promise<SignedIn> {
  const app = asked.app === undefined ? wechat.apps[0] : wechat.app(asked.app);
  if (!app) throw memberErrors.error('app_unknown');
  const { openid, unionid } = await app.login(asked.code).catch((error: unknown) => {
    if (error instanceof WechatError && [40029, 40163].includes(error.errcode))
      throw memberErrors.error('code_invalid');
    throw error;
  });
  return inTransaction(ctx, async (ctx) => {
    // Logins of one person wait for each other: two at once, from two apps, make one member.
    const names = [`${app.appid} ${openid}`, ...(unionid ? [unionid] : [])];
    await takeTurn(ctx, ...names.map((name) => `members.sign-in ${name}`));
    return recognize(ctx, { app: app.appid, openid, unionid, arrival: asked });
  });
}

type Told = {
  readonly app: string;
  readonly openid: string;
  readonly unionid: string | null;
  readonly arrival: Arrival;
};

/** By the account, by the unionid, or as somebody new. Where the two lead to two members, they are one person. */
async function recognize(ctx: Ctx, { app, openid, unionid, arrival }: Told): Promise<SignedIn> {
  const { hers, same } = await recognized(ctx, { app, openid, unionid });
  const member = hers ?? same;
  if (!member) return join(ctx, { app, openid, unionid, arrival });
  if (member.blocked || same?.blocked) throw memberErrors.error('blocked');
  const account = await seeAccount(ctx, { app, openid, unionid }, member.id);
  if (!same || same.id === member.id) return { member, account, isNew: false };
  const [winner, loser] = same.personNo < member.personNo ? [same, member] : [member, same];
  await mergeMembers(ctx, { winnerId: winner.id, loserId: loser.id, cause: 'unionid' });
  return { member: winner, account: { ...account, memberId: winner.id }, isNew: false };
}

async function join(ctx: Ctx, { arrival, ...seen }: Told): Promise<SignedIn> {
  const source = arrival.source ?? 'direct';
  const { member, account } = await insertWithAccount(ctx, { id: newId('mem'), source }, seen, arrival);
  ctx.emit(memberJoined, { personNo: member.personNo, payload: { memberId: member.id, source } });
  return { member, account, isNew: true };
}
