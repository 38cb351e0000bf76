import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, Fen, Id, IdParams, Instant, ListQuery, Nullable, OneOf, Page } from './contract.ts';
import { Ranged } from './uplift.ts';
import { invited, inviteState } from './words/activity-invites.ts';
import { valuesOf } from './words.ts';

const EntryId = Type.Object({ id: Id('ent') });
/** What the phone says of itself: kind, system, screen. It names nobody, and is kept as a hash. */
const Seen = Type.Object({ device: Type.Optional(Type.String({ maxLength: 120 })) });
const Answer = Type.Object({ invited: OneOf(valuesOf(invited)) });

/** A newcomer who came by somebody's invitation. */
export const ActivityInvite = Type.Object({
  memberId: Type.String(),
  nickname: Type.String(),
  state: OneOf(valuesOf(inviteState)),
  /** Why she does not count. */
  why: Nullable(Bilingual()),
  cameAt: Instant(),
  /** When what she did can go back no more. */
  dueAt: Nullable(Instant()),
  /** Who brought her. */
  by: Type.Object({ entryId: Type.String(), memberId: Type.String(), nickname: Type.String() }),
  /** 1: brought by somebody whom nobody brought. */
  generation: Type.Integer(),
  /** Her own entry, and how many she brought herself. */
  entryId: Nullable(Type.String()),
  brought: Type.Integer(),
});

/** How it spread. */
export const ActivitySpread = Type.Object({
  /** Who takes part and so can invite. */
  inviters: Type.Integer(),
  /** Of these, who brought somebody. */
  bringing: Type.Integer(),
  /** Who opened an invitation of somebody else, known ones too. */
  visitors: Type.Integer(),
  /** Whom it brought to the shop: new, and not refused. */
  newMembers: Type.Integer(),
  waiting: Type.Integer(),
  held: Type.Integer(),
  counted: Type.Integer(),
  refused: Type.Integer(),
  void: Type.Integer(),
  /** Newcomers that each who takes part brings, with the interval that holds it 95 times of 100; null below twenty. */
  k: Nullable(Ranged),
  cost: Fen(),
  /** Cost by new member; null where there is none. */
  cac: Nullable(Fen()),
  generations: Type.Array(
    Type.Object({ generation: Type.Integer(), newcomers: Type.Integer(), counted: Type.Integer() }),
  ),
});

export const activityInviteContract = {
  'GET /api/admin/activities/:id/spread': { params: IdParams, ok: ActivitySpread },
  'GET /api/admin/activities/:id/invites': {
    summary: 'Who brought whom, the latest first; `by`: whom this entry brought',
    params: IdParams,
    query: Type.Object({
      cursor: ListQuery.cursor,
      limit: ListQuery.limit,
      by: Type.Optional(Id('ent')),
      state: Type.Optional(OneOf(valuesOf(inviteState))),
    }),
    ok: Page(ActivityInvite),
  },
  'GET /api/shop/activities/:id/invites': {
    summary: 'Whom she brought, who brought most, and the invitation that she opened (`entry`)',
    params: Type.Object({ id: Id('act') }),
    query: Type.Object({ entry: Type.Optional(Id('ent')) }),
    ok: Type.Object({
      invited: Nullable(OneOf(valuesOf(invited))),
      /** What a newcomer is given, by name. */
      welcome: Nullable(Bilingual()),
      mine: Type.Array(
        Type.Object({
          name: Nullable(Type.String()),
          state: OneOf(valuesOf(inviteState)),
          cameAt: Instant(),
          dueAt: Nullable(Instant()),
        }),
      ),
      leaders: Type.Array(
        Type.Object({ name: Nullable(Type.String()), counted: Type.Integer(), hers: Type.Boolean() }),
      ),
    }),
  },
  'POST /api/shop/activity-entries/:id/visits': {
    summary: 'She opened a friend’s invitation; whoever comes to the shop for the first time is brought by it',
    params: EntryId,
    query: Seen,
    ok: Answer,
  },
  'POST /api/shop/activity-entries/:id/posters': {
    summary: 'Her own invitation as a poster with a code of hers; the same picture as long as nothing on it changes',
    params: EntryId,
    ok: Type.Object({ picture: Type.String() }),
  },
  'POST /api/shop/activity-entries/:id/acceptances': {
    summary: 'She accepts it; a second press is answered like the first',
    params: EntryId,
    query: Seen,
    ok: Answer,
  },
} as const satisfies Contract;
