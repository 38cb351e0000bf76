import { memberContract } from '@huoshui/contracts/members';
import { lunarBirthday } from '../../platform/birthday.ts';
import type { Ctx } from '../../platform/ctx.ts';
import { platformErrors } from '../../platform/platform-errors.ts';
import { type Route, route } from '../../platform/routes.ts';
import type { Wechat } from '../../wechat/index.ts';
import { deleteAddress, listAddresses, saveAddress } from './address.ts';
import { noteArrival } from './arrival.ts';
import { bindPhone } from './bind-phone.ts';
import { memberErrors } from './errors.ts';
import { birthdayFixedUntil, changeProfile } from './profile.ts';
import { findLiving, type MemberRecord } from './queries.ts';
import { signToken } from './session.ts';
import { signIn } from './sign-in.ts';

/** WeChat's developer tools ask from a page of their own; many phones share the address of their carrier. */
const OPEN_DOOR = { open: true, transaction: false, anyOrigin: true, perMinute: 600 } as const;

export function shopRoutes(wechat: Wechat): readonly Route[] {
  return [
    // WeChat is asked who it is: no transaction waits for its answer.
    route(memberContract, 'POST /api/shop/session', OPEN_DOOR, async (ctx, { body }) => {
      const { member, account, isNew } = await signIn(ctx, wechat, body);
      if (!isNew) await noteArrival(ctx, account.no, body);
      const { token, expiresAt } = signToken(ctx, account.no);
      return { token, expiresAt: expiresAt.toISOString(), isNew, member: presentMe(ctx, member) };
    }),
    route(memberContract, 'PUT /api/shop/arrival', { member: true, transaction: false }, async (ctx, { body }) => {
      await noteArrival(ctx, shopperOf(ctx).account.no, body);
      return { ok: true };
    }),
    route(memberContract, 'GET /api/shop/me', { member: true }, async (ctx) => presentMe(ctx, await me(ctx))),
    route(memberContract, 'PUT /api/shop/me', { member: true }, async (ctx, { body }) =>
      presentMe(ctx, await changeProfile(ctx, shopperId(ctx), body)),
    ),
    route(memberContract, 'POST /api/shop/me/phone', { member: true, transaction: false }, async (ctx, { body }) => {
      const shopper = shopperOf(ctx);
      const member = await bindPhone(ctx, wechat, shopper, body.code);
      return { member: presentMe(ctx, member), token: signToken(ctx, shopper.account.no).token };
    }),
    route(memberContract, 'GET /api/shop/addresses', { member: true }, async (ctx) => ({
      items: await listAddresses(ctx, shopperId(ctx)),
    })),
    // A book holds twenty: one that is sent again must not take a second place.
    route(memberContract, 'POST /api/shop/addresses', { member: true, idempotent: true }, async (ctx, { body }) =>
      saveAddress(ctx, shopperId(ctx), body),
    ),
    route(memberContract, 'PUT /api/shop/addresses/:id', { member: true }, async (ctx, { params, body }) =>
      saveAddress(ctx, shopperId(ctx), body, params.id),
    ),
    route(memberContract, 'DELETE /api/shop/addresses/:id', { member: true }, async (ctx, { params }) => {
      await deleteAddress(ctx, shopperId(ctx), params.id);
      return { ok: true };
    }),
  ];
}

function shopperOf(ctx: Ctx) {
  if (ctx.actor.kind !== 'member') throw platformErrors.error('sign_in_required');
  return ctx.actor;
}

function shopperId(ctx: Ctx): string {
  return shopperOf(ctx).id;
}

async function me(ctx: Ctx): Promise<MemberRecord> {
  const member = await findLiving(ctx, shopperId(ctx));
  if (!member) throw memberErrors.error('not_found');
  return member;
}

function presentMe(ctx: Ctx, member: MemberRecord) {
  return {
    id: member.id,
    nickname: member.nickname,
    avatar: member.avatar,
    phoneMasked: member.phoneMasked,
    ...{ birthday: member.birthday?.day ?? null, lunarBirthday: lunarBirthday(member.birthday) },
    birthdayFixedUntil: birthdayFixedUntil(member, ctx.now())?.toISOString() ?? null,
    createdAt: member.createdAt.toISOString(),
  };
}
