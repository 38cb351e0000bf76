import { type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { countsAt } from '../activity.ts';
import { readActivity } from '../change-activity.ts';
import { type EntryRow, entriesOf, holdEntries } from '../entries.ts';
import { activityErrors } from '../errors.ts';
import type { IsFor } from '../is-for.ts';
import type { Her } from '../met.ts';
import { count } from '../progress.ts';
import { findTerms } from '../queries.ts';
import type { Seen } from '../risk/marks.ts';
import { takePart } from '../take-part.ts';
import { chanceOf, drawingOf } from './standing.ts';

/** Takes points out of what she may spend, once a key, with a line of her ledger that says for what. @throws loyalty.too_few_points */
export type SpendPoints = (
  ctx: Ctx,
  her: Her,
  spent: { readonly points: number; readonly key: string; readonly note: Words },
) => Promise<void>;

type Ports = { readonly kinds: BenefitKinds; readonly isFor: IsFor; readonly spend: SpendPoints };
type Ask = { readonly id: string; readonly nonce: string; readonly seen: Seen };
type Bought = { readonly chances: number; readonly left: number };

/**
 * One more chance for points. Her entry is held, so that what a day takes is counted once however many phones press, and a `nonce` that
 * was paid for before is answered and not paid again. Throws `activities.not_found`, `no_draws`, `no_points`, `not_open`,
 * `enough_for_points`, what `takePart` throws, `loyalty.too_few_points`.
 */
export async function buyChance(ctx: Ctx, ports: Ports, her: Her, { id, nonce, seen }: Ask): Promise<Bought> {
  const activity = await readActivity(ctx, id);
  if (activity.state === 'draft') throw activityErrors.error('not_found', { id });
  return inTransaction(ctx, async (ctx) => {
    if (!(await entriesOf(ctx, her.personNo, [activity])).has(activity.no))
      await takePart(ctx, ports.isFor, her, { id, seen });
    const entry = (await entriesOf(ctx, her.personNo, [activity])).get(activity.no);
    if (entry === undefined) throw activityErrors.error('not_open');
    await holdEntries(ctx, [entry.no]);
    const chance = chanceOf(activity, (await findTerms(ctx, [entry]))(entry.activityNo, entry.version).own);
    if (chance === undefined) throw activityErrors.error('no_draws');
    if (chance.forPoints === null) throw activityErrors.error('no_points');
    const { points, aDay } = chance.forPoints;
    const { today, paid } = await boughtBefore(ctx, entry, nonce);
    if (!paid) {
      if (!countsAt(activity, ctx.now())) throw activityErrors.error('not_open');
      if (today >= aDay) throw activityErrors.error('enough_for_points');
      const note = words(`活动「${activity.name}」换抽奖机会`, `A chance of the activity “${activity.name}”`);
      await ports.spend(ctx, her, { points, key: `chance:${entry.id}:${nonce}`, note });
      const key = `${pointsKey(shanghaiDay(ctx.now()))}${nonce}`;
      await count(ctx, ports.kinds, [entry], [{ entryNo: entry.no, key, amount: 1, at: ctx.now() }]);
    }
    const { chances } = await drawingOf(ctx, activity, entry);
    return { chances, left: Math.max(0, aDay - (paid ? today : today + 1)) };
  });
}

const pointsKey = (day: string) => `points:${day}:`;

/** How many she had for points today, and whether this very one was paid for, whatever day it was. */
async function boughtBefore(ctx: Ctx, { no }: EntryRow, nonce: string) {
  const { rows } = await sql<{ today: number; paid: boolean }>`
    select count(*) filter (where starts_with(key, ${pointsKey(shanghaiDay(ctx.now()))}))::int as today,
      coalesce(bool_or(split_part(key, ':', 3) = ${nonce}), false) as paid
    from activities.progress where entry_no = ${no} and starts_with(key, 'points:')
  `.execute(ctx.db);
  return rows[0] ?? { today: 0, paid: false };
}

/** How many more she may have for points today. */
export async function pointsLeft(ctx: Ctx, entry: EntryRow | undefined, aDay: number): Promise<number> {
  if (entry === undefined) return aDay;
  return Math.max(0, aDay - (await boughtBefore(ctx, entry, '')).today);
}
