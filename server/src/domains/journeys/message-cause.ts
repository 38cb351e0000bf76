import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { ledger } from '../benefits/index.ts';
import { findSkus, type SkuFacts, sellsFor } from '../catalog/index.ts';
import type { Cause, Leaving, NoLonger } from '../messaging/index.ts';
import { isToBeHad } from './eyed-goods.ts';
import { type Standing, whyOver } from './standing.ts';

type Row = Standing & {
  readonly runId: number;
  readonly state: 'draft' | 'live' | 'paused' | 'ended';
  readonly exitOnGoal: boolean;
  readonly leftAt: Date | null;
};

/** What stands behind a message of a journey when it leaves: her run, the journey, and what the message tells of. */
export const journeyMessages: Cause = {
  kind: 'journey',
  async noLonger(ctx, leaving) {
    const rows = await readRuns(ctx, leaving);
    const told = leaving.filter(({ ofBenefit, variables }) => ofBenefit && variables.grantId);
    const open = await ledger.stillOpen(
      ctx,
      told.map(({ variables }) => variables.grantId ?? ''),
    );
    const goods = leaving.filter(({ ofGoods, variables }) => ofGoods && variables.skuId);
    const skus = await findSkus(
      ctx,
      goods.map(({ variables }) => variables.skuId ?? ''),
    );
    return new Map(
      leaving.flatMap((message) => {
        const why = whyNot(rows.get(runOf(message)), ctx.now()) ?? ofBenefit(message, open) ?? ofGoods(message, skus);
        return why ? [[message.id, why] as const] : [];
      }),
    );
  },
};

function whyNot(run: Row | undefined, now: Date): NoLonger | null {
  if (!run || run.state === 'ended' || run.leftAt) return 'exited';
  return whyOver(run, run.exitOnGoal, now)?.reason ?? (run.state === 'paused' ? 'paused' : null);
}

function ofBenefit({ ofBenefit, variables }: Leaving, open: ReadonlySet<string>): NoLonger | null {
  if (!ofBenefit) return null;
  if (variables.refused === 'over_budget' || variables.refused === 'unbounded') return variables.refused;
  if (variables.refused === 'limit') return 'benefit_limit';
  if (variables.refused) return 'unavailable';
  return variables.grantId && !open.has(variables.grantId) ? 'benefit_gone' : null;
}

/** A message may wait until the morning: what sold out meanwhile, or went up again, is no news. */
function ofGoods({ ofGoods, variables }: Leaving, skus: ReadonlyMap<string, SkuFacts>): NoLonger | null {
  if (!ofGoods || !variables.skuId) return null;
  const sku = skus.get(variables.skuId);
  if (!isToBeHad(sku)) return 'goods_gone';
  return variables.atMost && sellsFor(sku) > Number(variables.atMost) ? 'price_back' : null;
}

/** Second part of `run:<id>:<node>:<visit>`. */
function runOf({ sourceKey }: Leaving): number {
  return Number(sourceKey.split(':')[1]);
}

async function readRuns(ctx: Ctx, leaving: readonly Leaving[]): Promise<ReadonlyMap<number, Row>> {
  const { rows } = await sql<Row>`
    select r.id as run_id, j.state, (v.definition->>'exitOnGoal')::boolean as exit_on_goal,
      i.returned_at, i.converted_at, i.goal_until, i.left_at
    from journeys.run r join journeys.run_info i on i.run_id = r.id
      join journeys.journey j on j.no = r.journey_no
      join journeys.version v on v.journey_no = r.journey_no and v.version = r.version
    where r.id = any(${leaving.map(runOf)}::bigint[])
  `.execute(ctx.db);
  return new Map(rows.map((row) => [row.runId, row]));
}
