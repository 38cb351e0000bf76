import type { Ctx } from '../../../platform/ctx.ts';
import { todosOfStaff } from '../../todos/index.ts';
import { customerOf, me } from './hers.ts';
import { notesOf } from './notes.ts';
import type { HerPorts } from './ports.ts';
import type { Out } from './shapes.ts';
import { presentTodos } from './todos.ts';

type Profile = Out<'GET /api/staff/customers/:id'>;

const LATEST = 5;

/** All that a member of staff sees of a customer of hers: asked of everybody who knows something, at once. */
export async function readProfile(ctx: Ctx, her: HerPorts, externalUserid: string): Promise<Profile> {
  const { memberId, name, addedAt, way } = await customerOf(ctx, externalUserid);
  const [known, notes, todos] = await Promise.all([
    memberId === null ? null : readKnown(ctx, her, memberId),
    notesOf(ctx, externalUserid),
    memberId === null ? [] : todosOfStaff(ctx, { staffId: me(ctx).id, memberId, limit: 20 }),
  ]);
  return {
    customer: { id: externalUserid, name, addedAt: addedAt.toISOString(), way },
    member: known?.member ?? null,
    tags: known?.tags ?? [],
    notes,
    todos: await presentTodos(ctx, her, todos),
  };
}

async function readKnown(ctx: Ctx, her: HerPorts, memberId: string) {
  const [member, level, points, value, coupons, orders] = await Promise.all([
    her.member(ctx, memberId),
    her.level(ctx, memberId),
    her.points(ctx, memberId),
    her.value(ctx, memberId),
    her.coupons(ctx, memberId),
    her.orders(ctx, { memberId, limit: LATEST }),
  ]);
  const { id, nickname, avatar, phoneMasked, stage, grade, createdAt } = member;
  const year = value?.ahead.find(({ days }) => days === 365);
  return {
    tags: member.tagList.map(({ name, at }) => ({ name, at })),
    member: {
      ...{ id, nickname, avatar, phoneMasked, stage, grade, createdAt },
      ...{ birthday: member.birthday?.slice(-5) ?? null, lunarBirthday: member.lunarBirthday },
      level: level.on ? (level.level?.name ?? null) : null,
      orders: member.orders,
      spent: member.spent,
      averageOrder: member.averageOrder,
      lastPaidAt: member.lastPaidAt,
      points: points.usable,
      value: value && { alive: value.alive, nextBy: value.nextBy, spent: year?.spent ?? 0 },
      coupons: coupons.map(({ id, name, sentence, validTo }) => ({ id, name, sentence, validTo })),
      latest: orders.items.map(({ id, state, firstLine, image, quantity, payable, refunded, createdAt }) => ({
        ...{ id, state, firstLine, image, quantity, payable, refunded, createdAt },
      })),
    },
  };
}

/** Of the event store, so it may come a moment later than the rest. */
export async function readLikes(ctx: Ctx, her: HerPorts, externalUserid: string) {
  const { memberId } = await customerOf(ctx, externalUserid);
  const insight = memberId === null ? null : await her.insight(ctx, memberId);
  return {
    likes: insight?.likes.map(({ category }) => category) ?? [],
    why: insight?.why ?? null,
    signs: insight?.signs.map(({ label }) => label) ?? [],
  };
}
