import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { readSaid } from '../../../platform/said.ts';
import { getSetting } from '../../../platform/settings.ts';
import { growthIn, growthOf } from './growth.ts';
import { growthRule, ruleWords } from './growth-rule.ts';
import { countOnLevels, readLadder } from './ladder.ts';
import { type Ladder, type Level, levelOf, nextAbove } from './level.ts';
import { levelForm, privilegesOf, valuesOfLevel } from './level-form.ts';
import { monthOf } from './privileges.ts';
import { readStanding } from './standing.ts';

/** Where a member stands; who never grew, and everybody while levels are off, has no level. */
export async function readLevel(ctx: Ctx, memberId: string) {
  const [rule, ladder, standing, grown] = [
    await getSetting(ctx, growthRule),
    await readLadder(ctx),
    await readStanding(ctx, memberId),
    await growthOf(ctx, [memberId]),
  ];
  const growth = growthIn(grown.get(memberId) ?? [])(ctx.now());
  const held = rule.on ? (standing?.held ?? null) : null;
  const level = levelOf(ladder, held?.levelId ?? null);
  const next = nextAbove(ladder, level);
  return {
    on: rule.on && ladder.length > 0,
    growth,
    level: level ? { id: level.id, name: level.name, growth: level.growth } : null,
    next: next ? { name: next.name, growth: next.growth, missing: Math.max(0, next.growth - growth) } : null,
    keptUntil: held?.keptUntil?.toISOString() ?? null,
    falls:
      level && held?.fallsAt ? { at: held.fallsAt.toISOString(), missing: Math.max(0, level.growth - growth) } : null,
  };
}

/** The same for herself, with all that there is to reach. */
export async function readHerLevel(ctx: Ctx, memberId: string) {
  const [standing, ladder, rule] = [
    await readLevel(ctx, memberId),
    await readLadder(ctx),
    await getSetting(ctx, growthRule),
  ];
  const names = await namesOfGifts(ctx, ladder);
  const free = levelOf(ladder, standing.level?.id ?? null)?.freeShipping ?? null;
  return {
    ...standing,
    rule: ruleWords(rule),
    levels: ladder.map((level) => ({
      id: level.id,
      name: level.name,
      growth: level.growth,
      privileges: [...privilegesOf(level, names)],
    })),
    freeShipping: free === null ? null : { of: free, used: await usedThisMonth(ctx, memberId) },
  };
}

export async function listLevels(ctx: Ctx) {
  const ladder = await readLadder(ctx);
  const [names, members] = [await namesOfGifts(ctx, ladder), await countOnLevels(ctx)];
  return ladder.map((level) => ({
    id: level.id,
    name: level.name,
    growth: level.growth,
    values: valuesOfLevel(level),
    sentence: levelForm.sentence(valuesOfLevel(level), names),
    members: members.get(level.id) ?? 0,
  }));
}

type PageQuery = { readonly cursor?: string | undefined; readonly limit?: number | undefined };
type GrownRow = {
  readonly key: string;
  readonly at: Date;
  readonly value: number;
  readonly note: string;
  readonly orderId: string | null;
  readonly endsAt: Date | null;
};

/** What grew a member, newest first. */
export async function listGrowth(ctx: Ctx, memberId: string, { cursor, limit = 20 }: PageQuery) {
  const after = decodeCursor(cursor, ['instant', 'text']);
  const { rows } = await sql<GrownRow>`
    select key, at, value, note, order_id, ends_at from loyalty.growth
    where member_id = ${memberId} and ${after ? sql`(at, key) < (${new Date(after[0])}, ${after[1]})` : sql`true`}
    order by at desc, key desc limit ${limit + 1}
  `.execute(ctx.db);
  return toPage(
    rows,
    limit,
    ({ at, key }) => [at.toISOString(), key],
    ({ at, note, endsAt, ...row }) => ({
      ...row,
      at: at.toISOString(),
      note: readSaid(note),
      endsAt: endsAt?.toISOString() ?? null,
    }),
  );
}

async function usedThisMonth(ctx: Ctx, memberId: string): Promise<number> {
  const { rows } = await sql<{ used: number }>`
    select used from loyalty.quota where member_id = ${memberId} and holder = 'level' and month = ${monthOf(ctx)}
  `.execute(ctx.db);
  return rows[0]?.used ?? 0;
}

async function namesOfGifts(ctx: Ctx, ladder: Ladder) {
  const gifts = ladder.flatMap(({ gift, birthdayGift }: Level) => [gift, birthdayGift].flatMap((id) => id ?? []));
  return ctx.names(
    ctx,
    gifts.map((id) => ({ of: 'benefit', id })),
  );
}
