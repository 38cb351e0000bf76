import type { RouteOut } from '@huoshui/contracts/contract';
import { isWay } from '@huoshui/contracts/form-values';
import type { journeyContract } from '@huoshui/contracts/journeys';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import type { Names } from '../../platform/form/form.ts';
import { meansText, meansUplift, uplift, upliftText } from '../../platform/uplift.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import type { JourneyRecord } from './queries.ts';
import { COUNTED } from './run-filter.ts';
import { nodeSentence } from './sentence.ts';
import { experiment } from './steps/experiment.ts';
import { storedValues } from './stored.ts';

type Shown = RouteOut<(typeof journeyContract)['GET /api/admin/journeys/:id/result']>['experiments'][number];
type Row = {
  readonly node: string;
  readonly way: string;
  readonly version: number;
  readonly members: number;
  readonly reached: number;
  readonly ordered: number;
  readonly revenue: number;
  readonly squares: number;
};

/**
 * The ways of each experiment in the present version, compared with the first of them among the treated: within versions, as the
 * arms are; by how many did it, and by what each spent. `until`: only of those whose time was over by then.
 */
export async function compareWays(
  ctx: Ctx,
  kit: Kit,
  { no, definition }: JourneyRecord,
  names: Names,
  until: Date | null,
): Promise<Shown[]> {
  const nodes = definition.nodes.filter(({ kind }) => kind === experiment.kind);
  if (nodes.length === 0) return [];
  const rows = await countWays(ctx, no, until);
  return nodes.map((node) => {
    const step = findKind(kit.steps, node.kind);
    const { measure } = storedValues(experiment.form, node);
    const own = rows.filter((row) => row.node === node.key);
    const done = (row: Row) => (measure === 'ordered' ? row.ordered : row.reached);
    const countOf = (way: string, version?: number) => {
      const those = own.filter((row) => row.way === way && (version === undefined || row.version === version));
      return {
        members: those.reduce((sum, row) => sum + row.members, 0),
        converted: those.reduce((sum, row) => sum + done(row), 0),
        revenue: those.reduce((sum, row) => sum + row.revenue, 0),
        squares: those.reduce((sum, row) => sum + row.squares, 0),
      };
    };
    const versions = [...new Set(own.map(({ version }) => version))];
    const ways = (step?.ways ?? []).filter((way) => isWay(way, node.values));
    const [first] = ways;
    return {
      node: node.key,
      sentence: nodeSentence(kit, node, names),
      ways: ways.map((way) => {
        const { members, converted, revenue } = countOf(way.key);
        const strata = versions.map((version) => ({
          treated: countOf(way.key, version),
          holdout: countOf(first?.key ?? '', version),
        }));
        const found = way === first ? null : uplift(strata);
        const spent = (count: ReturnType<typeof countOf>) => ({
          members: count.members,
          sum: count.revenue,
          squares: count.squares,
        });
        const earned =
          way === first
            ? null
            : meansUplift(strata.map(({ treated, holdout }) => ({ treated: spent(treated), holdout: spent(holdout) })));
        return {
          way: way.key,
          words: way.words,
          members,
          converted,
          rate: members > 0 ? converted / members : 0,
          revenuePerMember: members > 0 ? revenue / members : 0,
          against: found && { ...found, text: upliftText(found) },
          revenueAgainst: earned && { ...earned, text: meansText(earned) },
        };
      }),
    };
  });
}

/** What she did after she was drawn, and before her time was over; what was given back whole never was. */
async function countWays(ctx: Ctx, journeyNo: number, until: Date | null): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select e.node, e.way, e.version, count(*)::int as members,
      count(*) filter (where i.converted_at > e.at)::int as reached,
      count(*) filter (where bought.orders > 0)::int as ordered,
      coalesce(sum(bought.amount), 0)::bigint as revenue, coalesce(sum(bought.amount::float8 ^ 2), 0) as squares
    from journeys.experiment_run e
      join journeys.run r on r.id = e.run_id and r.treated
      join journeys.run_info i on i.run_id = e.run_id
      cross join lateral (
        select count(*) filter (where o.returned_at is null) as orders, sum(o.amount) as amount from journeys.run_order o
        where o.run_id = e.run_id and o.at > e.at
      ) as bought
    where e.journey_no = ${journeyNo} and ${COUNTED} and (${until}::timestamptz is null or i.goal_until <= ${until}::timestamptz)
    group by 1, 2, 3
  `.execute(ctx.db);
  return rows;
}
