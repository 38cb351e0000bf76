import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Definition } from './definition.ts';

/** At each node, whatever version anybody stood there by: who stands there, who ever came, who went on. */
export async function countAtNodes(ctx: Ctx, journeyNo: number, { nodes }: Pick<Definition, 'nodes'>) {
  const { rows } = await sql<{ node: string; waiting: number; parked: number; visited: number; wentOn: number }>`
    with standing as (
      select node, count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'parked') as parked
      from journeys.run where journey_no = ${journeyNo} and state in ('waiting', 'parked') group by node
    ), passed as (
      select node, sum(visited)::bigint as visited, sum(went_on)::bigint as went_on
      from journeys.node_stat where journey_no = ${journeyNo} group by node
    )
    select node, coalesce(waiting, 0) as waiting, coalesce(parked, 0) as parked,
      coalesce(visited, 0) as visited, coalesce(went_on, 0) as went_on
    from standing full join passed using (node)
  `.execute(ctx.db);
  const byNode = new Map(rows.map((r) => [r.node, r]));
  return nodes.map(({ key }) => {
    const row = byNode.get(key);
    return {
      key,
      waiting: row?.waiting ?? 0,
      visited: row?.visited ?? 0,
      left: row?.wentOn ?? 0,
      parked: row?.parked ?? 0,
    };
  });
}
