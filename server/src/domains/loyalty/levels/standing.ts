import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import type { Person } from '../tables.ts';
import type { Held } from './place.ts';

export type Standing = Person & { readonly growth: number; readonly held: Held | null };

type Row = Person & {
  readonly growth: number;
  readonly levelId: string | null;
  readonly earnedAt: Date | null;
  readonly earnedWith: number | null;
  readonly keptUntil: Date | null;
  readonly fallsAt: Date | null;
  readonly before: unknown;
};

const columns = sql.raw('member_id, person_no, growth, level_id, earned_at, earned_with, kept_until, falls_at, before');

/** Hold the standings of these members until the commit, in one order; whoever had none has one now. */
export async function holdStandings(ctx: Ctx, persons: readonly Person[]): Promise<readonly Standing[]> {
  const byId = new Map(persons.map((person) => [person.memberId, person.personNo]));
  const ids = [...byId.keys()].sort();
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`
    insert into loyalty.standing (member_id, person_no)
    select * from unnest(${ids}::text[], ${ids.map((id) => byId.get(id) ?? 0)}::int[])
    on conflict (member_id) do update set person_no = excluded.person_no
    returning ${columns}
  `.execute(ctx.db);
  return rows.map(standingOf);
}

export async function readStanding(ctx: Ctx, memberId: string): Promise<Standing | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from loyalty.standing where member_id = ${memberId}
  `.execute(ctx.db);
  return rows[0] && standingOf(rows[0]);
}

export type Placed = Person & { readonly growth: number; readonly held: Held | null; readonly dueAt: Date | null };

export async function writeStandings(ctx: Ctx, placed: readonly Placed[]): Promise<void> {
  if (placed.length === 0) return;
  const column = <T>(pick: (one: Placed) => T) => placed.map(pick);
  await sql`
    update loyalty.standing s set growth = given.growth, level_id = given.level_id, earned_at = given.earned_at,
      earned_with = given.earned_with, kept_until = given.kept_until, falls_at = given.falls_at,
      before = given.before::jsonb, due_at = given.due_at
    from unnest(
      ${column((p) => p.memberId)}::text[], ${column((p) => p.growth)}::int[], ${column((p) => p.held?.levelId ?? null)}::text[],
      ${column((p) => p.held?.earnedAt ?? null)}::timestamptz[], ${column((p) => p.held?.earnedWith ?? null)}::int[],
      ${column((p) => p.held?.keptUntil ?? null)}::timestamptz[], ${column((p) => p.held?.fallsAt ?? null)}::timestamptz[],
      ${column((p) => (p.held?.before ? JSON.stringify(p.held.before) : null))}::text[],
      ${column((p) => p.dueAt)}::timestamptz[]
    ) as given (member_id, growth, level_id, earned_at, earned_with, kept_until, falls_at, before, due_at)
    where s.member_id = given.member_id
  `.execute(ctx.db);
}

function standingOf({ memberId, personNo, growth, levelId, earnedAt, earnedWith, keptUntil, fallsAt, before }: Row) {
  const held =
    levelId === null || earnedAt === null || earnedWith === null
      ? null
      : { levelId, earnedAt, earnedWith, keptUntil, fallsAt, before: heldOf(before) };
  return { memberId, personNo, growth, held };
}

/** What was held before, as it was written; what cannot be read any more was nothing. */
export function heldOf(stored: unknown): Held | null {
  if (typeof stored !== 'object' || stored === null || !('levelId' in stored)) return null;
  const { levelId, earnedAt, earnedWith, keptUntil, fallsAt, before }: Partial<Record<keyof Held, unknown>> = stored;
  const at = momentOf(earnedAt);
  if (typeof levelId !== 'string' || typeof earnedWith !== 'number' || at === null) return null;
  return {
    levelId,
    earnedAt: at,
    earnedWith,
    keptUntil: momentOf(keptUntil),
    fallsAt: momentOf(fallsAt),
    before: heldOf(before),
  };
}

function momentOf(stored: unknown): Date | null {
  if (stored instanceof Date) return stored;
  return typeof stored === 'string' ? new Date(stored) : null;
}
