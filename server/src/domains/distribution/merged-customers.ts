import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { type Merged, type Moved, merges, type Unmerged } from '../members/index.ts';
import { readRules } from './rules.ts';

type Join = Pick<Merged, 'mergeId' | 'winnerNo' | 'memberId' | 'loserNo'>;
type Part = Pick<Unmerged, 'mergeId' | 'winnerNo' | 'returnedId' | 'returnedNo'>;

const LOCK = sql.raw('member_id, distributor_no, product_id, locked_at, until, before_no, before_from, before_until');
const LOCK_ROW =
  sql.raw(`(person_no int, member_id text, distributor_no bigint, product_id text, locked_at timestamptz, until timestamptz,
  before_no bigint, before_from timestamptz, before_until timestamptz)`);

/** Of two distributors whose customer she was, the rule decides as if she had opened both links with one record. */
export async function joinLocks(ctx: Ctx, { mergeId, winnerNo, memberId, loserNo }: Join): Promise<void> {
  const { lockBy } = await readRules(ctx);
  const { rows } = await sql<Moved>`
    select person_no::text as key, to_jsonb(l) as detail from distribution.lock l
    where person_no in (${winnerNo}, ${loserNo}) and exists (select from distribution.lock h where h.person_no = ${loserNo})
    order by person_no for update
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'distribution.lock', rows);
  if (rows.length === 0) return;
  const order = lockBy === 'first' ? sql`locked_at` : sql`locked_at desc`;
  await sql`
    with gone as (delete from distribution.lock where person_no = ${loserNo} returning *),
    best as (
      select * from (select * from gone union all select * from distribution.lock where person_no = ${winnerNo}) as two
      order by (until > ${ctx.now()}) desc, ${order} limit 1
    )
    insert into distribution.lock (person_no, ${LOCK})
    select ${winnerNo}, ${memberId}, distributor_no, product_id, locked_at, until, before_no, before_from, before_until from best
    on conflict (person_no) do update set distributor_no = excluded.distributor_no, product_id = excluded.product_id,
      locked_at = excluded.locked_at, until = excluded.until, before_no = excluded.before_no, before_from = excluded.before_from,
      before_until = excluded.before_until
  `.execute(ctx.db);
}

/** Each has what she had, unless the survivor came to another meanwhile. */
export async function partLocks(ctx: Ctx, { mergeId, winnerNo, returnedId, returnedNo }: Part): Promise<void> {
  const moved = await merges.moved(ctx, mergeId, 'distribution.lock');
  if (moved.length === 0) return;
  const had = sql`jsonb_to_recordset(${JSON.stringify(moved.map(({ detail }) => detail))}::jsonb) as h ${LOCK_ROW}`;
  await sql`
    delete from distribution.lock l using ${had}
    where l.person_no = ${winnerNo} and h.person_no <> ${winnerNo} and h.distributor_no = l.distributor_no and h.locked_at = l.locked_at
  `.execute(ctx.db);
  await sql`
    insert into distribution.lock (person_no, ${LOCK})
    select case when h.person_no = ${winnerNo} then h.person_no else ${returnedNo} end,
      case when h.person_no = ${winnerNo} then h.member_id else ${returnedId} end,
      h.distributor_no, h.product_id, h.locked_at, h.until, h.before_no, h.before_from, h.before_until
    from ${had} on conflict (person_no) do nothing
  `.execute(ctx.db);
}

export async function joinMarks(ctx: Ctx, { mergeId, winnerNo, loserNo }: Join): Promise<void> {
  const { rows } = await sql<Moved>`
    with gone as (delete from distribution.mark where person_no = ${loserNo} returning *),
    known as (select kind, value from distribution.mark where person_no = ${winnerNo}),
    joined as (
      insert into distribution.mark (person_no, kind, value, at) select ${winnerNo}, kind, value, at from gone on conflict do nothing
    )
    select kind || ' ' || value as key, jsonb_build_object('kind', kind, 'value', value, 'at', at,
      'fresh', (kind, value) not in (select kind, value from known)) as detail from gone
  `.execute(ctx.db);
  await merges.note(ctx, mergeId, 'distribution.mark', rows);
}

export async function partMarks(
  ctx: Ctx,
  { mergeId, winnerNo, returnedNo }: Pick<Part, 'mergeId' | 'winnerNo' | 'returnedNo'>,
): Promise<void> {
  const marks = (await merges.moved(ctx, mergeId, 'distribution.mark')).map(({ detail }) => detail);
  if (marks.length === 0) return;
  const had = sql`jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as h (kind text, value text, at timestamptz, fresh boolean)`;
  await sql`
    insert into distribution.mark (person_no, kind, value, at) select ${returnedNo}, kind, value, at from ${had} on conflict do nothing
  `.execute(ctx.db);
  await sql`
    delete from distribution.mark m using ${had} where m.person_no = ${winnerNo} and m.kind = h.kind and m.value = h.value and h.fresh
  `.execute(ctx.db);
}
