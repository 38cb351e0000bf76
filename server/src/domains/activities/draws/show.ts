import type { activityContract } from '@huoshui/contracts/activities';
import type { RouteOut } from '@huoshui/contracts/contract';
import { valuesOf, words } from '@huoshui/contracts/words';
import { lotteryLook } from '@huoshui/contracts/words/activities';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type ActivityRow, countsAt, stateOf } from '../activity.ts';
import type { EntryRow } from '../entries.ts';
import type { Chance } from '../play.ts';
import { playOf } from '../plays.ts';
import { findTerms } from '../queries.ts';
import { pointsLeft } from './buy-chance.ts';
import { readSeed } from './seed.ts';
import { chanceOf, drawingOf, drawsOf } from './standing.ts';

type Lottery = NonNullable<RouteOut<(typeof activityContract)['GET /api/shop/activities/:id']>['lottery']>;

const MOST_DRAWS = 50;

/** What can be won and what is left of it, her chances and draws, and by what all of it can be verified; null where nothing is drawn. */
export async function showLottery(
  ctx: Ctx,
  activity: ActivityRow,
  mine: EntryRow | undefined,
): Promise<Lottery | null> {
  const chance = playOf(activity.play).draws?.(activity.own);
  const secret = await readSeed(ctx, activity.no);
  if (chance === undefined || secret === undefined) return null;
  const standing = mine && (await drawingOf(ctx, activity, mine));
  const isOver = ['settling', 'settled', 'stopped'].includes(stateOf(activity, ctx.now()));
  const fresh = chance.free > 0 && countsAt(activity, ctx.now()) ? 'can' : 'no_chance';
  return {
    look: valuesOf(lotteryLook).find((look) => look === activity.own.look) ?? 'wheel',
    prizes: await prizesOf(ctx, activity, chance),
    drawing: standing?.drawing ?? fresh,
    chances: standing?.chances ?? chance.free,
    forPoints: await forPointsOf(ctx, activity, mine),
    commitment: secret.commitment,
    seed: isOver ? secret.seed : null,
    draws: mine ? await herDraws(ctx, mine) : [],
  };
}

/** By her own terms; null where points bring none, or nothing can be drawn now. */
async function forPointsOf(ctx: Ctx, activity: ActivityRow, mine: EntryRow | undefined): Promise<Lottery['forPoints']> {
  const own = mine === undefined ? activity.own : (await findTerms(ctx, [mine]))(mine.activityNo, mine.version).own;
  const forPoints = chanceOf(activity, own)?.forPoints ?? null;
  if (forPoints === null || !countsAt(activity, ctx.now())) return null;
  return { points: forPoints.points, left: await pointsLeft(ctx, mine, forPoints.aDay) };
}

async function prizesOf(ctx: Ctx, { no }: ActivityRow, { prizes }: Chance): Promise<Lottery['prizes']> {
  const gifts = prizes.map(({ gift }) => ({ at: '', of: 'benefit' as const, id: gift }));
  const names = await ctx.names(ctx, gifts);
  const { rows } = await sql<{ place: number; left: number | null }>`
    select place, stock - taken as left from activities.prize where activity_no = ${no}
  `.execute(ctx.db);
  const left = new Map(rows.map((row) => [row.place, row.left]));
  return prizes.map(({ gift, odds }, place) => ({
    label: names('benefit', gift) ?? words('礼品', 'a gift'),
    odds,
    left: left.get(place) ?? null,
  }));
}

async function herDraws(ctx: Ctx, mine: EntryRow): Promise<Lottery['draws']> {
  const draws = await drawsOf(ctx, mine, MOST_DRAWS);
  const { rows } = await sql<{ n: number; state: NonNullable<Lottery['draws'][number]['state']> }>`
    select tier + 1 as n, state from activities.reward where entry_no = ${mine.no} and gift is not null
  `.execute(ctx.db);
  const states = new Map(rows.map(({ n, state }) => [n, state]));
  return draws.map(({ at, ...draw }) => ({ ...draw, state: states.get(draw.n) ?? null, at: at.toISOString() }));
}
