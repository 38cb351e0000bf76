import type { Drawing } from '@huoshui/contracts/words/activities';
import { sql } from 'kysely';
import { dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { inTransaction } from '../../../platform/db.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { type ActivityRow, countsAt, dueAt } from '../activity.ts';
import { readActivity } from '../change-activity.ts';
import { type EntryRow, findEntry, holdEntries } from '../entries.ts';
import { activityErrors } from '../errors.ts';
import { activityDrawn } from '../events.ts';
import type { IsFor } from '../is-for.ts';
import type { Her } from '../met.ts';
import type { Chance } from '../play.ts';
import { playOf } from '../plays.ts';
import { count, sumsOf } from '../progress.ts';
import { findTerms } from '../queries.ts';
import type { Seen } from '../risk/marks.ts';
import { takePart } from '../take-part.ts';
import { prizeAt, rollOf } from './chance.ts';
import { readSeed } from './seed.ts';

export type Drawn = {
  readonly n: number;
  readonly nonce: string;
  readonly roll: number;
  readonly rolled: number | null;
  readonly prize: number | null;
  readonly sure: boolean;
  readonly at: Date;
};

type Ports = { readonly kinds: BenefitKinds; readonly isFor: IsFor };

/**
 * She draws once; whoever does not take part yet does from here on. Her entry is held, so that a chance is used once however many phones
 * press at a moment, and the prize is taken by a guarded update. A `nonce` that was drawn before is answered as it was. Throws what
 * `takePart` throws, `activities.no_draws`, `no_chance`, `enough_today`, `won_enough`, `not_open`.
 */
export async function draw(
  ctx: Ctx,
  { kinds, isFor }: Ports,
  her: Her,
  { id, nonce, seen }: { readonly id: string; readonly nonce: string; readonly seen: Seen },
): Promise<Drawn> {
  const activity = await readActivity(ctx, id);
  if (playOf(activity.play).draws === undefined) throw activityErrors.error('no_draws');
  return inTransaction(ctx, async (ctx) => {
    const entry = await findEntry(ctx, (await takePart(ctx, isFor, her, { id, seen })).id);
    if (entry === undefined) throw activityErrors.error('not_open');
    await holdEntries(ctx, [entry.no]);
    const known = await drawnBefore(ctx, entry, nonce);
    if (known !== undefined) return known;
    const standing = await drawingOf(ctx, activity, entry);
    if (standing.drawing === 'closed') throw activityErrors.error('not_open');
    if (standing.drawing !== 'can') throw activityErrors.error(standing.drawing);
    if (standing.earned === 0) await useFree(ctx, kinds, entry, standing.freeUsed);
    return drawOnce(ctx, { activity, entry, chance: standing.chance, n: standing.drawn + 1, nonce });
  });
}

const COLUMNS = sql.raw('n, nonce, roll, rolled, prize, sure, at');

async function drawnBefore(ctx: Ctx, { no }: EntryRow, nonce: string): Promise<Drawn | undefined> {
  const { rows } = await sql<Drawn>`
    select ${COLUMNS} from activities.draw where entry_no = ${no} and nonce = ${nonce}
  `.execute(ctx.db);
  return rows[0];
}

/** The latest first. */
export async function drawsOf(ctx: Ctx, { no }: EntryRow, most: number): Promise<readonly Drawn[]> {
  const { rows } = await sql<Drawn>`
    select ${COLUMNS} from activities.draw where entry_no = ${no} order by n desc limit ${most}
  `.execute(ctx.db);
  return rows;
}

export type DrawStanding = {
  readonly drawing: Drawing;
  readonly chance: Chance;
  /** Chances that orders and friends brought and that are left, and those that this day brings. */
  readonly earned: number;
  readonly free: number;
  readonly freeUsed: number;
  readonly drawn: number;
};

/** Whether she may draw now, by the terms that she takes part under. Throws `activities.no_draws`. */
export async function drawingOf(ctx: Ctx, activity: ActivityRow, entry: EntryRow): Promise<DrawStanding> {
  const { own } = (await findTerms(ctx, [entry]))(entry.activityNo, entry.version);
  const chance = playOf(activity.play).draws?.(own);
  if (chance === undefined) throw activityErrors.error('no_draws');
  const day = shanghaiDay(ctx.now());
  const { rows } = await sql<Record<'drawn' | 'today' | 'won' | 'freeUsed', number>>`
    select count(*)::int as drawn, count(*) filter (where d.at >= ${dayStart(day)})::int as today,
      count(*) filter (where r.state in ('due', 'held', 'given', 'refused'))::int as won,
      (select count(*)::int from activities.progress where entry_no = ${entry.no} and starts_with(key, ${`${freeKey(day)}:`})) as free_used
    from activities.draw d left join activities.reward r on r.entry_no = d.entry_no and r.tier = d.n - 1
    where d.entry_no = ${entry.no}
  `.execute(ctx.db);
  const { drawn = 0, today = 0, won = 0, freeUsed = 0 } = rows[0] ?? {};
  const sum = (await sumsOf(ctx, [entry.no])).get(entry.no) ?? 0;
  // Chances that went back with an order after they were used are owed: the next ones pay them.
  const earned = Math.max(0, sum - drawn);
  const free = sum < drawn ? 0 : Math.max(0, chance.free - freeUsed);
  const may = (): Drawing => {
    if (!countsAt(activity, ctx.now())) return 'closed';
    if (chance.wins !== null && won >= chance.wins) return 'won_enough';
    if (chance.aDay !== null && today >= chance.aDay) return 'enough_today';
    return earned + free === 0 ? 'no_chance' : 'can';
  };
  return { drawing: may(), chance, earned, free, freeUsed, drawn };
}

const freeKey = (day: string) => `free:${day}`;

async function useFree(ctx: Ctx, kinds: BenefitKinds, entry: EntryRow, used: number): Promise<void> {
  const key = `${freeKey(shanghaiDay(ctx.now()))}:${used + 1}`;
  await count(ctx, kinds, [entry], [{ entryNo: entry.no, key, amount: 1, at: ctx.now() }]);
}

type Draw = {
  readonly activity: ActivityRow;
  readonly entry: EntryRow;
  readonly chance: Chance;
  readonly n: number;
  readonly nonce: string;
};

async function drawOnce(ctx: Ctx, { activity, entry, chance, n, nonce }: Draw): Promise<Drawn> {
  const secret = await readSeed(ctx, activity.no);
  if (secret === undefined) throw new Error(`activity ${activity.id} is live and has no seed`);
  const roll = rollOf(secret.seed, { activityId: activity.id, entryId: entry.id, n, nonce });
  const rolled = prizeAt(chance, roll);
  const sure = chance.sureAfter !== null && (await inVain(ctx, entry)) >= chance.sureAfter;
  const prize = await takePrize(ctx, activity, sure ? [rolled, ...lastFirst(chance)] : [rolled]);
  const { rows } = await sql<Drawn>`
    insert into activities.draw (entry_no, n, nonce, roll, rolled, prize, sure, at)
    values (${entry.no}, ${n}, ${nonce}, ${roll}, ${rolled}, ${prize}, ${sure}, ${ctx.now()}) returning ${COLUMNS}
  `.execute(ctx.db);
  const [drawn] = rows;
  if (drawn === undefined) throw new Error('a draw was not written');
  if (prize !== null) await promise(ctx, activity, entry, { n, gift: chance.prizes[prize]?.gift ?? '' });
  if (!entry.tester) {
    const { id: activityId, name, play } = activity;
    const payload = { memberId: entry.memberId, activityId, name, play, n, won: prize !== null };
    ctx.emit(activityDrawn, { personNo: entry.personNo, payload });
  }
  return drawn;
}

/** How many of hers in a row won nothing, up to the last. */
async function inVain(ctx: Ctx, { no }: EntryRow): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from activities.draw d where d.entry_no = ${no}
      and d.n > coalesce((select max(w.n) from activities.draw w where w.entry_no = ${no} and w.prize is not null), 0)
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

const lastFirst = ({ prizes }: Chance): readonly number[] => [...prizes.keys()].reverse();

/** The first of these places of which some are left; null: none. */
async function takePrize(ctx: Ctx, { no }: ActivityRow, places: readonly (number | null)[]): Promise<number | null> {
  for (const place of places) {
    if (place === null) continue;
    const { numAffectedRows } = await sql`
      update activities.prize set taken = taken + 1 where activity_no = ${no} and place = ${place} and (stock is null or taken < stock)
    `.execute(ctx.db);
    if (numAffectedRows === 1n) return place;
  }
  return null;
}

async function promise(
  ctx: Ctx,
  activity: ActivityRow,
  entry: EntryRow,
  { n, gift }: { readonly n: number; readonly gift: string },
): Promise<void> {
  const { values } = (await findTerms(ctx, [entry]))(entry.activityNo, entry.version);
  await sql`
    insert into activities.reward (entry_no, tier, state, gift, reached_at, due_at)
    values (${entry.no}, ${n - 1}, 'due', ${gift}, ${ctx.now()}, ${dueAt(activity, values, ctx.now())})
  `.execute(ctx.db);
}
