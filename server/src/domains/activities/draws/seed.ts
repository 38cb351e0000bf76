import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { ActivityRow } from '../activity.ts';
import { playOf } from '../plays.ts';
import { commitmentOf } from './chance.ts';

const SEED_BYTES = 32;
const sealedFor = (activityNo: number) => `activities.seed:${activityNo}`;

/** Before the first draw: the seed, and how many there are of each prize. Done twice it changes nothing. */
export async function prepareDraws(ctx: Ctx, { no, own, play }: ActivityRow): Promise<void> {
  const chance = playOf(play).draws?.(own);
  if (chance === undefined) return;
  const seed = randomBytes(SEED_BYTES).toString('hex');
  await sql`
    insert into activities.seed (activity_no, sealed, commitment)
    values (${no}, ${ctx.crypto.encrypt(seed, sealedFor(no))}, ${commitmentOf(seed)}) on conflict do nothing
  `.execute(ctx.db);
  await sql`
    insert into activities.prize (activity_no, place, stock)
    select ${no}, place - 1, stock from unnest(${chance.prizes.map(({ stock }) => stock)}::int[]) with ordinality as p (stock, place)
    on conflict do nothing
  `.execute(ctx.db);
}

export type Seed = { readonly commitment: string; readonly seed: string };

/** Undefined while it is a draft. */
export async function readSeed(ctx: Ctx, activityNo: number): Promise<Seed | undefined> {
  const { rows } = await sql<{ sealed: string; commitment: string }>`
    select sealed, commitment from activities.seed where activity_no = ${activityNo}
  `.execute(ctx.db);
  const [row] = rows;
  return row && { commitment: row.commitment, seed: ctx.crypto.decrypt(row.sealed, sealedFor(activityNo)) };
}
