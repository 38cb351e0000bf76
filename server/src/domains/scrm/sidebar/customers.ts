import { sql } from 'kysely';
import { countUpTo } from '../../../platform/count.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { decodeCursor, toPage } from '../../../platform/cursor.ts';
import { membersShown } from '../../members/index.ts';
import { me } from './hers.ts';
import type { In, Out } from './shapes.ts';

type Answer = Out<'GET /api/staff/customers'>;
type Row = {
  readonly no: string;
  readonly id: string;
  readonly name: string;
  readonly personNo: number | null;
  readonly addedAt: Date;
};

/** Her customers, whom she added last first. */
export async function listCustomers(ctx: Ctx, query: In<'GET /api/staff/customers'>['query']): Promise<Answer> {
  const limit = query.limit ?? 20;
  const after = decodeCursor(query.cursor, ['instant', 'text']);
  const which = sql`
    scrm.friend f join scrm.customer c on c.external_userid = f.external_userid
    where f.userid = ${me(ctx).id} and f.ended_at is null and strpos(lower(c.name), lower(${query.q?.trim() ?? ''})) > 0`;
  const { rows } = await sql<Row>`
    select f.id as no, f.external_userid as id, c.name, c.person_no, f.added_at from ${which}
      ${after ? sql`and (f.added_at, f.id) < (${after[0]}::text::timestamptz, ${after[1]})` : sql``}
    order by f.added_at desc, f.id desc limit ${limit + 1}
  `.execute(ctx.db);
  const shown = await membersShown.show(
    ctx,
    rows.flatMap(({ personNo }) => personNo ?? []),
  );
  const known = new Map(shown.map((one) => [one.personNo, one]));
  const page = toPage(
    rows,
    limit,
    ({ addedAt, no }) => [addedAt.toISOString(), no],
    ({ id, name, personNo, addedAt }) => {
      const member = personNo === null ? undefined : known.get(personNo);
      return { id, name, stage: member?.stage ?? null, orders: member?.orders ?? 0, addedAt: addedAt.toISOString() };
    },
  );
  return after ? page : { ...page, ...(await countUpTo(ctx, 10_000, sql`select from ${which}`)) };
}
