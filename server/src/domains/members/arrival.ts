import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { sayingArrivals } from './say-source.ts';

/** How somebody came: WeChat's number of the way (`scene`), and the mark of a link or the scene of a code. */
export type Arrival = { readonly scene?: string | undefined; readonly source?: string | undefined };

/** The same way again within this time is the same visit, and not written. */
const SAME_VISIT = '30 minutes';

/** Noted at every show, for known members too. An account keeps its first and its last: a merge takes both along, and gives them back. */
export async function noteArrival(ctx: Ctx, accountNo: number, { scene = '', source = '' }: Arrival): Promise<void> {
  if (scene === '' && source === '') return;
  await sql`
    update members.account set
      first_scene = case when first_arrived_at is null then ${scene} else first_scene end,
      first_source = case when first_arrived_at is null then ${source} else first_source end,
      first_arrived_at = coalesce(first_arrived_at, ${ctx.now()}),
      last_scene = ${scene}, arrived_at = ${ctx.now()},
      last_source = case when ${source} = '' then last_source else ${source} end,
      last_source_at = case when ${source} = '' then last_source_at else ${ctx.now()} end
    where no = ${accountNo} and (arrived_at is null or last_scene is distinct from ${scene}
      or (${source} <> '' and last_source is distinct from ${source})
      or arrived_at <= ${ctx.now()}::timestamptz - ${SAME_VISIT}::interval)
  `.execute(ctx.db);
}

type Row = {
  readonly firstScene: string;
  readonly firstSource: string;
  readonly firstArrivedAt: Date;
  readonly lastScene: string;
  readonly lastSource: string | null;
  readonly lastSourceAt: Date | null;
  readonly arrivedAt: Date;
};

/** Over all of her accounts: the first arrival, the last, and the last mark; null where none was ever told. */
export async function readArrivals(ctx: Ctx, memberId: string) {
  const { rows } = await sql<Row>`
    select first_scene, first_source, first_arrived_at, last_scene, last_source, last_source_at, arrived_at
    from members.account where member_id = ${memberId} and first_arrived_at is not null
  `.execute(ctx.db);
  const [first] = rows.toSorted((a, b) => a.firstArrivedAt.getTime() - b.firstArrivedAt.getTime());
  const [last] = rows.toSorted((a, b) => b.arrivedAt.getTime() - a.arrivedAt.getTime());
  if (!first || !last) return null;
  const [marked] = rows.toSorted((a, b) => (b.lastSourceAt?.getTime() ?? 0) - (a.lastSourceAt?.getTime() ?? 0));
  const arrivals = {
    first: { scene: first.firstScene, source: first.firstSource, at: first.firstArrivedAt.toISOString() },
    last: { scene: last.lastScene, source: marked?.lastSource ?? '', at: last.arrivedAt.toISOString() },
  };
  const say = await sayingArrivals(ctx, [arrivals.first, arrivals.last]);
  return {
    first: { ...arrivals.first, words: say(arrivals.first) },
    last: { ...arrivals.last, words: say(arrivals.last) },
  };
}
