import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { BenefitKinds } from '../../benefits/index.ts';
import { type Moved, merges } from '../../members/index.ts';
import type { Person } from '../tables.ts';
import { readLadder } from './ladder.ts';
import { type Ladder, levelOf } from './level.ts';
import { lookAgain } from './look-again.ts';
import type { Held } from './place.ts';
import { heldOf, holdStandings, type Standing, writeStandings } from './standing.ts';

/** What a merge, or its undoing, is about. */
type Two = { readonly mergeId: string | undefined; readonly stays: Person; readonly other: Person };

/** Growth adds up; of two levels the higher is hers; what was given for a level is not given again. */
export async function joinLevels(ctx: Ctx, kinds: BenefitKinds, { mergeId, stays, other }: Two): Promise<void> {
  const before = await holdStandings(ctx, [stays, other]);
  const [own, brought] = [heldIn(before, stays), heldIn(before, other)];
  const note = async (kind: string, rows: readonly Moved[]) => merges.note(ctx, mergeId, `loyalty.${kind}`, rows);
  await note('growth', await moveGrowth(ctx, stays, other.memberId));
  await note('level_gift', await moveGifts(ctx, stays, other));
  await note('quota', await moveQuotas(ctx, stays, other));
  await note('standing', [standingNote(stays, own), standingNote(other, brought)]);
  const held = better(await readLadder(ctx), own, brought);
  await writeHeld(ctx, [
    { ...stays, growth: 0, held },
    { ...other, growth: 0, held: null },
  ]);
  await lookAgain(ctx, kinds, [stays], 'merged', [{ ...stays, growth: 0, held }]);
}

/** Each has what she had, and what the one who stays grew meanwhile is hers. */
export async function partLevels(ctx: Ctx, kinds: BenefitKinds, { mergeId = '', stays, other }: Two): Promise<void> {
  await holdStandings(ctx, [stays, other]);
  const moved = async (kind: string) => merges.moved(ctx, mergeId, `loyalty.${kind}`);
  const keys = (rows: readonly Moved[]) => rows.map(({ key }) => key);
  await sql`
    update loyalty.growth set member_id = ${other.memberId}, person_no = ${other.personNo}
    where key = any(${keys(await moved('growth'))}::text[]) and member_id = ${stays.memberId}
  `.execute(ctx.db);
  await sql`
    update loyalty.level_gift set member_id = ${other.memberId}
    where member_id = ${stays.memberId} and level_id = any(${keys(await moved('level_gift'))}::text[])
  `.execute(ctx.db);
  await moveQuotasBack(ctx, stays, other, keys(await moved('quota')));
  const noted = new Map((await moved('standing')).map(({ key, detail }) => [key, heldOf(detail)]));
  const held = [stays, other].map((person) => ({ ...person, growth: 0, held: noted.get(person.memberId) ?? null }));
  await writeHeld(ctx, held);
  await lookAgain(ctx, kinds, [stays, other], 'parted', held);
}

function better(ladder: Ladder, a: Held | null, b: Held | null): Held | null {
  const [one, two] = [
    levelOf(ladder, a?.levelId ?? null)?.growth ?? 0,
    levelOf(ladder, b?.levelId ?? null)?.growth ?? 0,
  ];
  if (one !== two) return one > two ? a : b;
  return (a?.keptUntil?.getTime() ?? 0) >= (b?.keptUntil?.getTime() ?? 0) ? (a ?? b) : b;
}

const heldIn = (standings: readonly Standing[], { memberId }: Person): Held | null =>
  standings.find((one) => one.memberId === memberId)?.held ?? null;

function standingNote({ memberId }: Person, held: Held | null): Moved {
  return { key: memberId, detail: held === null ? {} : { ...held } };
}

/** Looked at at once: levels may be off, and what is held must not be lost by that. */
async function writeHeld(ctx: Ctx, standings: readonly Standing[]): Promise<void> {
  await writeStandings(
    ctx,
    standings.map((one) => ({ ...one, dueAt: null })),
  );
}

async function moveGrowth(ctx: Ctx, to: Person, from: string): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    update loyalty.growth set member_id = ${to.memberId}, person_no = ${to.personNo} where member_id = ${from}
    returning key, '{}'::jsonb as detail
  `.execute(ctx.db);
  return rows;
}

async function moveGifts(ctx: Ctx, to: Person, from: Person): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    update loyalty.level_gift g set member_id = ${to.memberId}
    where member_id = ${from.memberId} and not exists (
      select from loyalty.level_gift own where own.member_id = ${to.memberId} and own.level_id = g.level_id
    )
    returning level_id as key, '{}'::jsonb as detail
  `.execute(ctx.db);
  return rows;
}

/** By order: who used them follows, and the counters with her. */
async function moveQuotas(ctx: Ctx, to: Person, from: Person): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    update loyalty.quota_use set member_id = ${to.memberId} where member_id = ${from.memberId}
    returning order_id as key, '{}'::jsonb as detail
  `.execute(ctx.db);
  await countAnew(ctx, [to.memberId, from.memberId]);
  return rows;
}

async function moveQuotasBack(ctx: Ctx, from: Person, to: Person, orderIds: readonly string[]): Promise<void> {
  await sql`
    update loyalty.quota_use set member_id = ${to.memberId}
    where order_id = any(${[...orderIds]}::text[]) and member_id = ${from.memberId}
  `.execute(ctx.db);
  await countAnew(ctx, [from.memberId, to.memberId]);
}

async function countAnew(ctx: Ctx, memberIds: readonly string[]): Promise<void> {
  await sql`delete from loyalty.quota where member_id = any(${[...memberIds]}::text[])`.execute(ctx.db);
  await sql`
    insert into loyalty.quota (member_id, holder, month, used)
    select member_id, holder, month, count(*) from loyalty.quota_use where member_id = any(${[...memberIds]}::text[])
    group by member_id, holder, month order by member_id
    on conflict (member_id, holder, month) do update set used = excluded.used
  `.execute(ctx.db);
}
