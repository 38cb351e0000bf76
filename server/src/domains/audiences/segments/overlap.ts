import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { writtenPersons } from '../../../platform/event-store/person-set.ts';
import { piece } from '../../../platform/event-store/piece.ts';
import { runOne } from '../../../platform/event-store/query.ts';
import { asTheyAreNow } from '../../analytics/index.ts';
import { findMembers } from '../../members/index.ts';
import { personsHeld } from './held.ts';
import { findSegment } from './queries.ts';

/** How many are in both, and in each. @throws audiences.segment_not_found */
export async function overlapOf(ctx: Ctx, id: string, other: string) {
  await Promise.all([findSegment(ctx, id), findSegment(ctx, other)]);
  const [one, two] = [await personsHeld(ctx, id), await personsHeld(ctx, other)];
  const row = await runOne<{ members: number; with: number; both: number }>(
    ctx,
    piece`WITH ${one.bitmap} AS one, ${two.bitmap} AS two SELECT toUInt32(bitmapCardinality(one)) AS members,
      toUInt32(bitmapCardinality(two)) AS with, toUInt32(bitmapAndCardinality(one, two)) AS both`,
  );
  return row ?? { members: 0, with: 0, both: 0 };
}

type Kept = { readonly id: string; readonly name: string; readonly who: string };

/** The segments in use that hold her; all are looked through by one question. */
export async function segmentsOfMember(ctx: Ctx, memberId: string) {
  const member = (await findMembers(ctx, [memberId])).get(memberId);
  if (!member) return { items: [] };
  const { rows } = await sql<Kept>`
    select s.id, s.name, m.who from audiences.segment s join audiences.segment_members m on m.segment_id = s.id
    where s.state = 'active' order by s.created_at desc, s.id desc limit 500
  `.execute(ctx.db);
  if (rows.length === 0) return { items: [] };
  const holds = rows.map(
    ({ who }) => piece`bitmapContains(${asTheyAreNow(writtenPersons(who)).bitmap}, toUInt32(${member.personNo}))`,
  );
  const answer = await runOne<{ holds: readonly number[] }>(
    ctx,
    piece`SELECT [${{ sql: holds.map(({ sql }) => sql).join(', '), params: {} }}] AS holds`,
  );
  return { items: rows.filter((_, n) => Number(answer?.holds[n]) === 1).map(({ id, name }) => ({ id, name })) };
}
