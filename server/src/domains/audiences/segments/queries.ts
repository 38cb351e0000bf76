import type { Condition } from '@huoshui/contracts/condition';
import { type RawBuilder, sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor } from '../../../platform/cursor.ts';
import { audienceErrors } from '../errors.ts';
import type { RefreshReason, SegmentState } from './segment.ts';
import type { SegmentRow } from './tables.ts';

const COLUMNS = sql.raw(
  'id, name, note, kind, condition, refresh, hour, state, created_at, created_by, version, members, refreshed_at, due_at, claim, redefined, failed',
);

/** @throws audiences.segment_not_found */
export async function findSegment(ctx: Ctx, id: string, lock = false): Promise<SegmentRow> {
  const { rows } = await sql<SegmentRow>`
    select ${COLUMNS} from audiences.segment where id = ${id} ${lock ? sql`for no key update` : sql``}
  `.execute(ctx.db);
  const [row] = rows;
  if (!row) throw audienceErrors.error('segment_not_found', { id });
  return row;
}

type Asked = {
  readonly q?: string | undefined;
  readonly state?: SegmentState | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

const MOST_COUNTED = 10_000;

/** One more than a page, the newest first. */
export async function selectSegments(ctx: Ctx, { q, state, cursor, limit }: Asked) {
  const after = decodeCursor(cursor, ['instant', 'text']);
  const fits = sql`
    (${state ?? null}::text is null or state = ${state ?? null})
    and (${q ?? null}::text is null or name ilike '%' || ${likeText(q ?? '')} || '%' or note ilike '%' || ${likeText(q ?? '')} || '%')`;
  const { rows } = await sql<SegmentRow>`
    select ${COLUMNS} from audiences.segment
    where ${fits} and ${after ? sql`(created_at, id) < (${after[0]}::timestamptz, ${after[1]})` : sql`true`}
    order by created_at desc, id desc limit ${limit + 1}
  `.execute(ctx.db);
  return {
    rows,
    count: async () => countUpTo(ctx, MOST_COUNTED, sql`select from audiences.segment where ${fits}`),
  };
}

const likeText = (text: string) => text.replace(/[\\%_]/g, '\\$&');

type Written = Pick<SegmentRow, 'id' | 'name' | 'note' | 'kind' | 'condition' | 'refresh' | 'hour' | 'dueAt'>;

export async function insertSegment(ctx: Ctx, row: Written & Pick<SegmentRow, 'createdBy'>): Promise<void> {
  await sql`
    insert into audiences.segment (id, name, note, kind, condition, refresh, hour, due_at, created_at, created_by)
    values (${row.id}, ${row.name}, ${row.note}, ${row.kind}, ${jsonOf(row.condition)}, ${row.refresh}, ${row.hour},
      ${row.dueAt}, ${ctx.now()}, ${row.createdBy})
  `.execute(ctx.db);
}

/** A look that is under way finds nothing to write any more where `redefined`: it looked by what the segment meant before. */
export async function updateSegment(ctx: Ctx, row: Written, redefined: boolean): Promise<void> {
  await sql`
    update audiences.segment set name = ${row.name}, note = ${row.note}, condition = ${jsonOf(row.condition)},
      refresh = ${row.refresh}, hour = ${row.hour}, due_at = ${row.dueAt},
      redefined = redefined or ${redefined}, claim = case when ${redefined} then null else claim end
    where id = ${row.id}
  `.execute(ctx.db);
}

/** It is looked at now; where a look is under way that may have read before now, once more after it. */
export async function lookNow(ctx: Ctx, id: string): Promise<void> {
  await sql`
    update audiences.segment set due_at = case when claim is null then ${ctx.now()}::timestamptz else due_at end, again = claim is not null
    where id = ${id} and condition is not null and state = 'active'
  `.execute(ctx.db);
}

const jsonOf = (condition: Condition | null): RawBuilder<unknown> =>
  condition === null ? sql`null` : sql`${JSON.stringify(condition)}::jsonb`;

/** Which segments it asks for now, in place of those before. */
export async function writeUses(ctx: Ctx, segmentId: string, uses: readonly string[]): Promise<void> {
  await sql`delete from audiences.segment_use where segment_id = ${segmentId} and uses_id <> all(${[...uses]}::text[])`.execute(
    ctx.db,
  );
  await sql`
    insert into audiences.segment_use (segment_id, uses_id)
    select ${segmentId}, id from unnest(${[...uses]}::text[]) as used (id) on conflict do nothing
  `.execute(ctx.db);
}

export type Change = {
  readonly reason: RefreshReason;
  readonly members: number;
  readonly entered: number;
  readonly gone: number;
  readonly who: string;
  readonly whoEntered: string;
  readonly whoLeft: string;
};

/** Whom it holds now, and what that changed. */
export async function writeVersion(
  ctx: Ctx,
  { id, version, at }: { readonly id: string; readonly version: number; readonly at: Date },
  change: Change,
): Promise<void> {
  await sql`
    insert into audiences.segment_members (segment_id, who) values (${id}, ${change.who})
    on conflict (segment_id) do update set who = excluded.who
  `.execute(ctx.db);
  await sql`
    insert into audiences.segment_version (segment_id, version, at, reason, members, entered, gone, who_entered, who_left)
    values (${id}, ${version}, ${at}, ${change.reason}, ${change.members}, ${change.entered}, ${change.gone},
      ${change.whoEntered}, ${change.whoLeft})
  `.execute(ctx.db);
}

export type VersionRow = {
  readonly version: number;
  readonly at: Date;
  readonly reason: RefreshReason;
  readonly members: number;
  readonly entered: number;
  readonly left: number;
};

export async function selectVersions(ctx: Ctx, id: string, most: number): Promise<readonly VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select version, at, reason, members, entered, gone as left from audiences.segment_version
    where segment_id = ${id} order by version desc limit ${most}
  `.execute(ctx.db);
  return rows;
}
