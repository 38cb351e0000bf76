import { sql } from 'kysely';
import type { Ctx } from '../../../platform/ctx.ts';
import { type PersonSet, personsAmong, personsOfQuery } from '../../../platform/event-store/person-set.ts';
import { bound, INSTANT, type Piece, piece } from '../../../platform/event-store/piece.ts';
import { runOne } from '../../../platform/event-store/query.ts';
import { boughtSince, buyersAmong, readBought } from '../bought-since.ts';
import { mustFindMoment } from './queries.ts';

// That it was shown says little: what counts is who came by it. Asked of what was told, so a merge changes whose opens and orders these are and nothing else.

/** A row a person: when she first came by it. */
const opened = (id: string, known: Date): Piece => piece`
SELECT person_no, min(ts) AS at FROM history_once AS events
WHERE name = 'moment.opened' AND source != 'sdk' AND person_no > 0 AND ts < ${bound(INSTANT, known)}
  AND JSONExtractString(props, 'momentId') = ${bound('String', id)} GROUP BY person_no`;

export async function readMomentResult(ctx: Ctx, id: string) {
  const { values } = await mustFindMoment(ctx, id);
  const known = ctx.now();
  const [people, bought] = await Promise.all([
    runOne<{ count: number }>(ctx, piece`SELECT count() AS count FROM (${opened(id, known)})`),
    readBought(ctx, boughtSince(opened(id, known), known, values.within)),
  ]);
  return { opened: Number(people?.count ?? 0), ...bought, days: values.within };
}

export type WhoOfMoment = 'shown' | 'like' | 'comment' | 'opened' | 'buyers';

/** Whom a figure counts; customers whom nobody knows as members are in the numbers of WeCom, and not among these. */
export async function personsOfMoment(
  ctx: Ctx,
  id: string,
  who: WhoOfMoment,
  staff: string | null,
): Promise<PersonSet> {
  const { no, values } = await mustFindMoment(ctx, id);
  const known = ctx.now();
  if (who === 'opened') return personsOfQuery(piece`SELECT person_no FROM (${opened(id, known)})`);
  if (who === 'buyers') return personsOfQuery(buyersAmong(boughtSince(opened(id, known), known, values.within)));
  const of = who === 'shown' ? sql`scrm.moment_viewer` : sql`scrm.moment_reaction`;
  const { rows } = await sql<{ persons: number[] | null }>`
    select array_agg(distinct c.person_no) as persons from ${of} t join scrm.customer c using (external_userid)
    where t.moment_no = ${no} and c.person_no is not null ${who === 'shown' ? sql`` : sql`and t.kind = ${who}`}
      and (${staff}::text is null or t.userid = ${staff})
  `.execute(ctx.db);
  return personsAmong(rows[0]?.persons ?? []);
}
