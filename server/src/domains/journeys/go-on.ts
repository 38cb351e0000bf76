import type { Words } from '@huoshui/contracts/words';
import type { missed as missedWords } from '@huoshui/contracts/words/journeys';
import { sql } from 'kysely';
import type { Ctx } from '../../platform/ctx.ts';
import { releasing } from '../messaging/index.ts';
import { nodeOf } from './definition.ts';
import { announceEntered } from './enter.ts';
import { journeyErrors } from './errors.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import { countNodes, type JourneyRecord } from './queries.ts';

/** What becomes of those whom something brought in while the journey stood still. */
export type Missed = keyof typeof missedWords;

/** The journey goes on: messages that were put by are let go, and whoever came in meanwhile goes on or never came. */
export async function goOn(ctx: Ctx, kit: Kit, journey: JourneyRecord, missed: Missed | undefined): Promise<void> {
  await releasing.release(ctx, journey.id);
  const count = await countHeld(ctx, journey.no);
  if (count === 0) return;
  if (missed === undefined) throw journeyErrors.error('missed_undecided', { count });
  if (missed === 'enter') await letIn(ctx, journey);
  else await forget(ctx, kit, journey);
}

export async function countHeld(ctx: Ctx, journeyNo: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from journeys.run_info where journey_no = ${journeyNo} and held
  `.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

type Held = {
  readonly runId: number;
  readonly personNo: number;
  readonly memberId: string;
  readonly treated: boolean;
  readonly because: Words;
  /** An exit rule sent her away before anybody let her in. */
  readonly gone: boolean;
};

async function letIn(ctx: Ctx, { no, id, name }: JourneyRecord): Promise<void> {
  const { rows } = await sql<Held>`
    update journeys.run_info i set held = false from journeys.run r
    where i.journey_no = ${no} and i.held and r.id = i.run_id
    returning i.run_id, i.person_no, i.member_id, r.treated, i.because, i.left_at is not null as gone
  `.execute(ctx.db);
  for (const row of rows.filter(({ gone }) => !gone)) announceEntered(ctx, { journeyId: id, name }, row);
}

/** As if they had not come, in both arms alike: the next thing that brings one in brings her in. */
async function forget(ctx: Ctx, kit: Kit, { no, definition }: JourneyRecord): Promise<void> {
  const { rows } = await sql<{ version: number; runIds: number[] }>`
    with held as (select run_id, version from journeys.run_info where journey_no = ${no} and held),
    orders as (delete from journeys.run_order o using held where o.run_id = held.run_id),
    infos as (delete from journeys.run_info i using held where i.run_id = held.run_id)
    select version, array_agg(run_id) as run_ids from held group by version
  `.execute(ctx.db);
  await sql`
    delete from journeys.run where id = any(${rows.flatMap(({ runIds }) => runIds)}::bigint[])
  `.execute(ctx.db);
  const start = nodeOf(definition, definition.start);
  // Who came in to rest was counted as standing there.
  if (start && findKind(kit.steps, start.kind)?.rest)
    await countNodes(
      ctx,
      rows.map(({ version, runIds }) => ({
        journeyNo: no,
        version,
        node: definition.start,
        visited: -runIds.length,
        wentOn: 0,
      })),
    );
}
