import { Type } from '@sinclair/typebox';
import { Fen, Id, Instant, Nullable, OneOf } from './contract.ts';
import { seatState, teaming, teamState } from './words/activities.ts';
import { valuesOf } from './words.ts';

/** A team of a group buy, every place in it, and what became of its money. */
export const ActivityTeam = Type.Object({
  id: Type.String(),
  state: OneOf(valuesOf(teamState)),
  size: Type.Integer(),
  product: Type.String(),
  begunAt: Instant(),
  closesAt: Nullable(Instant()),
  endedAt: Nullable(Instant()),
  seats: Type.Array(
    Type.Object({
      orderId: Type.String(),
      memberId: Type.String(),
      nickname: Type.String(),
      state: OneOf(valuesOf(seatState)),
      units: Type.Integer(),
      leads: Type.Boolean(),
      refunded: Type.Boolean(),
      paid: Fen(),
      back: Fen(),
    }),
  ),
});

export const TeamCard = {
  id: Type.String(),
  state: OneOf(valuesOf(teamState)),
  size: Type.Integer(),
  /** Places that orders hold, and how many of these are paid. */
  taken: Type.Integer(),
  paid: Type.Integer(),
  /** The first letter of who leads it; null: she has no name. */
  leader: Nullable(Type.String()),
  closesAt: Nullable(Instant()),
};
export const ShopTeam = Type.Object({ ...TeamCard, hers: Type.Boolean(), teaming: OneOf(valuesOf(teaming)) });
export const TeamGoods = Type.Array(
  Type.Object({
    skuId: Type.String(),
    values: Type.Array(Type.String()),
    /** Fen a piece: in a team, and as a member pays alone. */
    price: Fen(),
    alone: Fen(),
    available: Type.Integer(),
  }),
);
export const TeamId = Type.Object({ id: Id('tem') });
